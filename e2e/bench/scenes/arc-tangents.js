// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Eight angles of two arguments.

import {shade} from '../gl.js';

export const name = 'arc tangents';

export const {setup, frame} = shade(`
  vec2 q = (p - 0.5) * 4.0 + time;
  for (int i = 0; i < 8; ++i) q = vec2(atan(q.y, q.x) + 0.1, q.x - q.y * 0.5);
  colour = vec3(q * 0.15 + 0.5, p.x);
`);
