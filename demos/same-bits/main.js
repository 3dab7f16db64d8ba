// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A picture full of sines, powers, square roots and blending, its SHA-256, and what everybody else has.

import {createContext, load} from 'soft-webgl2';

const kStored = '4d1141bef9a18fc0b5111ffe803ebc1cd45774cafd73ef1cd2ae60297d459195';

const kFragment = `#version 300 es
precision highp float;
uniform vec2 size;
out vec4 color;
float hash(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453); }
float noise(vec2 p) {
  vec2 i = floor(p), f = p - i, u = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), u.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), u.x), u.y);
}
float ridge(vec2 p) {
  float sum = 0.0, weight = 0.5;
  for (int i = 0; i < 5; ++i, p *= 2.03, weight *= 0.5) sum += weight * (1.0 - abs(2.0 * noise(p) - 1.0));
  return sum;
}
void main() {
  vec2 at = gl_FragCoord.xy / size;
  vec3 sky = mix(vec3(0.95, 0.76, 0.56), vec3(0.3, 0.42, 0.55), pow(at.y, 0.8));
  sky += vec3(0.5, 0.3, 0.1) * exp(-18.0 * distance(at * vec2(1.6, 1.0), vec2(1.1, 0.62)));
  for (float layer = 5.0; layer >= 0.0; layer -= 1.0) {
    float height = 0.1 + 0.09 * layer + 0.16 * ridge(vec2(at.x * (1.6 + layer * 0.5) + layer * 7.3, layer));
    vec3 rock = mix(vec3(0.1, 0.13, 0.16), vec3(0.78, 0.62, 0.5), layer / 6.0);
    sky = mix(sky, rock, smoothstep(0.002, -0.002, at.y - height));
  }
  color = vec4(sqrt(sky), 1.0);
}`;

await load();
const canvas = document.querySelector('canvas');
const gl = createContext(canvas, 'webgl2', {antialias: false, preserveDrawingBuffer: true});
const program = gl.createProgram();
for (const [type, source] of [
  [gl.VERTEX_SHADER, '#version 300 es\nin vec2 p; void main() { gl_Position = vec4(p, 0, 1); }'],
  [gl.FRAGMENT_SHADER, kFragment],
]) {
  const shader = gl.createShader(type);
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  gl.attachShader(program, shader);
}
gl.linkProgram(program);
if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
gl.useProgram(program);
gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
gl.enableVertexAttribArray(0);
gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
gl.uniform2f(gl.getUniformLocation(program, 'size'), canvas.width, canvas.height);
gl.drawArrays(gl.TRIANGLES, 0, 3);

const pixels = new Uint8Array(canvas.width * canvas.height * 4);
gl.readPixels(0, 0, canvas.width, canvas.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);

/** Pages without https have no crypto.subtle. */
async function digest(bytes) {
  if (!crypto.subtle) return null;
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
const here = await digest(pixels);
document.querySelector('#here').textContent = here ?? 'not computed: the page needs https';
document.querySelector('#stored').textContent = kStored;
document.querySelector('#verdict').textContent =
  here === kStored
    ? `All ${canvas.width * canvas.height} pixels are the same, to the bit.`
    : here
      ? 'The pictures differ. Please tell us: they should not.'
      : 'Not compared.';
