// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {RoutineCache} from './routine-cache.ts';

const empty = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

test('the least recently used module goes first', () => {
  const cache = new RoutineCache(2);
  cache.set('a', empty);
  cache.set('b', empty);
  cache.get('a');
  cache.set('c', empty);
  assert.equal(cache.get('b'), undefined);
  assert.equal(cache.get('a'), empty);
  assert.equal(cache.get('c'), empty);
  assert.equal(cache.size, 2);
});

test('bytes are bounded, too, and the newest stays', () => {
  const cache = new RoutineCache(10, 100);
  cache.set('a', empty, 40);
  cache.set('b', empty, 40);
  cache.set('b', empty, 50);
  assert.equal(cache.bytes, 90);
  cache.set('c', empty, 20);
  assert.equal(cache.get('a'), undefined);
  assert.equal(cache.bytes, 70);
  cache.set('d', empty, 1000);
  assert.equal(cache.size, 1);
  assert.equal(cache.get('d'), empty);
});
