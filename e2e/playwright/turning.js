// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Turns with time, is coloured by chance, and knows nothing of tests.

const gl = document.querySelector('canvas').getContext('webgl2', {antialias: true});
const program = gl.createProgram();
for (const [type, source] of [
  [
    gl.VERTEX_SHADER,
    `#version 300 es
     uniform float angle;
     const vec2 corners[3] = vec2[](vec2(0.0, 0.9), vec2(-0.8, -0.7), vec2(0.8, -0.7));
     void main() {
       vec2 c = corners[gl_VertexID];
       gl_Position = vec4(c.x * cos(angle) - c.y * sin(angle), c.x * sin(angle) + c.y * cos(angle), 0, 1);
     }`,
  ],
  [
    gl.FRAGMENT_SHADER,
    `#version 300 es
     precision highp float;
     uniform vec3 color;
     out vec4 result;
     void main() { result = vec4(color, 1); }`,
  ],
]) {
  const shader = gl.createShader(type);
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  gl.attachShader(program, shader);
}
gl.linkProgram(program);
gl.useProgram(program);
gl.uniform3f(gl.getUniformLocation(program, 'color'), Math.random(), Math.random(), Math.random());
const angle = gl.getUniformLocation(program, 'angle');

globalThis.times = [];
function draw(time) {
  globalThis.times.push([time, performance.now(), Date.now()]);
  gl.clearColor(0, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.uniform1f(angle, time / 500);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  requestAnimationFrame(draw);
}
requestAnimationFrame(draw);
