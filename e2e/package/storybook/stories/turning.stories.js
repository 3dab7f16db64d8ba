// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export default {title: 'Turning'};

/** Each frame has another colour, by time and by chance. */
function turning(size) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const gl = canvas.getContext('webgl2');
  gl.enable(gl.SCISSOR_TEST);
  const draw = (time) => {
    gl.scissor(0, 0, size, size);
    gl.clearColor((time / 1000) % 1, 0.8, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.scissor(0, 0, size / 2, size / 2);
    gl.clearColor(Math.random(), 0, 1, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  return canvas;
}

export const Small = {render: () => turning(32)};
export const Large = {render: () => turning(64)};
