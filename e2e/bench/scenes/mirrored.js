// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A magnified texture, mirrored at its edges.

import {layers, noiseTexture} from '../gl.js';

export const name = 'mirrored';

export const {setup, frame} = layers({
  setup(gl) {
    noiseTexture(gl, 256);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.MIRRORED_REPEAT);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.MIRRORED_REPEAT);
  },
  coordinate: 'mat2(0.8, 0.6, -0.6, 0.8) * uv * 2.3 + offset',
});
