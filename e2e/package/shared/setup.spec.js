// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

test('a canvas has a context that draws, with nothing to wait for', () => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 4;
  const gl = canvas.getContext('webgl2', {failIfMajorPerformanceCaveat: true});
  expect(gl).toBeInstanceOf(WebGL2RenderingContext);
  gl.clearColor(0, 0.8, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const pixel = new Uint8Array(4);
  gl.readPixels(3, 3, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  expect(Array.from(pixel)).toEqual([0, 204, 0, 255]);
});
