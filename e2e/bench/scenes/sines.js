// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sixteen sines of arguments within a turn, each of the last.

import {shade} from '../gl.js';

export const name = 'sines, small arguments';

export const {setup, frame} = shade(`
  float x = (p.x - 0.5) * 6.0 + time;
  for (int i = 0; i < 16; ++i) x = sin(x * 0.9 + p.y);
  colour = vec3(x * 0.5 + 0.5, p);
`);
