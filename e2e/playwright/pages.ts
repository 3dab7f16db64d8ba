// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** A canvas of 20x10 with a context, `gl`, and an orange square on blue. */
export const kTwoColours = `<!doctype html><canvas width="20" height="10"></canvas><script>
  var canvas = document.querySelector('canvas');
  var gl = canvas.getContext('webgl2');
  gl.clearColor(0, 0.5, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(3, 4, 5, 5);
  gl.clearColor(1, 0.5, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
</script>`;

/** Changes one channel of the pixel in column 17 and row 7 by one. */
export const kOnePixel = 'gl.scissor(17, 2, 1, 1); gl.clearColor(0, 0.5, 1, 0.996); gl.clear(gl.COLOR_BUFFER_BIT);';
export const kBlank = 'gl.disable(gl.SCISSOR_TEST); gl.clear(gl.COLOR_BUFFER_BIT);';
export const kLost = "gl.getExtension('WEBGL_lose_context').loseContext();";
