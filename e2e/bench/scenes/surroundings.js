// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Look-ups in a mipmapped cube map, as for a sky and mirrors.

import {layers, noiseCube} from '../gl.js';

export const name = 'surroundings';

export const {setup, frame} = layers({
  setup(gl) {
    noiseCube(gl, 64);
  },
  sampler: 'samplerCube',
  coordinate: 'vec3(uv * 2.6 - 1.3 + offset.x, 1.0 - offset.y)',
});
