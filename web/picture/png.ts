// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// PNG files: Portable Network Graphics (Third Edition). A browser hands out a picture's colours only after it has
// multiplied them by alpha, which loses those of clear texels; the file has them whole.

const kSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export interface PngPicture {
  width: number;
  height: number;
  /** RGBA, top row first, colours not premultiplied; 16 bits a channel where the file has as many. */
  data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  /** The file says how its colours are meant (section 11.3.2), and not just that they are those of sRGB. */
  profiled: boolean;
}

/** Decompresses a stream of RFC 1951 that holds that many bytes, or more. Throws for what is none. */
export type Inflate = (source: Uint8Array, length: number) => Uint8Array;

export function isPng(bytes: Uint8Array): boolean {
  return kSignature.every((byte, i) => bytes[i] === byte);
}

const word = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

export function* chunksOf(bytes: Uint8Array): Generator<{type: string; data: Uint8Array}> {
  if (!isPng(bytes)) throw new TypeError('this is no PNG file');
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = word(bytes, at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) break;
    yield {type, data: bytes.subarray(at + 8, at + 8 + length)};
    if (type === 'IEND') return;
    at += 12 + length;
  }
  throw new TypeError('the PNG file is cut off');
}

const kChannels: {readonly [colorType: number]: number} = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4};

/** Where each reduced image starts, and how far its pixels are apart (section 8.2): x, y, x step, y step. */
const kAdam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const kWhole = [[0, 0, 1, 1]] as const;

/** Section 9.4 */
function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const pa = Math.abs(p - a);
  const pb = Math.abs(p - b);
  const pc = Math.abs(p - c);
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

/** Undoes the filters of a reduced image in place; each row keeps the byte before it. `step`: bytes of a whole pixel. */
function unfilter(rows: Uint8Array, rowBytes: number, height: number, step: number): void {
  const stride = rowBytes + 1;
  let above = new Uint8Array(rowBytes);
  for (let y = 0; y < height; ++y) {
    const filter = rows[y * stride]!;
    const row = rows.subarray(y * stride + 1, (y + 1) * stride);
    switch (filter) {
      case 0:
        break;
      case 1:
        for (let i = step; i < rowBytes; ++i) row[i]! += row[i - step]!;
        break;
      case 2:
        for (let i = 0; i < rowBytes; ++i) row[i]! += above[i]!;
        break;
      case 3:
        for (let i = 0; i < rowBytes; ++i) row[i]! += ((i < step ? 0 : row[i - step]!) + above[i]!) >> 1;
        break;
      case 4:
        for (let i = 0; i < step && i < rowBytes; ++i) row[i]! += above[i]!;
        for (let i = step; i < rowBytes; ++i) row[i]! += paeth(row[i - step]!, above[i]!, above[i - step]!);
        break;
      default:
        throw new TypeError(`the PNG file has an unknown filter, ${filter}`);
    }
    above = row as Uint8Array<ArrayBuffer>;
  }
}

/** Throws a TypeError, in words, for what is no PNG file. */
export function decodePng(bytes: Uint8Array, inflate: Inflate): PngPicture {
  let header: Uint8Array | undefined;
  let palette: Uint8Array | undefined;
  let transparent: Uint8Array | undefined;
  const said = new Set<string>();
  const parts: Uint8Array[] = [];
  for (const {type, data} of chunksOf(bytes)) {
    if (type === 'IHDR') header = data;
    else if (type === 'PLTE') palette = data;
    else if (type === 'tRNS') transparent = data;
    else if (type === 'IDAT') parts.push(data);
    else said.add(type);
  }
  if (!header || header.length < 13) throw new TypeError('the PNG file has no header');
  const [width, height] = [word(header, 0), word(header, 4)];
  const [depth, colorType, , , interlaced] = header.subarray(8) as unknown as number[];
  const channels = kChannels[colorType!];
  if (channels === undefined || width === 0 || height === 0 || ![1, 2, 4, 8, 16].includes(depth!)) {
    throw new TypeError('the PNG file has a broken header');
  }
  if (colorType === 3 && !palette) throw new TypeError('the PNG file has no palette');

  const passes = (interlaced ? kAdam7 : kWhole)
    .map(([x, y, stepX, stepY]) => {
      const columns = Math.ceil((width - x) / stepX);
      const rows = Math.ceil((height - y) / stepY);
      return {x, y, stepX, stepY, columns, rows, rowBytes: Math.ceil((columns * channels * depth!) / 8)};
    })
    .filter(({columns, rows}) => columns > 0 && rows > 0);
  const total = passes.reduce((sum, {rows, rowBytes}) => sum + rows * (rowBytes + 1), 0);
  let stream = parts[0] ?? new Uint8Array();
  if (parts.length > 1) {
    stream = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      stream.set(part, at);
      at += part.length;
    }
  }
  let raw: Uint8Array;
  try {
    raw = inflate(stream.subarray(2), total); // behind the header of RFC 1950
  } catch {
    raw = new Uint8Array();
  }
  if (raw.length < total) throw new TypeError('the PNG file is cut off');

  const wide = depth === 16;
  const data = new (wide ? Uint16Array : Uint8Array)(width * height * 4);
  const maximum = 2 ** depth! - 1;
  const most = wide ? 65535 : 255;
  const colors = colorType! & 2 ? 3 : 1;
  const key =
    transparent && colorType !== 3 && transparent.length >= colors * 2
      ? Array.from({length: colors}, (_, i) => (transparent[i * 2]! << 8) | transparent[i * 2 + 1]!)
      : null;
  const samples = new Uint16Array(width * channels);
  let from = 0;
  for (const {x, y, stepX, stepY, columns, rows, rowBytes} of passes) {
    unfilter(raw.subarray(from, from + rows * (rowBytes + 1)), rowBytes, rows, Math.max((channels * depth!) >> 3, 1));
    for (let j = 0; j < rows; ++j, from += rowBytes + 1) {
      const row = raw.subarray(from + 1, from + 1 + rowBytes);
      const start = ((y + j * stepY) * width + x) * 4;
      if (colorType === 6 && depth === 8 && stepX === 1) {
        data.set(row, start);
        continue;
      }
      for (let i = 0; i < columns * channels; ++i) {
        if (depth === 8) samples[i] = row[i]!;
        else if (wide) samples[i] = (row[i * 2]! << 8) | row[i * 2 + 1]!;
        else samples[i] = (row[(i * depth!) >> 3]! >> (8 - depth! - ((i * depth!) & 7))) & maximum;
      }
      for (let i = 0; i < columns; ++i) {
        const at = start + i * stepX * 4;
        const first = i * channels;
        if (colorType === 3) {
          const index = samples[first]!;
          for (let channel = 0; channel < 3; ++channel) data[at + channel] = palette![index * 3 + channel] ?? 0;
          data[at + 3] = transparent?.[index] ?? 255;
          continue;
        }
        for (let channel = 0; channel < 3; ++channel) {
          const sample = samples[first + (colors === 1 ? 0 : channel)]!;
          data[at + channel] = depth! < 8 ? (sample * 255) / maximum : sample; // a whole number: 255 is divisible
        }
        if (colorType! & 4) data[at + 3] = samples[first + colors]!;
        else data[at + 3] = key?.every((value, channel) => samples[first + channel] === value) ? 0 : most;
      }
    }
  }
  // In the order in which they count.
  const profiled =
    said.has('cICP') || said.has('iCCP') || (!said.has('sRGB') && (said.has('gAMA') || said.has('cHRM')));
  return {width, height, data, profiled};
}
