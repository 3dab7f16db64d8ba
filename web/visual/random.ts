// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Chance that is the same in every run: xoshiro128** by Blackman and Vigna, "Scrambled Linear Pseudorandom Number
// Generators" (2018), seeded by splitmix32.

export type NextWord = () => number;

/** Words of 32 bits. */
export function makeRandom(seed: number): NextWord {
  let mix = seed >>> 0;
  const split = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
}

/** Of [0, 1), with the 53 bits that Math.random has in browsers. */
export function nextNumber(next: NextWord): number {
  return ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

/** Replaces Math.random, crypto.getRandomValues and crypto.randomUUID. */
export function seedGlobals(seed: number, scope: typeof globalThis = globalThis): void {
  const next = makeRandom(seed);
  const define = (target: object, name: string, value: unknown): void => {
    Object.defineProperty(target, name, {value, writable: true, enumerable: true, configurable: true});
  };
  define(scope.Math, 'random', () => nextNumber(next));
  const {crypto} = scope;
  if (!crypto) return;
  const native = crypto.getRandomValues.bind(crypto);
  const fill = <T extends ArrayBufferView>(array: T): T => {
    native(array as never); // throws for what it does not fill
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let i = 0; i < bytes.length; ++i) bytes[i] = next();
    return array;
  };
  define(crypto, 'getRandomValues', fill);
  if (typeof crypto.randomUUID !== 'function') return; // a page without TLS
  define(crypto, 'randomUUID', () => {
    const bytes = fill(new Uint8Array(16));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40; // version 4, RFC 9562 section 5.4
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  });
}
