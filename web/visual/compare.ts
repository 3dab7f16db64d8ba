// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Two pictures side by side: how many pixels differ, and where.

import type {PixelRectangle} from '../node/hash.ts';

export interface Comparison {
  readonly differing: number;
  /** Of the larger picture, where sizes differ. */
  readonly pixels: number;
  /** The largest difference of a channel, of 255. */
  readonly largest: number;
  /** The picture in grey, and what differs in red. */
  readonly difference: PixelRectangle;
}

/**
 * How far two colours are apart for an eye, from 0 to 1: the YIQ distance of Kotsarenko and Ramos, "Measuring perceived
 * color difference using YIQ NTSC transmission color space in mobile applications" (2010), over white where they are not
 * opaque. Its square root is what Playwright's `threshold` is compared with.
 */
function distance(a: PixelRectangle['data'], b: PixelRectangle['data'], at: number): number {
  const blend = (data: PixelRectangle['data'], channel: number): number => {
    const alpha = data[at + 3]! / 255;
    return 255 + (data[at + channel]! - 255) * alpha;
  };
  const red = blend(a, 0) - blend(b, 0);
  const green = blend(a, 1) - blend(b, 1);
  const blue = blend(a, 2) - blend(b, 2);
  const y = red * 0.29889531 + green * 0.58662247 + blue * 0.11448223;
  const i = red * 0.59597799 - green * 0.2741761 - blue * 0.32180189;
  const q = red * 0.21147017 - green * 0.52261711 + blue * 0.31114694;
  const kLargest = 35215; // of black and white
  return Math.sqrt((0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q) / kLargest);
}

const grey = (data: PixelRectangle['data'], at: number): number => {
  const luma = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  return Math.round(255 + ((luma - 255) * 0.2 * data[at + 3]!) / 255);
};

/** threshold: from 0, every bit counts, to 1. Pixels that only one of the pictures has differ. */
export function compare(expected: PixelRectangle, actual: PixelRectangle, threshold = 0): Comparison {
  const width = Math.max(expected.width, actual.width);
  const height = Math.max(expected.height, actual.height);
  const sameSize = expected.width === actual.width && expected.height === actual.height;
  const data = new Uint8Array(width * height * 4);
  let differing = 0;
  let largest = 0;
  const isInside = ({width: w, height: h}: PixelRectangle, x: number, y: number): boolean => x < w && y < h;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const to = (y * width + x) * 4;
      let differs = true;
      if (sameSize) {
        let far = 0;
        for (let c = 0; c < 4; ++c) far = Math.max(far, Math.abs(expected.data[to + c]! - actual.data[to + c]!));
        largest = Math.max(largest, far);
        differs = far > 0 && (threshold === 0 || distance(expected.data, actual.data, to) > threshold);
      } else if (isInside(expected, x, y) && isInside(actual, x, y)) {
        const [e, a] = [(y * expected.width + x) * 4, (y * actual.width + x) * 4];
        differs = [0, 1, 2, 3].some((c) => expected.data[e + c] !== actual.data[a + c]);
      }
      if (differs) ++differing;
      const shade = differs || !sameSize ? 255 : grey(expected.data, to);
      data.set(differs ? [255, 0, 0, 255] : [shade, shade, shade, 255], to);
    }
  }
  return {differing, pixels: width * height, largest, difference: {width, height, data}};
}

/** One colour, or nothing at all. */
export function isBlank({data}: PixelRectangle): boolean {
  for (let at = 4; at < data.length; at += 4) {
    for (let channel = 0; channel < 4; ++channel) if (data[at + channel] !== data[channel]) return false;
  }
  return true;
}
