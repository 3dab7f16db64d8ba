// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A repeated texture whose edges are no powers of two.

import {layers, noiseTexture} from '../gl.js';

export const name = 'odd sizes';

export const {setup, frame} = layers({
  setup(gl) {
    noiseTexture(gl, 250);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  },
  coordinate: 'vec2((uv.x - 0.5) / (1.05 - uv.y), 1.0 / (1.05 - uv.y)) + offset',
});
