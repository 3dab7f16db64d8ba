// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import zlib from 'node:zlib';
import {PNG} from 'pngjs';
import {inflate} from '../loader/inflate.ts';
import {decodePng} from './png.ts';

/** A file of these rows, which bring their filters along; pngjs reads no file without a checksum. */
function file(
  width: number,
  height: number,
  header: readonly number[],
  rows: Uint8Array,
  others: readonly (readonly [string, readonly number[]])[] = [],
): Buffer {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const words = Buffer.alloc(8);
    words.writeUInt32BE(data.length, 0);
    let crc = -1;
    for (const byte of body) {
      crc ^= byte;
      for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    words.writeUInt32BE(~crc >>> 0, 4);
    return Buffer.concat([words.subarray(0, 4), body, words.subarray(4)]);
  };
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const deflated = zlib.deflateSync(rows);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([size, Uint8Array.from(header)])),
    ...others.map(([type, data]) => chunk(type, Uint8Array.from(data))),
    chunk('IDAT', deflated.subarray(0, 7)),
    chunk('IDAT', deflated.subarray(7)), // in parts, as encoders write large files
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Which reduced image each pixel of an 8x8 square is of (section 8.2). */
const kPasses = ['16462646', '77777777', '56565656', '77777777', '36463646', '77777777', '56565656', '77777777'];

/** Sizes of the seven reduced images, in pixels. */
function reduced(width: number, height: number): [number, number][] {
  return [1, 2, 3, 4, 5, 6, 7].map((pass) => {
    const columns = new Set<number>();
    const rows = new Set<number>();
    for (let y = 0; y < height; ++y) {
      for (let x = 0; x < width; ++x) {
        if (Number(kPasses[y % 8]![x % 8]) !== pass) continue;
        columns.add(x);
        rows.add(y);
      }
    }
    return [columns.size, rows.size];
  });
}

for (const [width, height] of [
  [16, 16],
  [5, 3],
  [1, 1],
  [9, 2],
] as const) {
  for (const [colorType, depth, channels] of [
    [6, 8, 4],
    [2, 16, 3],
    [0, 1, 1],
  ] as const) {
    test(`interlaced files are read as by another decoder: ${width}x${height}, colour type ${colorType}`, () => {
      const rows: number[] = [];
      for (const [columns, count] of reduced(width, height)) {
        for (let y = 0; columns > 0 && y < count; ++y) {
          rows.push(y % 5);
          for (let i = 0; i < Math.ceil((columns * channels * depth) / 8); ++i) rows.push((rows.length * 73) & 255);
        }
      }
      const bytes = file(width, height, [depth, colorType, 0, 0, 1], Uint8Array.from(rows));
      const {data} = decodePng(bytes, inflate);
      const got = data instanceof Uint8Array ? data : Uint8Array.from(data, (sample) => Math.round(sample / 257));
      assert.deepEqual(got, new Uint8Array(PNG.sync.read(bytes).data));
    });
  }
}

test('16 bits stay 16 bits, and clear texels keep their colour', () => {
  const bytes = file(1, 1, [16, 6, 0, 0, 0], Uint8Array.of(0, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0, 0));
  assert.deepEqual([...decodePng(bytes, inflate).data], [0x1234, 0x5678, 0x9abc, 0]);
});

test('who reads a file knows whether its colours are those of sRGB', () => {
  const profiled = (...types: string[]): boolean => {
    const others = types.map((type) => [type, [0, 0, 0, 0]] as const);
    return decodePng(file(1, 1, [8, 0, 0, 0, 0], Uint8Array.of(0, 7), others), inflate).profiled;
  };
  assert.equal(profiled(), false);
  assert.equal(profiled('gAMA', 'cHRM', 'sRGB'), false);
  assert.equal(profiled('gAMA'), true);
  assert.equal(profiled('sRGB', 'iCCP'), true);
  assert.equal(profiled('cICP'), true);
});

test('what is broken says so', () => {
  const rows = Uint8Array.of(9, 1, 2, 3, 4);
  assert.throws(() => decodePng(file(1, 1, [8, 6, 0, 0, 0], rows), inflate), /filter, 9/);
  assert.throws(() => decodePng(file(2, 1, [8, 6, 0, 0, 0], rows), inflate), /cut off/);
  assert.throws(() => decodePng(file(1, 1, [7, 6, 0, 0, 0], rows), inflate), /broken header/);
  assert.throws(() => decodePng(file(1, 1, [8, 3, 0, 0, 0], rows), inflate), /no palette/);
});
