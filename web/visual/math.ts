// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Math.sin and its like with the same bits in every engine: ECMAScript leaves them open, and engines differ. Everything is
// computed with additions, multiplications, divisions and square roots of doubles, which IEEE 754 defines to the bit, on
// sums of two doubles (Dekker, "A floating-point technique for extending the available precision", 1971), so that
// results are the nearest double but for very rare ties. Constants come from series of whole numbers when first needed.

type Pair = readonly [number, number];

// --- sums of two doubles -------------------------------------------------------------------------------------------

/** |a| >= |b| */
function quickSum(a: number, b: number): Pair {
  const s = a + b;
  return [s, b - (s - a)];
}

function sum(a: number, b: number): Pair {
  const s = a + b;
  const t = s - a;
  return [s, a - (s - t) + (b - t)];
}

function product(a: number, b: number): Pair {
  const kSplit = 2 ** 27 + 1;
  const p = a * b;
  const [ta, tb] = [kSplit * a, kSplit * b];
  const [ah, bh] = [ta - (ta - a), tb - (tb - b)];
  const [al, bl] = [a - ah, b - bh];
  return [p, ah * bh - p + ah * bl + al * bh + al * bl];
}

function add([ah, al]: Pair, [bh, bl]: Pair): Pair {
  const [s, e] = sum(ah, bh);
  const [t, f] = sum(al, bl);
  const [u, v] = quickSum(s, e + t);
  return quickSum(u, v + f);
}

const negate = ([h, l]: Pair): Pair => [-h, -l];
const subtract = (a: Pair, b: Pair): Pair => add(a, negate(b));

function multiply([ah, al]: Pair, [bh, bl]: Pair): Pair {
  const [p, e] = product(ah, bh);
  return quickSum(p, e + (ah * bl + al * bh));
}

const scale = ([h, l]: Pair, by: number): Pair => [h * by, l * by]; // by a power of two

function divide(a: Pair, b: Pair): Pair {
  const q1 = a[0] / b[0];
  const r1 = subtract(a, multiply(b, [q1, 0]));
  const q2 = r1[0] / b[0];
  const r2 = subtract(r1, multiply(b, [q2, 0]));
  return add(quickSum(q1, q2), [r2[0] / b[0], 0]);
}

function squareRoot(a: Pair): Pair {
  if (a[0] === 0) return [0, 0];
  const root = Math.sqrt(a[0]);
  const rest = subtract(a, product(root, root));
  return quickSum(root, rest[0] / (2 * root));
}

/** x by Horner's rule: c[0] + x (c[1] + x (c[2] + ...)). */
function polynomial(x: Pair, coefficients: readonly Pair[]): Pair {
  let result = coefficients.at(-1)!;
  for (let i = coefficients.length - 2; i >= 0; --i) result = add(multiply(result, x), coefficients[i]!);
  return result;
}

// --- constants -----------------------------------------------------------------------------------------------------

const kBits = 1300; // 1024 for the largest double, and what is wanted behind the point

/** sum of sign^k / (2k + 1) (numerator / denominator)^(2k + 1), times 2^kBits: atan for -1, atanh for 1. */
function arcSeries(numerator: bigint, denominator: bigint, sign: bigint): bigint {
  const [n2, d2] = [numerator * numerator, denominator * denominator];
  let power = (numerator << BigInt(kBits)) / denominator;
  let total = 0n;
  for (let k = 1n, s = 1n; power !== 0n; k += 2n, s *= sign) {
    total += (s * power) / k;
    power = (power * n2) / d2;
  }
  return total;
}

/** A number in units of 2^-kBits as a sum of `count` doubles. */
function toDoubles(value: bigint, count: number): number[] {
  const kKept = 300;
  let rest = value >> BigInt(kBits - kKept);
  return Array.from({length: count}, () => {
    const next = Number(rest);
    rest -= BigInt(next);
    return next / 2 ** kKept;
  });
}
const toPair = (value: bigint): Pair => toDoubles(value, 2) as unknown as Pair;

interface Constants {
  halfPiBits: bigint;
  halfPi: readonly number[];
  ln2: readonly number[];
  ln10: Pair;
  /** Of Taylor's series, in powers of the square. */
  sine: readonly Pair[];
  cosine: readonly Pair[];
  expm1: readonly Pair[];
  atanh: readonly Pair[];
  atan: readonly Pair[];
  /** atan(j / 8) */
  arcs: readonly Pair[];
}

