// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A picture blurred with 13 taps, once in each direction, through a texture of half the size.

import {fullScreenVertex, noiseTexture, program} from '../gl.js';

export const name = 'blur';

let step;
let source;
let half;
let framebuffer;

export function setup(gl) {
  const blur = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform sampler2D picture;
    uniform vec2 stride;
    in vec2 uv;
    out vec4 result;
    void main() {
      vec4 sum = texture(picture, uv) * 0.1633;
      float weights[6] = float[6](0.1531, 0.1225, 0.0816, 0.0418, 0.0144, 0.0049);
      for (int i = 0; i < 6; ++i) {
        vec2 away = stride * float(i + 1);
        sum += (texture(picture, uv + away) + texture(picture, uv - away)) * weights[i];
      }
      result = sum;
    }`,
  );
  source = noiseTexture(gl, 512);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  half = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, half);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, gl.drawingBufferWidth / 2, gl.drawingBufferHeight / 2);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, half, 0);
  gl.useProgram(blur);
  step = gl.getUniformLocation(blur, 'stride');
}

export function frame(gl, i) {
  const width = gl.drawingBufferWidth;
  const height = gl.drawingBufferHeight;
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.viewport(0, 0, width / 2, height / 2);
  gl.bindTexture(gl.TEXTURE_2D, source);
  gl.uniform2f(step, (1 + (i % 4)) / width, 0);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.viewport(0, 0, width, height);
  gl.bindTexture(gl.TEXTURE_2D, half);
  gl.uniform2f(step, 0, (1 + (i % 4)) / height);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
