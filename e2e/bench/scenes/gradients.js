// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Look-ups with derivatives of the shader's own.

import {layers, noiseTexture} from '../gl.js';

export const name = 'gradients';

export const {setup, frame} = layers({
  setup(gl) {
    noiseTexture(gl, 256);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  },
  coordinate: 'vec2((uv.x - 0.5) / (1.05 - uv.y), 1.0 / (1.05 - uv.y)) + offset',
  look: 'textureGrad(image, at, vec2(0.004, 0.002) * (1.0 + uv.y), vec2(0.001, 0.006))',
});
