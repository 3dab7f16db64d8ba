// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pictures of the bench's scenes as hashes: the same in every engine, to the bit.

import {makeTestContext} from '../../web/testing/contexts.ts';

export interface Scene {
  readonly antialias?: boolean;
  setup(gl: WebGL2RenderingContext): void;
  frame(gl: WebGL2RenderingContext, i: number): void;
}

const kWidth = 160;
const kHeight = 120;
const kFrames = 3;

/** FNV-1a of the drawing buffer after some frames. */
export function hashOf(scene: Scene): string {
  const gl = makeTestContext({width: kWidth, height: kHeight, antialias: scene.antialias ?? false, threads: 1});
  scene.setup(gl);
  for (let i = 1; i <= kFrames; ++i) scene.frame(gl, i);
  const pixels = new Uint8Array(4 * kWidth * kHeight);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.readPixels(0, 0, kWidth, kHeight, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  const error = gl.getError();
  if (error !== 0) throw new Error(`GL error 0x${error.toString(16)}`);
  let hash = 0x811c9dc5;
  for (const byte of pixels) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
