// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sixteen exponentials, natural and of two.

import {shade} from '../gl.js';

export const name = 'exponentials';

export const {setup, frame} = shade(`
  float x = p.x * 2.0 + time;
  for (int i = 0; i < 8; ++i) {
    x = exp(-x * p.y) + 0.1;
    x = exp2(x - 1.5) + p.x;
  }
  colour = vec3(x * 0.4, p);
`);
