// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Comparisons with a depth texture, filtered.

import {depthTexture, layers} from '../gl.js';

export const name = 'compared';

export const {setup, frame} = layers({
  setup(gl) {
    depthTexture(gl, 256);
  },
  sampler: 'sampler2DShadow',
  coordinate: 'mat2(0.8, 0.6, -0.6, 0.8) * uv * 0.9 + offset',
  look: 'vec3(texture(image, vec3(at, 0.5)))',
});
