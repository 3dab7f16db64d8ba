// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The median of nine texels, in an array that loops sort.

import {layers, noiseTexture} from '../gl.js';

export const name = 'median';

export const {setup, frame} = layers({
  setup(gl) {
    noiseTexture(gl, 256);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  },
  functions: `vec4 median(sampler2D image, vec2 at) {
    float v[9];
    for (int k = 0; k < 9; ++k) v[k] = texture(image, at + vec2(k % 3 - 1, k / 3 - 1) / 256.0).r;
    for (int i = 0; i < 5; ++i) {
      int least = i;
      for (int j = i + 1; j < 9; ++j) if (v[j] < v[least]) least = j;
      float kept = v[i];
      v[i] = v[least];
      v[least] = kept;
    }
    return vec4(v[4], v[0], v[2], 1);
  }`,
  count: 1,
  coordinate: 'uv + offset',
  look: 'median(image, at)',
});
