// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Against series of whole numbers with 400 bits behind the point, which know nothing of doubles.

import assert from 'node:assert/strict';
import test from 'node:test';
import {exactMath} from './math.ts';
import {makeRandom, nextNumber} from './random.ts';

const kBits = 400n;
const kOne = 1n << kBits;

/** A finite double in units of 2^-400; what is smaller falls off. */
function toFixed(x: number): bigint {
  let bits = 0n;
  let rest = Math.abs(x);
  let exponent = 0;
  while (rest >= 2 ** 53) [rest, exponent] = [rest / 2, exponent + 1];
  while (rest !== Math.floor(rest)) [rest, exponent] = [rest * 2, exponent - 1];
  bits = BigInt(rest);
  const shift = kBits + BigInt(exponent);
  const size = shift >= 0n ? bits << shift : bits >> -shift;
  return x < 0 ? -size : size;
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> kBits;
const over = (a: bigint, b: bigint): bigint => (a << kBits) / b;

function expSeries(x: bigint): bigint {
  const kHalvings = 20n;
  let [term, total] = [kOne, kOne];
  for (let n = 1n; term !== 0n && n < 400n; ++n) {
    term = times(term, x >> kHalvings) / n;
    total += term;
  }
  for (let i = 0n; i < kHalvings; ++i) total = times(total, total);
  return total;
}
function sinSeries(x: bigint): bigint {
  let [term, total] = [x, x];
  for (let n = 2n; term !== 0n; n += 2n) {
    term = -times(times(term, x), x) / (n * (n + 1n));
    total += term;
  }
  return total;
}
function cosSeries(x: bigint): bigint {
  let [term, total] = [kOne, kOne];
  for (let n = 1n; term !== 0n; n += 2n) {
    term = -times(times(term, x), x) / (n * (n + 1n));
    total += term;
  }
  return total;
}
function root(x: bigint): bigint {
  let guess = x > kOne ? x : kOne;
  for (;;) {
    const next = (guess + over(x, guess)) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
/** log by Newton's method on exp. */
function logSeries(x: bigint): bigint {
  let y = toFixed(Math.log(Number(x >> 300n) / 2 ** 100));
  for (let i = 0; i < 6; ++i) {
    const e = expSeries(y);
    y += 2n * over(x - e, x + e);
  }
  return y;
}
function atanSeries(x: bigint): bigint {
  // Three half angles make it converge.
  let [t, doubled] = [x, 0n];
  for (; doubled < 3n; ++doubled) t = over(t, kOne + root(kOne + times(t, t)));
  let [power, total] = [t, 0n];
  for (let n = 1n; power !== 0n; n += 2n) {
    total += power / n;
    power = -times(times(power, t), t);
  }
  return total << doubled;
}

/** How far a double is from the truth, in units of its last place. */
function ulps(value: number, truth: bigint): number {
  const exponent = Math.floor(Math.log2(Math.abs(value) || 2 ** -380));
  const off = toFixed(value) - truth;
  const scaled = Number((off < 0n ? -off : off) >> 100n) / 2 ** 300;
  return scaled / 2 ** (exponent - 52);
}

type Name = keyof typeof exactMath;
const random = makeRandom(5);
const between = (low: number, high: number) => () => low + (high - low) * nextNumber(random);
const over10 = (size: number) => () => (nextNumber(random) - 0.5) * 10 ** (nextNumber(random) * size - size / 2);

const cases: [Name, () => number, (x: bigint) => bigint][] = [
  ['sin', between(-20, 20), sinSeries],
  ['cos', between(-20, 20), cosSeries],
  ['tan', between(-20, 20), (x) => over(sinSeries(x), cosSeries(x))],
  ['exp', between(-60, 60), expSeries],
  ['expm1', over10(2), (x) => expSeries(x) - kOne],
  ['log', between(0, 100), logSeries],
  ['log', between(0.99, 1.01), logSeries],
  ['log2', between(0, 100), (x) => over(logSeries(x), logSeries(2n * kOne))],
  ['log10', between(0, 100), (x) => over(logSeries(x), logSeries(10n * kOne))],
  ['log1p', between(-0.5, 0.5), (x) => logSeries(kOne + x)],
  ['atan', over10(6), atanSeries],
  ['asin', between(-1, 1), (x) => atanSeries(over(x, root(kOne - times(x, x))))],
  ['acos', between(0, 1), (x) => atanSeries(over(root(kOne - times(x, x)), x))],
  ['sinh', between(-30, 30), (x) => (expSeries(x) - expSeries(-x)) / 2n],
  ['cosh', between(-30, 30), (x) => (expSeries(x) + expSeries(-x)) / 2n],
  ['tanh', between(-10, 10), (x) => over(expSeries(2n * x) - kOne, expSeries(2n * x) + kOne)],
  ['asinh', between(0, 50), (x) => logSeries(x + root(times(x, x) + kOne))],
  ['acosh', between(1, 50), (x) => logSeries(x + root(times(x, x) - kOne))],
  ['atanh', between(-0.99, 0.99), (x) => logSeries(over(kOne + x, kOne - x)) / 2n],
  ['cbrt', between(0, 100), (x) => expSeries(logSeries(x) / 3n)],
];

for (const [name, next, truth] of cases) {
  test(`${name} is the nearest double`, () => {
    let worst = 0;
    for (let i = 0; i < 40; ++i) {
      const x = next();
      const value = (exactMath[name] as (x: number) => number)(x);
      const off = ulps(value, truth(toFixed(x)));
      worst = Math.max(worst, off);
      assert.ok(off <= 0.5001, `${name}(${x}) = ${value}, ${off} units off`);
    }
    assert.ok(worst > 0.2, `${worst}: the oracle says nothing`);
  });
}

test('pow and hypot are the nearest doubles', () => {
  for (let i = 0; i < 40; ++i) {
    const [x, y] = [between(0, 50)(), between(-20, 20)()];
    const power = expSeries(times(logSeries(toFixed(x)), toFixed(y)));
    if (power > 1n << 200n) assert.ok(ulps(exactMath.pow(x, y), power) <= 0.5001, `${x} ** ${y}`);
    const [a, b] = [toFixed(x), toFixed(y)];
    assert.ok(ulps(exactMath.hypot(x, y), root(times(a, a) + times(b, b))) <= 0.5001, `hypot ${x} ${y}`);
  }
});

test('angles of any size: quarters of the largest doubles as fdlibm has them', () => {
  assert.equal(exactMath.sin(1e22), -0.8522008497671888); // Muller, "Elementary Functions", section 11
  assert.equal(exactMath.cos(1e22), 0.523214785395139);
  assert.equal(exactMath.sin(Number.MAX_VALUE), 0.004961954789184062);
  assert.equal(exactMath.tan(-1e22), -exactMath.tan(1e22));
});

const kSpecial = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, Infinity, -Infinity, NaN, 1e-310, -5e-324, 1e308, -1e308];

test("special values and large arguments agree with the engine's to the last place or two", () => {
  const native = Math as unknown as {[name: string]: (...values: number[]) => number};
  const isClose = (a: number, b: number): boolean =>
    Object.is(a, b) || Math.abs(a - b) <= Math.max(Math.abs(a) * 2 ** -51, 2 ** -1073);
  for (const name of Object.keys(exactMath) as Name[]) {
    const ours = exactMath[name] as (...values: number[]) => number;
    const pairs = ours.length === 2 || name === 'hypot';
    for (const x of kSpecial) {
      for (const y of pairs ? kSpecial : [0]) {
        const args = pairs ? [x, y] : [x];
        const [a, b] = [ours(...args), native[name]!(...args)];
        assert.ok(isClose(a, b), `${name}(${args.join(', ')}) = ${a}, not ${b}`);
      }
    }
  }
});

test('exact results are exact', () => {
  assert.equal(exactMath.pow(3, 20), 3486784401);
  assert.equal(exactMath.pow(2, -1074), 5e-324);
  assert.equal(exactMath.cbrt(27e-6), 0.03);
  assert.equal(exactMath.log2(2 ** 60), 60);
  assert.equal(exactMath.log10(1e15), 15);
  assert.equal(exactMath.hypot(3 * 2 ** 700, 4 * 2 ** 700), 5 * 2 ** 700);
  assert.equal(exactMath.exp(-745.1), 5e-324);
});
