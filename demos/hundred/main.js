// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A hundred canvases, each with a context, a program and a buffer of its own.

const grid = document.querySelector('#grid');
const count = document.querySelector('#count');
const kCount = 100;

function start(canvas, seed) {
  const gl = canvas.getContext('webgl2', {antialias: false});
  if (!gl) return null;
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, '#version 300 es\nin vec2 p; void main() { gl_Position = vec4(p, 0, 1); }'],
    [
      gl.FRAGMENT_SHADER,
      `#version 300 es
      precision highp float;
      uniform vec2 size;
      uniform float seed, time;
      out vec4 color;
      void main() {
        vec2 at = 2.0 * gl_FragCoord.xy / size - 1.0;
        float petals = 3.0 + mod(seed, 6.0);
        float r = length(at) - 0.55 - 0.25 * sin(petals * atan(at.y, at.x) + time + seed);
        vec3 tint = 0.55 + 0.35 * cos(seed * 0.7 + vec3(0.0, 1.3, 2.4));
        color = vec4(mix(tint, vec3(0.09, 0.1, 0.12), smoothstep(-0.03, 0.03, r)), 1.0);
      }`,
    ],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.uniform2f(gl.getUniformLocation(program, 'size'), canvas.width, canvas.height);
  gl.uniform1f(gl.getUniformLocation(program, 'seed'), seed);
  const time = gl.getUniformLocation(program, 'time');
  return {
    gl,
    draw(seconds) {
      gl.uniform1f(time, seconds);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
  };
}

const flowers = [];
let ours = 0;
document.addEventListener('softwebgl2context', () => ++ours);

/** A few a frame, so that the page stays awake. */
function add() {
  for (let i = 0; i < 4 && flowers.length < kCount; ++i) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 64;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'A flower');
    grid.append(canvas);
    const flower = start(canvas, flowers.length);
    if (flower) flower.draw(0);
    flowers.push(flower);
  }
  const alive = flowers.filter((flower) => flower && !flower.gl.isContextLost()).length;
  count.textContent = `${alive} of ${kCount} contexts alive, ${ours} of them ours`;
  if (flowers.length < kCount) requestAnimationFrame(add);
  else if (!matchMedia('(prefers-reduced-motion: reduce)').matches) requestAnimationFrame(turn);
}

let next = 0;
/** Ten of them each frame. */
function turn(now) {
  for (let i = 0; i < 10; ++i) flowers[next++ % kCount]?.draw(now / 600);
  requestAnimationFrame(turn);
}
requestAnimationFrame(add);
