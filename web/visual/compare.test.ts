// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import pixelmatch from 'pixelmatch';
import {renderingHash} from '../node/hash.ts';
import {compare, isBlank} from './compare.ts';

const picture = (width: number, height: number, at: (i: number) => number) => ({
  width,
  height,
  data: Uint8Array.from({length: width * height * 4}, (_, i) => at(i)),
});

test('pixels are counted as another comparison counts them, at each threshold', () => {
  const a = picture(32, 32, (i) => (i * 37 + (i >> 5) * 11) & 255);
  const b = picture(32, 32, (i) =>
    i % 3 === 0 ? (i * 37 + (i >> 5) * 11 + (i % 90)) & 255 : (i * 37 + (i >> 5) * 11) & 255,
  );
  for (let at = 3; at < a.data.length; at += 4) a.data[at] = b.data[at] = 255;
  for (const threshold of [0.05, 0.1, 0.2, 0.4]) {
    const theirs = pixelmatch(a.data, b.data, undefined, 32, 32, {threshold, includeAA: true});
    assert.equal(compare(a, b, threshold).differing, theirs, `threshold ${threshold}`);
  }
});

test('without a threshold every bit counts, alpha too', () => {
  const a = picture(4, 4, () => 7);
  const b = picture(4, 4, (i) => (i === 7 ? 8 : 7));
  const {differing, pixels, largest, difference} = compare(a, b);
  assert.deepEqual([differing, pixels, largest], [1, 16, 1]);
  assert.deepEqual([...difference.data.subarray(4, 8)], [255, 0, 0, 255]);
});

test('of pictures of two sizes what only one has differs', () => {
  const {differing, pixels} = compare(
    picture(4, 4, () => 7),
    picture(5, 3, () => 7),
  );
  assert.deepEqual([differing, pixels], [4 + 3 + 1, 20]);
});

test('blank is one colour', () => {
  assert.equal(isBlank(picture(4, 4, (i) => i & 3)), true);
  assert.equal(isBlank(picture(4, 4, (i) => (i === 63 ? 9 : i & 3))), false);
});

test('a hash knows the size', () => {
  assert.notEqual(renderingHash(picture(2, 8, () => 1)), renderingHash(picture(4, 4, () => 1)));
});
