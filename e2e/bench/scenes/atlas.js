// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Layers of an array texture, mipmapped.

import {layers, noiseArray} from '../gl.js';

export const name = 'atlas';

export const {setup, frame} = layers({
  setup(gl) {
    noiseArray(gl, 64, 8);
  },
  sampler: 'sampler2DArray',
  coordinate: 'vec3(mat2(0.8, 0.6, -0.6, 0.8) * uv * 4.0 + offset, floor(uv.x * 8.0))',
});
