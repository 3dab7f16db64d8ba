// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import test from 'node:test';
import {sha256} from './sha256.ts';

test('digests are those of another implementation, whatever the length', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 1000, 100_003]) {
    const bytes = new Uint8Array(randomBytes(length + 3)).subarray(3);
    assert.equal(
      sha256(length, (i) => bytes[i]!),
      createHash('sha256').update(bytes).digest('base64'),
      String(length),
    );
  }
});

test('of the characters of a text, the lower 8 bits count', () => {
  const text = 'a\uf780\uf7ff';
  const bytes = Uint8Array.of(97, 0x80, 0xff);
  assert.equal(
    sha256(text.length, (i) => text.charCodeAt(i)),
    createHash('sha256').update(bytes).digest('base64'),
  );
});
