// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// PNG files of every kind, in the page. Not compressed: no decoder cares.

export interface PngShape {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly colorType: 0 | 2 | 3 | 4 | 6;
  readonly interlaced: boolean;
  /** Chunks before the data: tRNS, PLTE, and those that say how colours are meant. */
  readonly chunks: readonly (readonly [type: string, data: readonly number[]])[];
}

const kChannels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4} as const;
/** x, y, x step, y step of each reduced image (section 8.2). */
const kAdam7 = ['0088', '4088', '0448', '2044', '0224', '1022', '0112'].map((text) => [...text].map(Number));

const word = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function chunk(type: string, data: readonly number[]): number[] {
  const body = [...new TextEncoder().encode(type), ...data];
  let crc = -1;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return [...word(data.length), ...body, ...word(~crc)];
}

/** RFC 1950 around stored blocks of RFC 1951. */
function stored(bytes: readonly number[]): number[] {
  const out = [0x78, 0x01];
  const kMost = 65535;
  for (let at = 0; at < bytes.length; at += kMost) {
    const part = bytes.slice(at, at + kMost);
    const size = [part.length & 255, part.length >> 8];
    out.push(at + kMost >= bytes.length ? 1 : 0, ...size, ...size.map((byte) => byte ^ 255), ...part);
  }
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return [...out, ...word(((b << 16) | a) >>> 0)];
}

/** A picture whose rows are these filters and bytes, whatever they come to. */
export function encodePng(shape: PngShape, nextFilter: () => number, nextByte: () => number): Uint8Array<ArrayBuffer> {
  const {width, height, depth, colorType, interlaced, chunks} = shape;
  const rows: number[] = [];
  for (const [x, y, stepX, stepY] of interlaced ? kAdam7 : [[0, 0, 1, 1]]) {
    const columns = Math.ceil((width - x!) / stepX!);
    const count = Math.ceil((height - y!) / stepY!);
    const rowBytes = Math.ceil((columns * kChannels[colorType] * depth) / 8);
    for (let row = 0; columns > 0 && row < count; ++row) {
      rows.push(nextFilter());
      for (let i = 0; i < rowBytes; ++i) rows.push(nextByte());
    }
  }
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [...word(width), ...word(height), depth, colorType, 0, 0, interlaced ? 1 : 0]),
    ...chunks.flatMap(([type, data]) => chunk(type, data)),
    ...chunk('IDAT', stored(rows)),
    ...chunk('IEND', []),
  ]);
}

const hundredThousandths = (values: readonly number[]): number[] =>
  values.flatMap((value) => word(Math.round(value * 100000)));

/** What files say of their colours. */
export const kColorChunks: Readonly<Record<string, PngShape['chunks']>> = {
  none: [],
  sRGB: [['sRGB', [0]]],
  gamma: [['gAMA', hundredThousandths([0.45455])]],
  linear: [['gAMA', hundredThousandths([1])]],
  primaries: [
    ['gAMA', hundredThousandths([0.45455])],
    ['cHRM', hundredThousandths([0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06])],
  ],
  p3: [['cICP', [12, 13, 0, 1]]],
};
