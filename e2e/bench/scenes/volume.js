// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A cloud of one byte a voxel, 64 to an edge: 48 steps along each ray.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'volume';

const size = 64;
let time;

export function setup(gl) {
  const march = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    precision highp sampler3D;
    uniform sampler3D cloud;
    uniform float time;
    in vec2 uv;
    out vec4 result;
    void main() {
      vec3 direction = normalize(vec3(uv - 0.5, 1.0));
      vec3 at = vec3(uv * 0.6 + 0.2, 0.02 + 0.01 * time);
      vec4 sum = vec4(0);
      for (int i = 0; i < 48; ++i) {
        float density = texture(cloud, at).r;
        float opacity = density * density * 0.08 * (1.0 - sum.a);
        sum += vec4(vec3(0.4 + density, 0.3 + 0.5 * density, 0.9 - at.z * 0.5) * opacity, opacity);
        at += direction * (0.9 / 48.0);
      }
      result = vec4(sum.rgb + vec3(0.05, 0.06, 0.1) * (1.0 - sum.a), 1.0);
    }`,
  );
  const voxels = new Uint8Array(size ** 3);
  for (let z = 0; z < size; ++z) {
    for (let y = 0; y < size; ++y) {
      for (let x = 0; x < size; ++x) {
        const wave = Math.sin(x * 0.31) * Math.cos(y * 0.27 + z * 0.1) + Math.sin(z * 0.23 + x * 0.05);
        const distance = Math.hypot(x - 31.5, y - 31.5, z - 31.5) / 32;
        voxels[(z * size + y) * size + x] = Math.max(0, Math.min(255, 200 * (1 - distance) + 40 * wave));
      }
    }
  }
  gl.bindTexture(gl.TEXTURE_3D, gl.createTexture());
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.texImage3D(gl.TEXTURE_3D, 0, gl.R8, size, size, size, 0, gl.RED, gl.UNSIGNED_BYTE, voxels);
  gl.texParameteri(gl.TEXTURE_3D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  for (const axis of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T, gl.TEXTURE_WRAP_R]) {
    gl.texParameteri(gl.TEXTURE_3D, axis, gl.CLAMP_TO_EDGE);
  }
  gl.useProgram(march);
  time = gl.getUniformLocation(march, 'time');
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 16) * 0.1);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
