// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {unwrapped} from './tiles.ts';

test('a ring across the 180th meridian goes on beyond it, one around a pole stays', () => {
  const across: [number, number][] = [
    [170, 0],
    [-170, 0],
    [-170, 10],
    [170, 10],
    [170, 0],
  ];
  assert.deepEqual(
    unwrapped(across).map(([longitude]) => longitude),
    [170, 190, 190, 170, 170],
  );
  const pole: [number, number][] = [
    [-180, -80],
    [-60, -80],
    [60, -80],
    [180, -80],
    [180, -90],
    [-180, -90],
    [-180, -80],
  ];
  assert.deepEqual(unwrapped(pole), pole);
});
