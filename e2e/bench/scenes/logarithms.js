// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sixteen logarithms, natural and of two.

import {shade} from '../gl.js';

export const name = 'logarithms';

export const {setup, frame} = shade(`
  float x = p.x + 1.0 + time;
  for (int i = 0; i < 8; ++i) {
    x = log(x + p.y + 1.1) + 0.3;
    x = log2(x * 3.0 + 0.2);
  }
  colour = vec3(abs(x) * 0.5, p);
`);
