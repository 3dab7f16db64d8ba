// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// SHA-256 (FIPS 180-4) in one synchronous pass, which the browser's own digest cannot do; small before fast.

/** The first 32 bits of the fractional part of a root. */
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;
const rotate = (x: number, bits: number): number => (x >>> bits) | (x << (32 - bits));

/** Of `length` bytes; in base64, as `integrity` has it. `byteAt` may give more than the 8 bits that count. */
export function sha256(length: number, byteAt: (index: number) => number): string {
  let hash: number[] = [];
  let k: number[] = [];
  // The constants come from the first 64 primes: 4.2.2 and 5.3.3.
  for (let n = 2; k.length < 64; ++n) {
    let factor = 2;
    while (n % factor) ++factor;
    if (factor < n) continue;
    if (hash.length < 8) hash = [...hash, fraction(n ** (1 / 2))];
    k = [...k, fraction(Math.cbrt(n))];
  }
  // The message, a 1 bit, and the length in bits: 5.1.1.
  const words = new Int32Array((((length + 8) >> 6) + 1) * 16);
  for (let i = 0; i < length; ++i) words[i >> 2]! |= (byteAt(i) & 255) << (24 - (i % 4) * 8);
  words[length >> 2]! |= 0x80 << (24 - (length % 4) * 8);
  words[words.length - 1] = length * 8; // 512 MB and more are no script
  const w = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; ++i) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      w[i] =
        i < 16
          ? words[block + i]!
          : w[i - 16]! +
            w[i - 7]! +
            (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) +
            (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10));
      const t = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + k[i]! + w[i]!;
      h = g;
      g = f;
      f = e;
      e = (d + t) | 0;
      d = c;
      const s = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      c = b;
      b = a;
      a = (t + s) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (hash[i] = (hash[i]! + value) | 0));
  }
  return btoa(String.fromCharCode(...hash.flatMap((x) => [24, 16, 8, 0].map((bits) => (x >>> bits) & 255))));
}
