// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// PNG files: Portable Network Graphics (Third Edition). Written are RGBA8 rows.

import zlib from 'node:zlib';
import {chunksOf, decodePng as decodeFile} from '../picture/png.ts';

const kSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A keyword of section 11.3.3.1: what made the picture. */
const kSoftware = 'Software';

export interface Picture {
  width: number;
  height: number;
  /** RGBA8, top row first, colours not premultiplied. */
  data: Uint8Array;
}

const crcTable = Uint32Array.from({length: 256}, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; ++bit) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return ~c >>> 0;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

/** Rows with the filter Up, which suits what is drawn: flat areas and gradients become runs. */
function filterRows(pixels: Uint8Array, rowBytes: number, height: number): Buffer {
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; ++y) {
    const at = y * (rowBytes + 1);
    const from = y * rowBytes;
    if (y === 0) {
      rows.set(pixels.subarray(0, rowBytes), 1);
      continue;
    }
    rows[at] = 2;
    for (let x = 0; x < rowBytes; ++x) rows[at + 1 + x] = pixels[from + x]! - pixels[from + x - rowBytes]!;
  }
  return rows;
}

/** pixels: RGBA8, top row first, colours not premultiplied. `software`: what made it, for a text chunk. */
export function encodePng(pixels: Uint8Array, width: number, height: number, software = ''): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA, deflate, adaptive filters, not interlaced
  const text = software ? [chunk('tEXt', Buffer.from(`${kSoftware}\0${software}`, 'latin1'))] : [];
  return Buffer.concat([
    Buffer.from(kSignature),
    chunk('IHDR', header),
    ...text,
    chunk('IDAT', zlib.deflateSync(filterRows(pixels, width * 4, height))),
    chunk('IEND', new Uint8Array()),
  ]);
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** What made the picture, as far as the file says. */
export function softwareOf(bytes: Uint8Array): string {
  for (const {type, data} of chunksOf(bytes)) {
    if (type !== 'tEXt') continue;
    const [keyword, text] = latin1(data).split('\0');
    if (keyword === kSoftware) return text ?? '';
  }
  return '';
}

/** Throws a TypeError, in words, for what is no PNG file. 16 bits a channel become 8. */
export function decodePng(bytes: Uint8Array): Picture {
  const {width, height, data} = decodeFile(bytes, (stream) => zlib.inflateRawSync(stream));
  if (data instanceof Uint8Array) return {width, height, data};
  return {width, height, data: Uint8Array.from(data, (sample) => Math.round(sample / 257))};
}
