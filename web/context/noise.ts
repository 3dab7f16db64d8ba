// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Browsers that protect against fingerprinting (Firefox' resistFingerprinting, Brave, Safari's advanced protection) give
// noise where a page reads a canvas. Images, videos and canvases reach textures by no other way.

import {say} from '../front/say.ts';

const kSide = 16;

/** Tells people, once, when a canvas does not give back what it was given. */
export function tellOfNoise(context: CanvasRenderingContext2D): void {
  const given = new ImageData(kSide, kSide);
  for (let i = 0; i < given.data.length; ++i) given.data[i] = i % 4 === 3 ? 255 : (i * 37) & 255;
  [context.canvas.width, context.canvas.height] = [kSide, kSide];
  context.putImageData(given, 0, 0);
  const {data} = context.getImageData(0, 0, kSide, kSide);
  if (data.every((byte, i) => byte === given.data[i])) return;
  say(
    'the browser protects against fingerprinting (resistFingerprinting or the like): images, videos and canvases reach ' +
      'textures as noise. Make an exception for this site',
  );
}
