// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {constants, deflateRawSync} from 'node:zlib';
import {makeRandom} from '../visual/random.ts';
import {inflate} from './inflate.ts';

/** Bytes with some repetition, the same each time. */
function sample(size: number, variety: number): Uint8Array {
  const random = makeRandom(1);
  return Uint8Array.from({length: size}, (_, i) => (i % 7 === 0 ? random() % variety : i % 251));
}

const inputs: [string, Uint8Array][] = [
  ['nothing', new Uint8Array(0)],
  ['one byte', Uint8Array.of(42)],
  ['a long run', new Uint8Array(100_000).fill(7)],
  ['text-like', sample(200_000, 16)],
  ['noise-like', sample(70_000, 256)],
];

for (const [name, input] of inputs) {
  test(`${name}: what zlib compressed comes back, at every level and with fixed codes`, () => {
    for (const level of [0, 1, 6, 9]) {
      assert.deepEqual(inflate(deflateRawSync(input, {level}), input.length), input);
    }
    const fixed = deflateRawSync(input, {strategy: constants.Z_FIXED});
    assert.deepEqual(inflate(fixed, input.length), input);
  });
}

test('a cut, changed or overlong stream is refused', () => {
  const input = sample(5000, 64);
  const packed = deflateRawSync(input);
  assert.throws(() => inflate(packed.subarray(0, packed.length - 20), input.length), RangeError);
  assert.throws(() => inflate(packed, input.length - 1), RangeError);
  assert.throws(() => inflate(packed, input.length + 1), RangeError);
  assert.throws(() => inflate(Uint8Array.of(7), 1), RangeError);
});
