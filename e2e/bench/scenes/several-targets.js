// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Colour, normal and place into three RGBA8 textures at once, then lit.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'several targets';

let surface;
let lit;
let time;
let framebuffer;

export function setup(gl) {
  surface = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform float time;
    in vec2 uv;
    layout(location = 0) out vec4 colour;
    layout(location = 1) out vec4 normal;
    layout(location = 2) out vec4 place;
    void main() {
      vec2 p = uv * 12.0 + time;
      colour = vec4(fract(p) * 0.5 + 0.4, 0.5, 1.0);
      normal = vec4(normalize(vec3(fract(p.yx) - 0.5, 0.7)) * 0.5 + 0.5, 1.0);
      place = vec4(uv, fract(p.x * 0.1), 1.0);
    }`,
  );
  lit = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform sampler2D colours, normals, places;
    in vec2 uv;
    out vec4 result;
    void main() {
      vec3 colour = texture(colours, uv).rgb;
      vec3 n = texture(normals, uv).rgb * 2.0 - 1.0;
      vec3 at = texture(places, uv).rgb;
      vec3 sum = vec3(0.1);
      for (int i = 0; i < 4; ++i) {
        vec3 light = vec3(0.2 + 0.2 * float(i), 0.8 - 0.15 * float(i), 1.2) - at;
        sum += max(dot(n, normalize(light)), 0.0) * 0.35 / (0.3 + dot(light, light));
      }
      result = vec4(colour * sum, 1.0);
    }`,
  );
  framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  for (let i = 0; i < 3; ++i) {
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0 + i);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, gl.drawingBufferWidth, gl.drawingBufferHeight);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    }
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + i, gl.TEXTURE_2D, texture, 0);
  }
  gl.drawBuffers([gl.COLOR_ATTACHMENT0, gl.COLOR_ATTACHMENT1, gl.COLOR_ATTACHMENT2]);
  gl.useProgram(lit);
  ['colours', 'normals', 'places'].forEach((sampler, i) => gl.uniform1i(gl.getUniformLocation(lit, sampler), i));
  time = gl.getUniformLocation(surface, 'time');
}

export function frame(gl, i) {
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.useProgram(surface);
  gl.uniform1f(time, (i % 16) * 0.1);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.useProgram(lit);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
