// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Pictures that are no objects of a browser: canvases and images of Node. By a symbol that all copies of this package
// share, because a program may have imported one and required another.

import type {SourcePixels} from './canvas-facts.ts';

/** Method that gives the pixels; null where there are none. */
export const kPixels = Symbol.for('soft-webgl2.pixels');

export interface PixelSource {
  [kPixels](): SourcePixels | null;
}

export function isPixelSource(value: unknown): value is PixelSource {
  return typeof value === 'object' && value !== null && kPixels in value;
}
