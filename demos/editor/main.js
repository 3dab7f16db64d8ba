// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A fragment shader that is compiled as one types, in software; errors are at the line where they are, and getInfo()
// shows the WebAssembly that the shader becomes.

import {createContext, getInfo, load, watch} from 'soft-webgl2';

const kVertex = `#version 300 es
in vec2 position;
void main() { gl_Position = vec4(position, 0.0, 1.0); }`;

const kFirst = `#version 300 es
precision highp float;
uniform vec2 size;
uniform float time;
out vec4 color;

void main() {
  vec2 at = (2.0 * gl_FragCoord.xy - size) / size.y;
  float angle = atan(at.y, at.x) + 0.3 * time;
  float rings = sin(9.0 * length(at) - 2.0 * time + 3.0 * sin(3.0 * angle));
  vec3 warm = mix(vec3(0.11, 0.13, 0.16), vec3(0.88, 0.55, 0.3), smoothstep(-0.2, 0.9, rings));
  color = vec4(warm, 1.0);
}
`;

const canvas = document.querySelector('canvas');
const code = document.querySelector('#code');
const log = document.querySelector('#log');
const wat = document.querySelector('#wat');
const speed = document.querySelector('#speed');

await load();
const gl = createContext(canvas, 'webgl2', {antialias: false});
gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
gl.enableVertexAttribArray(0);
gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);

/** A linked program, or the text that says why there is none. */
function make(source) {
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, kVertex],
    [gl.FRAGMENT_SHADER, source],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) return gl.getShaderInfoLog(shader);
    gl.attachShader(program, shader);
  }
  gl.bindAttribLocation(program, 0, 'position');
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : gl.getProgramInfoLog(program);
}

let program;
function compile() {
  const made = make(code.value);
  if (typeof made === 'string') {
    const [, line] = /:(\d+):/.exec(made) ?? [];
    log.textContent = made.trim().split('\n')[0];
    if (line) log.append(' ', goTo(Number(line)));
    return;
  }
  program = made;
  log.textContent = 'Compiles.';
  wat.textContent = getInfo(gl).program(program).fragment.wat;
}

function goTo(line) {
  const button = document.createElement('button');
  button.textContent = `Line ${line}`;
  button.addEventListener('click', () => {
    const lines = code.value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    code.focus();
    code.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
  });
  return button;
}

let timer;
code.value = kFirst;
code.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(compile, 150);
});
compile();

const monitor = watch(gl);
function frame(now) {
  requestAnimationFrame(frame);
  if (!program) return;
  gl.useProgram(program);
  gl.viewport(0, 0, canvas.width, canvas.height);
  gl.uniform2f(gl.getUniformLocation(program, 'size'), canvas.width, canvas.height);
  gl.uniform1f(gl.getUniformLocation(program, 'time'), now / 1000);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}
requestAnimationFrame(frame);
setInterval(() => {
  const frames = monitor.frames.slice(-30);
  const mean = frames.reduce((sum, {rasterMs}) => sum + rasterMs, 0) / Math.max(frames.length, 1);
  speed.textContent = `${canvas.width} x ${canvas.height} pixels, shaded in ${mean.toFixed(1)} ms a frame`;
}, 500);
