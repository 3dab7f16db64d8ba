// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Texels of a picture's file with colours as the file has them, not multiplied by alpha. Formats without alpha are not
// read here: what a browser draws of them has everything.

import type {SourcePixels} from '../host/canvas-facts.ts';
import {inflate} from '../loader/inflate.ts';
import {halvesOf} from './half.ts';
import {decodePng, isPng} from './png.ts';

export interface FileTexels {
  readonly pixels: SourcePixels;
  /** The file says how its colours are meant: they are not those of sRGB. */
  readonly profiled: boolean;
}

/** null for a file of another format, and for a broken one. */
export function straightTexels(bytes: Uint8Array): FileTexels | null {
  if (!isPng(bytes)) return null;
  try {
    const {width, height, data, profiled} = decodePng(bytes, inflate);
    const wide = data instanceof Uint16Array;
    const texels = wide ? new Uint8Array(halvesOf(data).buffer) : data;
    return {pixels: {data: texels, width, height, halfFloats: wide, bitmap: false}, profiled};
  } catch {
    return null;
  }
}
