// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A glossy sphere in a cube map: explicit lods, and four lights by the usual microfacet terms.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'environment';

const size = 128;
let time;

export function setup(gl) {
  const lit = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform samplerCube surroundings;
    uniform float time;
    in vec2 uv;
    out vec4 result;
    void main() {
      vec2 p = (uv - 0.5) * vec2(2.4, 1.8);
      vec3 view = vec3(0, 0, 1);
      float square = dot(p, p);
      if (square > 0.64) {
        result = textureLod(surroundings, vec3(p, 1.5), 0.0);
        return;
      }
      vec3 n = vec3(p, sqrt(0.64 - square)) / 0.8;
      float roughness = 0.4;
      vec3 reflected = reflect(-view, n);
      vec3 colour = textureLod(surroundings, reflected, roughness * 6.0).rgb * 0.6 + textureLod(surroundings, n, 5.0).rgb * 0.3;
      for (int i = 0; i < 4; ++i) {
        float angle = float(i) * 1.5708 + time;
        vec3 light = normalize(vec3(cos(angle), sin(angle), 0.7));
        vec3 h = normalize(light + view);
        float nl = max(dot(n, light), 0.0), nh = max(dot(n, h), 0.0), nv = max(dot(n, view), 1e-3);
        float a2 = roughness * roughness * roughness * roughness;
        float d = nh * nh * (a2 - 1.0) + 1.0;
        float k = (roughness + 1.0) * (roughness + 1.0) / 8.0;
        float g = (nl / (nl * (1.0 - k) + k)) * (nv / (nv * (1.0 - k) + k));
        float f = 0.04 + 0.96 * pow(1.0 - max(dot(h, view), 0.0), 5.0);
        colour += (vec3(0.3, 0.2, 0.15) + a2 / (3.1416 * d * d) * g * f / (4.0 * nl * nv + 1e-3)) * nl;
      }
      result = vec4(colour / (1.0 + colour), 1.0);
    }`,
  );
  gl.bindTexture(gl.TEXTURE_CUBE_MAP, gl.createTexture());
  for (let face = 0; face < 6; ++face) {
    const texels = new Uint8Array(size * size * 4);
    for (let y = 0; y < size; ++y) {
      for (let x = 0; x < size; ++x) {
        const wave = (k) => 128 + 100 * Math.sin(x * 0.05 * k + face) * Math.cos(y * 0.07 * k);
        texels.set([wave(1), wave(2), wave(3), 255], (y * size + x) * 4);
      }
    }
    const target = gl.TEXTURE_CUBE_MAP_POSITIVE_X + face;
    gl.texImage2D(target, 0, gl.RGBA8, size, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  }
  gl.generateMipmap(gl.TEXTURE_CUBE_MAP);
  gl.texParameteri(gl.TEXTURE_CUBE_MAP, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  gl.useProgram(lit);
  time = gl.getUniformLocation(lit, 'time');
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 16) * 0.1);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
