// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sixteen powers.

import {shade} from '../gl.js';

export const name = 'powers';

export const {setup, frame} = shade(`
  float x = p.x + 0.1 + time * 0.1;
  for (int i = 0; i < 16; ++i) x = pow(x, 0.4 + p.y) + 0.05;
  colour = vec3(x * 0.6, p);
`);
