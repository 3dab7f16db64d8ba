// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Eight sines and cosines of arguments of many turns.

import {shade} from '../gl.js';

export const name = 'sines and cosines, large arguments';

export const {setup, frame} = shade(`
  float sum = 0.0;
  float a = p.x * 40.0 + time;
  float b = p.y * 30.0;
  for (int i = 0; i < 8; ++i) {
    sum += sin(a) + cos(b);
    a += b * 0.5 + 20.0;
    b += 30.0 - a * 0.1;
  }
  colour = vec3(sum / 16.0 + 0.5, p);
`);
