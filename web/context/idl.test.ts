// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {subview, toInt64, toList, toSequence, toUint64} from './idl.ts';

test('long long and unsigned long long', () => {
  const rows: [unknown, number, number][] = [
    [1.9, 1, 1],
    [-1.9, -1, 2 ** 64 - 1],
    ['12', 12, 12],
    [NaN, 0, 0],
    [Infinity, 0, 0],
    [undefined, 0, 0],
    [2 ** 64, 0, 0],
    [2 ** 63, -(2 ** 63), 2 ** 63],
  ];
  for (const [value, signed, unsigned] of rows) {
    assert.equal(toInt64(value) + 0, signed, String(value));
    assert.equal(toUint64(value) + 0, unsigned, String(value));
  }
  assert.throws(() => toInt64(1n << 64n) && toInt64(Symbol()), TypeError);
});

test('parts of a view are counted in elements', () => {
  const view = new Uint16Array([1, 2, 3, 4]).subarray(1);
  assert.deepEqual(subview(view, 1, 1), new Uint8Array([3, 0]));
  assert.equal(subview(view, 1, 0)!.length, 4);
  assert.equal(subview(view, 3, 0)!.length, 0);
  assert.equal(subview(view, 4, 0), null);
  assert.equal(subview(view, 2, 2), null);
  assert.equal(subview(new DataView(new ArrayBuffer(4)), 1, 2)!.length, 2);
});

test('lists and sequences', () => {
  const floats = new Float32Array([1, 2]);
  assert.equal(toList(floats, 'Float32Array', 'm', 1), floats);
  assert.deepEqual(Array.from(toList(new Float64Array([1, 2]), 'Float32Array', 'm', 1)), [1, 2]);
  assert.throws(() => toSequence(null, 't', 'm', 1), TypeError);
  assert.throws(() => toSequence({length: 1}, 't', 'm', 1), TypeError);
  assert.throws(() => toSequence('ab', 't', 'm', 1), TypeError);
});
