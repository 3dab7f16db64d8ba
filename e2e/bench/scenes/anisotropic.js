// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plane seen at a flat angle, with eight times anisotropic filtering.

import {layers, noiseTexture} from '../gl.js';

export const name = 'anisotropic';

export const {setup, frame} = layers({
  setup(gl) {
    noiseTexture(gl, 256);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    const extension = gl.getExtension('EXT_texture_filter_anisotropic');
    gl.texParameterf(gl.TEXTURE_2D, extension.TEXTURE_MAX_ANISOTROPY_EXT, 8);
  },
  coordinate: 'vec2((uv.x - 0.5) / (1.05 - uv.y), 1.0 / (1.05 - uv.y)) + offset',
});