let known: Constants | undefined;

function constants(): Constants {
  if (known) return known;
  // Machin: pi / 4 = 4 atan(1/5) - atan(1/239).
  const halfPiBits = 2n * (4n * arcSeries(1n, 5n, -1n) - arcSeries(1n, 239n, -1n));
  const ln2 = 2n * arcSeries(1n, 3n, 1n);
  const ln10 = 3n * ln2 + 2n * arcSeries(1n, 9n, 1n); // 10 = 8 * 5/4
  let factorial = 1n;
  const one = 1n << BigInt(kBits);
  const inverseFactorials = Array.from({length: 30}, (_, n) => {
    if (n > 0) factorial *= BigInt(n);
    return toPair(one / factorial);
  });
  const inverseOdds = Array.from({length: 24}, (_, n) => toPair(one / BigInt(2 * n + 1)));
  const alternating = (terms: readonly Pair[]): Pair[] => terms.map((term, n) => (n % 2 ? negate(term) : term));
  known = {
    halfPiBits,
    halfPi: toDoubles(halfPiBits, 3),
    ln2: toDoubles(ln2, 3),
    ln10: toPair(ln10),
    sine: alternating(inverseFactorials.filter((_, n) => n % 2 === 1).slice(0, 14)),
    cosine: alternating(inverseFactorials.filter((_, n) => n % 2 === 0).slice(0, 14)),
    expm1: inverseFactorials.slice(1, 25),
    atanh: inverseOdds,
    atan: alternating(inverseOdds.slice(0, 15)),
    arcs: Array.from({length: 9}, (_, j) => {
      // atan(1) converges too slowly by itself.
      return j === 8 ? toPair(halfPiBits >> 1n) : toPair(arcSeries(BigInt(j), 8n, -1n));
    }),
  };
  return known;
}

// --- parts of doubles ----------------------------------------------------------------------------------------------

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
double[0] = 1;
const kHigh = words[1] === 0 ? 0 : 1;

/** x = mantissa * 2^exponent, with the mantissa from 1 to 2; x is positive and finite. */
function split(x: number): {mantissa: number; exponent: number} {
  const subnormal = x < 2 ** -1022;
  double[0] = subnormal ? x * 2 ** 54 : x;
  const high = words[kHigh]!;
  words[kHigh] = (high & 0xfffff) | 0x3ff00000;
  return {mantissa: double[0]!, exponent: (high >>> 20) - 1023 - (subnormal ? 54 : 0)};
}

/** x 2^exponent, where the result is a normal double. */
function shift(x: number, exponent: number): number {
  const first = Math.max(-1000, Math.min(exponent, 1000));
  return x * 2 ** first * 2 ** (exponent - first);
}

/** x 2^exponent, rounded once. */
function scaleBy([h, l]: Pair, exponent: number): number {
  if (exponent >= -1000) return shift(h, exponent);
  // The result may have less than 53 bits: what is behind them decides ties.
  const step = 2 ** (-1074 - exponent);
  if (!Number.isFinite(step)) return 0;
  const kept = Math.floor(h / step);
  const rest = h - kept * step + l;
  const up = rest > step / 2 || (rest === step / 2 && kept % 2 === 1);
  return (kept + (up ? 1 : 0)) * 2 ** -1074;
}

// --- kernels -------------------------------------------------------------------------------------------------------

/** Angle as quarter turns and a rest of up to an eighth of a turn. */
function reduceAngle(x: number): {quarter: number; rest: Pair} {
  const {halfPi, halfPiBits} = constants();
  const size = Math.abs(x);
  if (size <= Math.PI / 4) return {quarter: 0, rest: [x, 0]};
  if (size < 1e5) {
    const k = Math.round(x / halfPi[0]!);
    let rest: Pair = subtract([x, 0], product(k, halfPi[0]!));
    rest = subtract(rest, product(k, halfPi[1]!));
    return {quarter: ((k % 4) + 4) % 4, rest: subtract(rest, product(k, halfPi[2]!))};
  }
  const {mantissa, exponent} = split(size);
  const whole = BigInt(mantissa * 2 ** 52) << BigInt(kBits - 52 + exponent);
  const k = (whole + (halfPiBits >> 1n)) / halfPiBits;
  const rest = toPair(whole - k * halfPiBits);
  const quarter = Number(k % 4n);
  return x > 0 ? {quarter, rest} : {quarter: (4 - quarter) % 4, rest: negate(rest)};
}

