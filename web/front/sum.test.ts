// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {sumOf} from './sum.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

test('each byte and the length count, and where a word stands', () => {
  const text = `${'function f(){return 1}'.repeat(100)};`;
  const all = Array.from(text, (_, i) => sumOf(bytesOf(`${text.slice(0, i)}~${text.slice(i + 1)}`)));
  const cut = Array.from(text, (_, i) => sumOf(bytesOf(text.slice(0, i))));
  assert.equal(new Set([sumOf(bytesOf(text)), ...all, ...cut]).size, 1 + 2 * text.length);
  assert.notEqual(sumOf(bytesOf('abcdefgh')), sumOf(bytesOf('efghabcd')));
});
