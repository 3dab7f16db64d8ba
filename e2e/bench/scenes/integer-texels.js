// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sixteen texels of an integer texture a pixel, with bit arithmetic: a generation of cells and a hash of it.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'integer texels';

let shift;

export function setup(gl) {
  const pass = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    precision highp int;
    precision highp usampler2D;
    uniform usampler2D cells;
    uniform int shift;
    out vec4 result;
    void main() {
      ivec2 at = ivec2(gl_FragCoord.xy) + shift;
      uint sum = 0u, hash = 2166136261u;
      for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 4; ++x) {
          uvec4 cell = texelFetch(cells, (at + ivec2(x, y)) & 255, 0);
          sum += cell.r & 1u;
          hash = (hash ^ cell.g) * 16777619u;
          hash ^= (hash << 13) | (cell.b >> 3);
        }
      }
      result = vec4(float(sum) / 16.0, float(hash & 255u) / 255.0, float((hash >> 8) & 255u) / 255.0, 1);
    }`,
  );
  const texels = Uint8Array.from({length: 256 * 256 * 4}, (_, i) => (i * 2654435761) >>> 24);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8UI, 256, 256, 0, gl.RGBA_INTEGER, gl.UNSIGNED_BYTE, texels);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.useProgram(pass);
  shift = gl.getUniformLocation(pass, 'shift');
}

export function frame(gl, i) {
  gl.uniform1i(shift, i % 32);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
