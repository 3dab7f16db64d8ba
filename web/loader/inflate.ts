// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Decompresses the core where it is carried inside a script: RFC 1951 ("deflate"), in one synchronous pass, which the
// browser's own DecompressionStream cannot do. Base64 of the plain bytes would be 40 % more to download even with gzip,
// because base64 hides repetition from it.

const maxCodeBits = 15;
const tableSize = 1 << maxCodeBits;

// RFC 1951 3.2.5: base value and number of extra bits of the length codes 257..285 and of the distance codes.
const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const distanceExtra = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * Fills `table`, indexed by the next 15 bits of input, with `symbol << 4 | code bits` for the canonical code of these
 * lengths (RFC 1951 3.2.2). Entries that no code reaches are 0.
 */
function fillTable(table: Uint16Array, lengths: Uint8Array): void {
  table.fill(0);
  let code = 0;
  for (let bits = 1; bits <= maxCodeBits; ++bits, code <<= 1) {
    for (let symbol = 0; symbol < lengths.length; ++symbol) {
      if (lengths[symbol] !== bits) continue;
      let reversed = 0; // codes arrive with their first bit lowest
      for (let bit = 0; bit < bits; ++bit) reversed |= ((code >> bit) & 1) << (bits - 1 - bit);
      for (let at = reversed; at < tableSize; at += 1 << bits) table[at] = (symbol << 4) | bits;
      ++code;
    }
  }
}

/** `source` decompressed to exactly `length` bytes; throws a RangeError when it is not such a stream. */
export function inflate(source: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  const symbols = new Uint16Array(tableSize);
  const distances = new Uint16Array(tableSize);
  let written = 0;
  let at = 0;
  let buffer = 0; // input bits not used yet, next one lowest
  let bufferBits = 0;

  const corrupt = (): never => {
    throw new RangeError('corrupt deflate stream');
  };
  /** So that at least 16 bits are there; beyond the end of input they are 0. */
  const refill = (): void => {
    while (bufferBits < 16) {
      buffer |= (source[at++] ?? 0) << bufferBits;
      bufferBits += 8;
    }
    if (at > source.length + 2) corrupt();
  };
  const take = (bits: number): number => {
    refill();
    const value = buffer & ((1 << bits) - 1);
    buffer >>>= bits;
    bufferBits -= bits;
    return value;
  };
  const decode = (table: Uint16Array): number => {
    refill();
    const entry = table[buffer & (tableSize - 1)] as number;
    if (entry === 0) corrupt();
    buffer >>>= entry & 15;
    bufferBits -= entry & 15;
    return entry >> 4;
  };

  const copyStored = (): void => {
    take(bufferBits % 8);
    at -= bufferBits >> 3; // whole bytes go back
    buffer = bufferBits = 0;
    const size = take(16);
    if ((take(16) ^ size) !== 0xffff || at + size > source.length || written + size > length) corrupt();
    out.set(source.subarray(at, at + size), written);
    at += size;
    written += size;
  };

  const readFixedCodes = (): void => {
    const lengths = new Uint8Array(288).fill(8);
    lengths.fill(9, 144, 256).fill(7, 256, 280);
    fillTable(symbols, lengths);
    fillTable(distances, new Uint8Array(30).fill(5));
  };

  const readDynamicCodes = (): void => {
    const symbolCount = take(5) + 257;
    const distanceCount = take(5) + 1;
    const order = take(4) + 4;
    const codeLengths = new Uint8Array(19);
    for (let i = 0; i < order; ++i) codeLengths[codeLengthOrder[i] as number] = take(3);
    fillTable(symbols, codeLengths);
    const lengths = new Uint8Array(symbolCount + distanceCount);
    for (let i = 0; i < lengths.length;) {
      const code = decode(symbols);
      if (code < 16) {
        lengths[i++] = code;
        continue;
      }
      const value = code === 16 ? (lengths[i - 1] ?? corrupt()) : 0;
      const repeat = code === 16 ? 3 + take(2) : code === 17 ? 3 + take(3) : 11 + take(7);
      if (i + repeat > lengths.length) corrupt();
      lengths.fill(value, i, (i += repeat));
    }
    fillTable(symbols, lengths.subarray(0, symbolCount));
    fillTable(distances, lengths.subarray(symbolCount));
  };

  const copyCompressed = (): void => {
    for (;;) {
      const symbol = decode(symbols);
      if (symbol === 256) return;
      if (symbol < 256) {
        if (written === length) corrupt();
        out[written++] = symbol;
        continue;
      }
      const size = (lengthBase[symbol - 257] ?? corrupt()) + take(lengthExtra[symbol - 257] as number);
      const code = decode(distances);
      const distance = (distanceBase[code] ?? corrupt()) + take(distanceExtra[code] as number);
      if (distance > written || written + size > length) corrupt();
      // Byte by byte: source and target may overlap, which repeats.
      for (const end = written + size; written < end; ++written) out[written] = out[written - distance] as number;
    }
  };

  for (let last = 0; !last;) {
    last = take(1);
    const type = take(2);
    if (type === 0) {
      copyStored();
      continue;
    }
    if (type === 1) readFixedCodes();
    else if (type === 2) readDynamicCodes();
    else corrupt();
    copyCompressed();
  }
  return written === length ? out : corrupt();
}
