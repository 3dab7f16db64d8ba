// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {sumOf, sumOfBytes} from './sum.ts';

test('sums are those of FNV-1a, and each character and the length count', () => {
  // Test vectors of draft-eastlake-fnv.
  assert.equal(sumOf('') >>> 0, 0x811c9dc5);
  assert.equal(sumOf('a') >>> 0, 0xe40c292c);
  assert.equal(sumOf('foobar') >>> 0, 0xbf9cf968);
  assert.equal(sumOfBytes(new TextEncoder().encode('foobar')), sumOf('foobar'));
  const text = 'function f(){return 1}'.repeat(100);
  const all = Array.from(text, (_, i) => sumOf(`${text.slice(0, i)}~${text.slice(i + 1)}`));
  const cut = Array.from(text, (_, i) => sumOf(text.slice(0, i)));
  assert.equal(new Set([sumOf(text), ...all, ...cut]).size, 1 + 2 * text.length);
});
