// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sixty discs of light added up in an RGBA16F target, then shown.

import {attribute, buffer, fullScreenVertex, program, seeds} from '../gl.js';

export const name = 'half-float lights';

const count = 60;
let adding;
let showing;
let framebuffer;
let time;

export function setup(gl) {
  gl.getExtension('EXT_color_buffer_float');
  adding = program(
    gl,
    `uniform float time;
    layout(location = 0) in vec4 seed;
    out vec2 at;
    out vec3 tint;
    void main() {
      at = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
      gl_Position = vec4(seed.xy * 2.0 - 1.0 + at * (0.15 + 0.2 * seed.z) + 0.1 * sin(time + seed.w * 9.0), 0, 1);
      tint = 0.2 + seed.zwx;
    }`,
    `precision highp float;
    in vec2 at;
    in vec3 tint;
    out vec4 result;
    void main() {
      float fade = max(0.0, 1.0 - dot(at, at));
      result = vec4(tint * fade * fade, 1);
    }`,
  );
  showing = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform sampler2D image;
    in vec2 uv;
    out vec4 result;
    void main() {
      vec3 light = texture(image, uv).rgb;
      result = vec4(light / (1.0 + light), 1);
    }`,
  );
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA16F, gl.drawingBufferWidth, gl.drawingBufferHeight);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(
    gl.FRAMEBUFFER,
    gl.COLOR_ATTACHMENT0,
    gl.TEXTURE_2D,
    gl.getParameter(gl.TEXTURE_BINDING_2D),
    0,
  );
  buffer(gl, gl.ARRAY_BUFFER, seeds(count * 4));
  attribute(gl, 0, 4, 0, 0, 1);
  time = gl.getUniformLocation(adding, 'time');
  gl.blendFunc(gl.ONE, gl.ONE);
}

export function frame(gl, i) {
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.clearColor(0, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.enable(gl.BLEND);
  gl.useProgram(adding);
  gl.uniform1f(time, (i % 32) * 0.1);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
  gl.disable(gl.BLEND);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.useProgram(showing);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
