// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pictures of canvases, and how far two of them are apart.

import {PNG} from 'pngjs';

/** A PNG data URL, as toDataURL gives it. */
export function decodePicture(dataUrl: string): PNG {
  return PNG.sync.read(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
}

/** Share of pixels of which some channel differs by more than `threshold` of 255. */
export function differingShare(a: PNG, b: PNG, threshold: number): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let differing = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    for (let channel = 0; channel < 4; ++channel) {
      if (Math.abs(a.data[at + channel]! - b.data[at + channel]!) <= threshold) continue;
      ++differing;
      break;
    }
  }
  return differing / (a.width * a.height);
}

/** How many colours a picture has. An empty one has one. */
export function countColours(picture: PNG): number {
  const colours = new Set<number>();
  for (let at = 0; at < picture.data.length; at += 4) colours.add(picture.data.readUInt32LE(at));
  return colours.size;
}