function sineOf(r: Pair): Pair {
  return multiply(r, polynomial(multiply(r, r), constants().sine));
}

function cosineOf(r: Pair): Pair {
  return polynomial(multiply(r, r), constants().cosine);
}

/** e^r - 1 for |r| < 0.4 */
function expm1Of(r: Pair): Pair {
  return multiply(r, polynomial(r, constants().expm1));
}

/** e^x = value * 2^exponent */
function expOf(x: Pair): {value: Pair; exponent: number} {
  const {ln2} = constants();
  const exponent = Math.round(x[0] / ln2[0]!);
  let r = subtract(x, product(exponent, ln2[0]!));
  r = subtract(r, product(exponent, ln2[1]!));
  r = subtract(r, product(exponent, ln2[2]!));
  return {value: add([1, 0], expm1Of(r)), exponent};
}

/** atanh(t) for |t| < 0.18, odd series */
function atanhOf(t: Pair): Pair {
  return multiply(t, polynomial(multiply(t, t), constants().atanh));
}

/** log of a positive number that is a pair; exact to the last bits near 1 as well. */
function logOf([h, l]: Pair, exponent = 0): Pair {
  const {ln2} = constants();
  const parts = split(h);
  let k = parts.exponent;
  if (parts.mantissa > Math.SQRT2) ++k;
  const m: Pair = k === 0 ? [h, l] : [k > parts.exponent ? parts.mantissa / 2 : parts.mantissa, shift(l, -k)];
  const t = divide(add(m, [-1, 0]), add(m, [1, 0]));
  const fraction = scale(atanhOf(t), 2);
  k += exponent;
  if (k === 0) return fraction;
  return add(add(product(k, ln2[0]!), product(k, ln2[1]!)), fraction);
}

/** atan(y / x) for x, y >= 0, not both 0 */
function arcOf(y: Pair, x: Pair): Pair {
  const {arcs, halfPi} = constants();
  const steep = y[0] > x[0];
  const t = steep ? divide(x, y) : divide(y, x);
  const j = Math.round(t[0] * 8);
  const c: Pair = [j / 8, 0];
  const u = j === 0 ? t : divide(subtract(t, c), add([1, 0], multiply(t, c)));
  const arc = add(arcs[j]!, multiply(u, polynomial(multiply(u, u), constants().atan)));
  return steep ? subtract([halfPi[0]!, halfPi[1]!], arc) : arc;
}

const isTiny = (x: number, bound: number): boolean => Math.abs(x) < bound;

// --- the functions of Math -----------------------------------------------------------------------------------------

function sin(x: number): number {
  x = Number(x);
  if (!Number.isFinite(x)) return NaN;
  if (isTiny(x, 2 ** -27)) return x;
  const {quarter, rest} = reduceAngle(x);
  const [value] = quarter % 2 ? cosineOf(rest) : sineOf(rest);
  return quarter >= 2 ? -value : value;
}

function cos(x: number): number {
  x = Number(x);
  if (!Number.isFinite(x)) return NaN;
  const {quarter, rest} = reduceAngle(x);
  const [value] = quarter % 2 ? sineOf(rest) : cosineOf(rest);
  return quarter === 1 || quarter === 2 ? -value : value;
}

function tan(x: number): number {
  x = Number(x);
  if (!Number.isFinite(x)) return NaN;
  if (isTiny(x, 2 ** -27)) return x;
  const {quarter, rest} = reduceAngle(x);
  const [s, c] = [sineOf(rest), cosineOf(rest)];
  return quarter % 2 ? -divide(c, s)[0] : divide(s, c)[0];
}

function exp(x: number): number {
  x = Number(x);
  if (Number.isNaN(x)) return x;
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  const {value, exponent} = expOf([x, 0]);
  return scaleBy(value, exponent);
}

