// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// PNG files: Portable Network Graphics (Third Edition). Written are RGBA8 rows; read is everything but interlaced files.

import zlib from 'node:zlib';

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

/** Section 9.4 */
function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
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

export function isPng(bytes: Uint8Array): boolean {
  return kSignature.every((byte, i) => bytes[i] === byte);
}

function* chunksOf(bytes: Uint8Array): Generator<{type: string; data: Buffer}> {
  if (!isPng(bytes)) throw new TypeError('this is no PNG file');
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > file.length) throw new TypeError('the PNG file is cut off');
    yield {type, data: file.subarray(at + 8, at + 8 + length)};
    if (type === 'IEND') return;
    at += 12 + length;
  }
  throw new TypeError('the PNG file is cut off');
}

/** What made the picture, as far as the file says. */
export function softwareOf(bytes: Uint8Array): string {
  for (const {type, data} of chunksOf(bytes)) {
    if (type !== 'tEXt') continue;
    const [keyword, text] = data.toString('latin1').split('\0');
    if (keyword === kSoftware) return text ?? '';
  }
  return '';
}

const kChannels: {readonly [colorType: number]: number} = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4};

function unfilter(rows: Buffer, rowBytes: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; ++y) {
    const filter = rows[y * (rowBytes + 1)]!;
    if (filter > 4) throw new TypeError(`the PNG file has an unknown filter, ${filter}`);
    const from = y * (rowBytes + 1) + 1;
    const at = y * rowBytes;
    for (let x = 0; x < rowBytes; ++x) {
      const left = x >= step ? out[at + x - step]! : 0;
      const up = y > 0 ? out[at + x - rowBytes]! : 0;
      const corner = x >= step && y > 0 ? out[at + x - rowBytes - step]! : 0;
      let predicted = 0;
      if (filter === 1) predicted = left;
      else if (filter === 2) predicted = up;
      else if (filter === 3) predicted = (left + up) >> 1;
      else if (filter === 4) predicted = paeth(left, up, corner);
      out[at + x] = rows[from + x]! + predicted;
    }
  }
  return out;
}

/** Throws a TypeError, in words, for what is no PNG file or an interlaced one. */
export function decodePng(bytes: Uint8Array): Picture {
  let header: Buffer | undefined;
  let palette: Buffer | undefined;
  let transparent: Buffer | undefined;
  const parts: Buffer[] = [];
  for (const {type, data} of chunksOf(bytes)) {
    if (type === 'IHDR') header = data;
    else if (type === 'PLTE') palette = data;
    else if (type === 'tRNS') transparent = data;
    else if (type === 'IDAT') parts.push(data);
  }
  if (!header || header.length < 13) throw new TypeError('the PNG file has no header');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colorType, , , interlaced] = header.subarray(8);
  const channels = kChannels[colorType!];
  if (channels === undefined || width === 0 || height === 0) throw new TypeError('the PNG file has a broken header');
  if (interlaced !== 0) throw new TypeError('interlaced PNG files are not read here: save it without interlacing');
  if (colorType === 3 && !palette) throw new TypeError('the PNG file has no palette');

  const rowBytes = Math.ceil((width * channels * depth!) / 8);
  const rows = zlib.inflateSync(Buffer.concat(parts));
  if (rows.length < (rowBytes + 1) * height) throw new TypeError('the PNG file is cut off');
  const raw = unfilter(rows, rowBytes, height, Math.max((channels * depth!) >> 3, 1));
  if (colorType === 6 && depth === 8) return {width, height, data: raw};

  const maximum = 2 ** depth! - 1;
  /** A sample as it is in the file, 16 bits and all. */
  const sampleAt = (x: number, y: number, channel: number): number => {
    const index = x * channels + channel;
    const at = y * rowBytes;
    if (depth === 8) return raw[at + index]!;
    if (depth === 16) return (raw[at + index * 2]! << 8) | raw[at + index * 2 + 1]!;
    const bit = index * depth!;
    return (raw[at + (bit >> 3)]! >> (8 - depth! - (bit & 7))) & maximum;
  };
  const toByte = (sample: number): number => Math.round((sample * 255) / maximum);

  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const at = (y * width + x) * 4;
      if (colorType === 3) {
        const index = sampleAt(x, y, 0);
        for (let channel = 0; channel < 3; ++channel) data[at + channel] = palette![index * 3 + channel] ?? 0;
        data[at + 3] = transparent?.[index] ?? 255;
        continue;
      }
      const colors = colorType! & 2 ? 3 : 1;
      let keyed = transparent !== undefined && transparent.length >= colors * 2;
      for (let channel = 0; channel < colors; ++channel) {
        const sample = sampleAt(x, y, channel);
        data[at + channel] = toByte(sample);
        if (keyed) keyed = transparent!.readUInt16BE(channel * 2) === sample;
      }
      if (colors === 1) data[at + 1] = data[at + 2] = data[at]!;
      if (colorType! & 4) data[at + 3] = toByte(sampleAt(x, y, colors));
      else data[at + 3] = keyed ? 0 : 255;
    }
  }
  return {width, height, data};
}
