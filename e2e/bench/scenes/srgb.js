// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plane with colours as pages upload them: sRGB, mipmapped.

import {layers, noiseTexture} from '../gl.js';

export const name = 'sRGB';

export const {setup, frame} = layers({
  setup(gl) {
    noiseTexture(gl, 256, gl.SRGB8_ALPHA8);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  },
  coordinate: 'vec2((uv.x - 0.5) / (1.05 - uv.y), 1.0 / (1.05 - uv.y)) + offset',
});
