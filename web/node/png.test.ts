// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {PNG, type ColorType} from 'pngjs';
import {decodePng, encodePng, softwareOf} from './png.ts';

const pixels = Uint8Array.from({length: 5 * 3 * 4}, (_, i) => (i * 37) & 255);

test('another decoder reads the picture back', () => {
  const png = PNG.sync.read(encodePng(pixels, 5, 3));
  assert.deepEqual([png.width, png.height], [5, 3]);
  assert.deepEqual(new Uint8Array(png.data), pixels);
});

test('a picture comes back as it was, and tells what made it', () => {
  const file = encodePng(pixels, 5, 3, 'a test 1.2.3');
  assert.deepEqual(decodePng(file), {width: 5, height: 3, data: pixels});
  assert.equal(softwareOf(file), 'a test 1.2.3');
  assert.equal(softwareOf(encodePng(pixels, 5, 3)), '');
});

for (const colorType of [0, 2, 4, 6] as ColorType[]) {
  for (const bitDepth of [8, 16] as const) {
    test(`files of another encoder: colour type ${colorType}, ${bitDepth} bits, every filter`, () => {
      const png = new PNG({width: 16, height: 16});
      for (let i = 0; i < png.data.length; ++i) png.data[i] = (i * i * 31 + i) & 255;
      const file = PNG.sync.write(png, {colorType, bitDepth, inputColorType: 6, filterType: -1});
      const expected = PNG.sync.read(file);
      assert.deepEqual(decodePng(file), {width: 16, height: 16, data: new Uint8Array(expected.data)});
    });
  }
}

/** 5x1, palette of two colours, one bit a pixel: 1 0 1 1 0. */
const kPalette =
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAABAQMAAAAsMPawAAAABlBMVEX/AAAAAP9sof2OAAAAAXRSTlMAQObYZgAAAApJREFUeJxj2AAAALIAsVUK6CoAAAAASUVORK5CYII=';

test('palettes of less than eight bits, with transparency', () => {
  const {width, height, data} = decodePng(Buffer.from(kPalette, 'base64'));
  assert.deepEqual([width, height], [5, 1]);
  const blue = [0, 0, 255, 255];
  const clearRed = [255, 0, 0, 0];
  assert.deepEqual([...data], [blue, clearRed, blue, blue, clearRed].flat());
});

test('what cannot be read says why', () => {
  assert.throws(() => decodePng(Buffer.from('GIF89a')), /no PNG/);
  assert.throws(() => decodePng(encodePng(pixels, 5, 3).subarray(0, 60)), /cut off/);
});
