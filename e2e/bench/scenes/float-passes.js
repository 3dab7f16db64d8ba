// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A field of floats that spreads: 20 passes of texelFetch from one RGBA32F texture into another.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'float passes';

const size = 256;
const passes = 20;
const targets = [];
let spread;
let show;

export function setup(gl) {
  gl.getExtension('EXT_color_buffer_float');
  spread = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform sampler2D field;
    out vec4 result;
    void main() {
      ivec2 at = ivec2(gl_FragCoord.xy);
      ivec2 last = textureSize(field, 0) - 1;
      vec4 here = texelFetch(field, at, 0);
      vec4 around = texelFetch(field, min(at + ivec2(1, 0), last), 0) + texelFetch(field, max(at - ivec2(1, 0), ivec2(0)), 0)
        + texelFetch(field, min(at + ivec2(0, 1), last), 0) + texelFetch(field, max(at - ivec2(0, 1), ivec2(0)), 0);
      result = mix(here, around * 0.25, 0.6);
    }`,
  );
  show = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform sampler2D field;
    in vec2 uv;
    out vec4 result;
    void main() { result = vec4(texture(field, uv).rgb, 1); }`,
  );
  const texels = new Float32Array(size * size * 4);
  for (let i = 0; i < texels.length; ++i) texels[i] = ((i * 7919) % 1013) / 1013;
  for (let i = 0; i < 3; ++i) {
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, size, size, 0, gl.RGBA, gl.FLOAT, i === 0 ? texels : null);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    }
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    targets.push({texture, framebuffer});
  }
}

export function frame(gl) {
  gl.useProgram(spread);
  gl.viewport(0, 0, size, size);
  let from = 0;
  for (let pass = 0; pass < passes; ++pass) {
    const to = 1 + (pass % 2);
    gl.bindFramebuffer(gl.FRAMEBUFFER, targets[to].framebuffer);
    gl.bindTexture(gl.TEXTURE_2D, targets[from].texture);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
    from = to;
  }
  gl.useProgram(show);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
  gl.bindTexture(gl.TEXTURE_2D, targets[from].texture);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
