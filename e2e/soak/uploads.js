// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A page that is heavy on uploads: each frame a texture and a buffer are made, filled, used and deleted, each second a program.

const canvas = document.querySelector('canvas');
const gl = canvas.getContext('webgl2');
const vertex = `#version 300 es
in vec2 position;
void main() { gl_Position = vec4(position, 0.0, 1.0); }`;
const fragment = (n) => `#version 300 es
precision highp float;
uniform sampler2D image;
out vec4 color;
void main() { color = texture(image, gl_FragCoord.xy / 256.0) * ${n}.0 / ${n}.0; }`;

let program = null;
let programs = 0;
const texels = new Uint8Array(256 * 256 * 4);
const corners = new Float32Array([-1, -1, 3, -1, -1, 3]);

/** One of fifty texts: what the compiler keeps for the page is full after a minute. */
function makeProgram() {
  const made = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment(1 + (programs++ % 50))],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(made);
  if (program) gl.deleteProgram(program);
  program = made;
}

canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
canvas.addEventListener('webglcontextrestored', () => (program = null));

let frame = 0;
function draw() {
  requestAnimationFrame(draw);
  if (gl.isContextLost()) return;
  if (frame++ % 60 === 0 || !program) makeProgram();
  texels.fill(frame & 255);
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 256, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  gl.generateMipmap(gl.TEXTURE_2D);
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, corners, gl.STREAM_DRAW);
  gl.useProgram(program);
  const position = gl.getAttribLocation(program, 'position');
  gl.enableVertexAttribArray(position);
  gl.vertexAttribPointer(position, 2, gl.FLOAT, false, 0, 0);
  gl.viewport(0, 0, canvas.width, canvas.height);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  gl.deleteTexture(texture);
  gl.deleteBuffer(buffer);
}
draw();
