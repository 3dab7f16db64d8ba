// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {halvesOf} from './half.ts';

test('each of the 65536 samples gives the half float that lies nearest', () => {
  const valueOf = (bits: number): number =>
    bits >> 10 === 0 ? (bits & 1023) / 2 ** 24 : (1 + (bits & 1023) / 1024) * 2 ** ((bits >> 10) - 15);
  const halves = halvesOf(Uint16Array.from({length: 65536}, (_, i) => i));
  for (const [sample, bits] of halves.entries()) {
    const off = (of: number): number => Math.abs(valueOf(of) - sample / 65535);
    assert.ok(bits === 0 || off(bits) <= off(bits - 1), `${sample} is nearer to the one below`);
    assert.ok(off(bits) <= off(bits + 1), `${sample} is nearer to the one above`);
  }
  assert.equal(halves[65535], 0x3c00);
});
