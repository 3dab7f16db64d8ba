// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sixteen square roots and their inverses.

import {shade} from '../gl.js';

export const name = 'roots';

export const {setup, frame} = shade(`
  float x = p.x + 0.3 + time;
  for (int i = 0; i < 8; ++i) {
    x = sqrt(x + p.y);
    x = inversesqrt(x + 0.2) + 0.1;
  }
  colour = vec3(x * 0.6, p);
`);
