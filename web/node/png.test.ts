// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {PNG} from 'pngjs';
import {encodePng} from './png.ts';

test('another decoder reads the picture back', () => {
  const pixels = Uint8Array.from({length: 5 * 3 * 4}, (_, i) => (i * 37) & 255);
  const png = PNG.sync.read(encodePng(pixels, 5, 3));
  assert.deepEqual([png.width, png.height], [5, 3]);
  assert.deepEqual(new Uint8Array(png.data), pixels);
});
