// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Look-ups in a volume of RGBA8 that is repeated and mipmapped.

import {layers, noiseVolume} from '../gl.js';

export const name = 'clouds';

export const {setup, frame} = layers({
  setup(gl) {
    noiseVolume(gl, 32);
  },
  sampler: 'sampler3D',
  coordinate: 'vec3(mat2(0.8, 0.6, -0.6, 0.8) * uv * 1.7 + offset, uv.x * 0.7 + offset.y)',
});
