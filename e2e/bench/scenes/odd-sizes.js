// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A repeated texture whose edges are no powers of two.

import {layers, waves} from '../gl.js';

export const name = 'odd sizes';

export const {setup, frame} = layers({
  setup(gl) {
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    // Levels of our own: how odd edges are halved is up to who generates them.
    for (let level = 0, size = 250; size >= 1; ++level, size >>= 1) {
      const texels = waves(size, size ** 2);
      gl.texImage2D(gl.TEXTURE_2D, level, gl.RGBA8, size, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
    }
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  },
  coordinate: 'vec2((uv.x - 0.5) / (1.05 - uv.y), 1.0 / (1.05 - uv.y)) + offset',
});