function expm1(x: number): number {
  x = Number(x);
  if (Number.isNaN(x) || isTiny(x, 2 ** -54)) return x;
  if (x > 710) return Infinity;
  if (x < -50) return -1;
  if (Math.abs(x) < 0.35) return expm1Of([x, 0])[0];
  const {value, exponent} = expOf([x, 0]);
  if (exponent > 200) return scaleBy(value, exponent);
  return add(scale(value, 2 ** exponent), [-1, 0])[0];
}

function log(x: number): number {
  x = Number(x);
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  return x === Infinity ? x : logOf([x, 0])[0];
}

function log2(x: number): number {
  x = Number(x);
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const {ln2} = constants();
  return divide(logOf([x, 0]), [ln2[0]!, ln2[1]!])[0];
}

function log10(x: number): number {
  x = Number(x);
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  return x === Infinity ? x : divide(logOf([x, 0]), constants().ln10)[0];
}

function log1p(x: number): number {
  x = Number(x);
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity || isTiny(x, 2 ** -54)) return x;
  if (Math.abs(x) < 0.3) return 2 * atanhOf(divide([x, 0], sum(2, x)))[0];
  return logOf(sum(1, x))[0];
}

function pow(x: number, y: number): number {
  x = Number(x);
  y = Number(y);
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  const whole = Number.isInteger(y);
  const negative = whole && Math.abs(y) < 2 ** 53 && y % 2 !== 0 && (x < 0 || Object.is(x, -0));
  const sign = negative ? -1 : 1;
  if (Math.abs(y) === Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  if (size === 0 || size === Infinity) return sign * ((size === 0) === y > 0 ? 0 : Infinity);
  if (x < 0 && !whole) return NaN;
  if (size === 1) return sign;
  const logarithm = logOf([size, 0]);
  const approximate = y * logarithm[0];
  if (approximate > 710) return sign * Infinity;
  if (approximate < -746) return sign * 0;
  if (isTiny(approximate, 2 ** -60)) return sign;
  const {value, exponent} = expOf(multiply(logarithm, [y, 0]));
  return sign * scaleBy(value, exponent);
}

function cbrt(x: number): number {
  x = Number(x);
  if (x === 0 || !Number.isFinite(x)) return x;
  const {value, exponent} = expOf(divide(logOf([Math.abs(x), 0]), [3, 0]));
  return Math.sign(x) * scaleBy(value, exponent);
}

function atan2(y: number, x: number): number {
  y = Number(y);
  x = Number(x);
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const {halfPi} = constants();
  const pi = halfPi[0]! * 2;
  const sign = y < 0 || Object.is(y, -0) ? -1 : 1;
  const left = x < 0 || Object.is(x, -0);
  let [h, w] = [Math.abs(y), Math.abs(x)];
  if (h === 0) return left ? sign * pi : y;
  if (w === 0) return sign * halfPi[0]!;
  if (h === Infinity) return sign * (w === Infinity ? (left ? 1.5 * halfPi[0]! : halfPi[0]! / 2) : halfPi[0]!);
  if (w === Infinity) return sign * (left ? pi : 0);
  const apart = split(h).exponent - split(w).exponent;
  if (apart > 60) return sign * halfPi[0]!;
  if (apart < -60) return left ? sign * pi : sign * (h / w);
  const by = Math.max(h, w) > 2 ** 500 ? 2 ** -600 : Math.max(h, w) < 2 ** -500 ? 2 ** 600 : 1;
  [h, w] = [h * by, w * by];
  const arc = arcOf([h, 0], [w, 0]);
  return sign * (left ? subtract([pi, 2 * halfPi[1]!], arc) : arc)[0];
}

function atan(x: number): number {
  x = Number(x);
  return isTiny(x, 2 ** -27) ? x : atan2(x, 1);
}

function asin(x: number): number {
  x = Number(x);
  if (!(Math.abs(x) <= 1)) return NaN;
  if (isTiny(x, 2 ** -27)) return x;
  const other = squareRoot(multiply(sum(1, -x), sum(1, x)));
  return Math.sign(x) * arcOf([Math.abs(x), 0], other)[0];
}

function acos(x: number): number {
  x = Number(x);
  if (!(Math.abs(x) <= 1)) return NaN;
  if (x === 1) return 0;
  const {halfPi} = constants();
  const arc = arcOf(squareRoot(multiply(sum(1, -x), sum(1, x))), [Math.abs(x), 0]);
  return (x < 0 ? subtract([2 * halfPi[0]!, 2 * halfPi[1]!], arc) : arc)[0];
}

/** (e^|x| - 1) as a pair, for |x| < 40 */
function growth(size: number): Pair {
  if (size < 0.35) return expm1Of([size, 0]);
  const {value, exponent} = expOf([size, 0]);
  return add(scale(value, 2 ** exponent), [-1, 0]);
}

/** e^|x| / 2, where e^-|x| does not count */
function halfExp(size: number): number {
  if (size > 711) return Infinity;
  const {value, exponent} = expOf([size, 0]);
  return scaleBy(value, exponent - 1);
}

function sinh(x: number): number {
  x = Number(x);
  if (!Number.isFinite(x) || isTiny(x, 2 ** -27)) return x;
  const size = Math.abs(x);
  if (size >= 40) return Math.sign(x) * halfExp(size);
  const e = growth(size);
  return (Math.sign(x) * add(e, divide(e, add(e, [1, 0])))[0]) / 2;
}

function cosh(x: number): number {
  x = Number(x);
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size >= 40) return halfExp(size);
  const e = add(growth(size), [1, 0]);
  return add(e, divide([1, 0], e))[0] / 2;
}

