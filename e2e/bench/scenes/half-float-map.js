// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A magnified RGBA16F texture: what environment maps are loaded as.

import {halfTexture, layers} from '../gl.js';

export const name = 'half-float map';

export const {setup, frame} = layers({
  setup(gl) {
    halfTexture(gl, 256);
  },
  coordinate: 'mat2(0.8, 0.6, -0.6, 0.8) * uv * 0.9 + offset',
});
