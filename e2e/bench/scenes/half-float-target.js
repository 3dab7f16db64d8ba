// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A bright picture drawn in half floats with blended lights, then tone-mapped.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'half-float target';

const lights = 6;
let light;
let map;
let centre;
let framebuffer;

export function setup(gl) {
  gl.getExtension('EXT_color_buffer_float');
  light = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform vec3 centre;
    in vec2 uv;
    out vec4 result;
    void main() {
      vec2 away = uv - centre.xy;
      result = vec4(vec3(0.02, 0.03, 0.05) / (dot(away, away) + 0.01) * centre.z, 0.5);
    }`,
  );
  map = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform sampler2D picture;
    in vec2 uv;
    out vec4 result;
    void main() {
      vec3 colour = texture(picture, uv).rgb;
      colour = colour * (2.51 * colour + 0.03) / (colour * (2.43 * colour + 0.59) + 0.14);
      result = vec4(pow(colour, vec3(1.0 / 2.2)), 1.0);
    }`,
  );
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA16F, gl.drawingBufferWidth, gl.drawingBufferHeight);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(
    gl.FRAMEBUFFER,
    gl.COLOR_ATTACHMENT0,
    gl.TEXTURE_2D,
    gl.getParameter(gl.TEXTURE_BINDING_2D),
    0,
  );
  centre = gl.getUniformLocation(light, 'centre');
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE);
}

export function frame(gl, i) {
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.disable(gl.BLEND);
  gl.useProgram(light);
  for (let k = 0; k < lights; ++k) {
    const angle = k + (i % 16) * 0.1;
    gl.uniform3f(centre, 0.5 + 0.4 * Math.cos(angle), 0.5 + 0.4 * Math.sin(angle), 1 + k * 0.3);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
    gl.enable(gl.BLEND);
  }
  gl.disable(gl.BLEND);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.useProgram(map);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