function tanh(x: number): number {
  x = Number(x);
  if (Number.isNaN(x) || isTiny(x, 2 ** -27)) return x;
  const size = Math.abs(x);
  if (size >= 20) return Math.sign(x);
  const e = growth(2 * size);
  return Math.sign(x) * divide(e, add(e, [2, 0]))[0];
}

function asinh(x: number): number {
  x = Number(x);
  if (!Number.isFinite(x) || isTiny(x, 2 ** -27)) return x;
  const size = Math.abs(x);
  if (size > 2 ** 30) return Math.sign(x) * logOf([size, 0], 1)[0];
  const square = product(size, size);
  const root = squareRoot(add(square, [1, 0]));
  // log(1 + d) with d = x + x^2 / (1 + root), which keeps its bits where x is small.
  const d = add([size, 0], divide(square, add(root, [1, 0])));
  if (d[0] < 0.3) return Math.sign(x) * 2 * atanhOf(divide(d, add(d, [2, 0])))[0];
  return Math.sign(x) * logOf(add(d, [1, 0]))[0];
}

function acosh(x: number): number {
  x = Number(x);
  if (!(x >= 1)) return NaN;
  if (x === Infinity) return x;
  if (x > 2 ** 30) return logOf([x, 0], 1)[0];
  const less = sum(x, -1);
  const d = add(less, squareRoot(multiply(less, sum(x, 1))));
  if (d[0] < 0.3) return 2 * atanhOf(divide(d, add(d, [2, 0])))[0];
  return logOf(add(d, [1, 0]))[0];
}

function atanh(x: number): number {
  x = Number(x);
  if (!(Math.abs(x) <= 1)) return NaN;
  if (Math.abs(x) === 1) return x * Infinity;
  if (isTiny(x, 2 ** -27)) return x;
  if (Math.abs(x) < 0.17) return atanhOf([x, 0])[0];
  return logOf(divide(sum(1, x), sum(1, -x)))[0] / 2;
}

function hypot(...values: number[]): number {
  const sizes = values.map((value) => Math.abs(Number(value)));
  if (sizes.includes(Infinity)) return Infinity;
  if (sizes.some(Number.isNaN)) return NaN;
  const largest = Math.max(0, ...sizes);
  if (largest === 0) return 0;
  const {exponent} = split(largest);
  let total: Pair = [0, 0];
  for (const size of sizes) {
    const scaled = shift(size, -exponent);
    if (scaled > 2 ** -100) total = add(total, product(scaled, scaled));
  }
  return scaleBy(squareRoot(total), exponent);
}

export const exactMath = {
  ...{sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, asinh, acosh, atanh},
  ...{exp, expm1, log, log2, log10, log1p, pow, cbrt, hypot},
};

/** Replaces the functions of Math that ECMAScript leaves open. `**` stays the engine's. */
export function replaceMath(target: Math = Math): void {
  for (const [name, value] of Object.entries(exactMath)) {
    Object.defineProperty(target, name, {value, writable: true, configurable: true});
  }
}
