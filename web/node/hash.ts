// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {createHash} from 'node:crypto';

export interface PixelRectangle {
  readonly width: number;
  readonly height: number;
  /** RGBA8, top row first, colours not premultiplied. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** SHA-256, in hexadecimal, of width and height as little-endian words of 32 bits and of the pixels behind them. */
export function renderingHash({width, height, data}: PixelRectangle): string {
  const size = Buffer.alloc(8);
  size.writeUInt32LE(width, 0);
  size.writeUInt32LE(height, 4);
  return createHash('sha256').update(size).update(data).digest('hex');
}
