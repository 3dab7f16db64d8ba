// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {circles} from './lint.ts';

test('a circle of imports is named, and shared imports are none', () => {
  const tree = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d']],
    ['d', []],
  ]);
  assert.deepEqual(circles(tree), []);
  assert.deepEqual(circles(new Map([...tree, ['d', ['a']]])), ['a -> b -> d -> a']);
  assert.deepEqual(circles(new Map([['a', ['a']]])), ['a -> a']);
});
