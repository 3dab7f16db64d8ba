// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The filters that WebGL begins with: nearest texels of blended levels where it shrinks, linear where it grows.

import {layers, noiseTexture} from '../gl.js';

export const name = 'nearest levels';

export const {setup, frame} = layers({
  setup(gl) {
    noiseTexture(gl, 256);
  },
  coordinate: 'vec2((uv.x - 0.5) / (1.05 - uv.y), 1.0 / (1.05 - uv.y)) + offset',
});
