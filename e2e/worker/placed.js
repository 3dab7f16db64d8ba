// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Draws on a page's canvas: green over all, and in a later frame a red corner. No commit anywhere.

self.onmessage = ({data: {canvas, attributes}}) => {
  const gl = canvas.getContext('webgl2', attributes);
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  if (!attributes.late) return self.postMessage('drawn');
  setTimeout(() => {
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(0, 0, 4, 4);
    gl.clearColor(1, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    self.postMessage('drawn');
  }, 100);
};
