// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Clears a canvas to blue, and returns the pixel. */
self.draw = (type = 'webgl2') => {
  const gl = new OffscreenCanvas(4, 4).getContext(type);
  if (!gl) return null;
  gl.clearColor(0, 0, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const pixel = new Uint8Array(4);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return Array.from(pixel);
};
