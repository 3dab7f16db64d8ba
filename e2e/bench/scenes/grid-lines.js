// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Lines of three grids, as wide as derivatives say, and a ring by smoothstep.

import {shade} from '../gl.js';

export const name = 'grid lines';

export const {setup, frame} = shade(
  `vec2 at = (p - 0.5) * mat2(0.8, 0.6, -0.6, 0.8) / (0.4 + p.y);
  colour = vec3(0.95);
  colour *= 1.0 - 0.5 * grid(at * 40.0 + time);
  colour *= 1.0 - 0.7 * grid(at * 8.0 + time * 0.2);
  colour *= 1.0 - 0.9 * grid(at * 2.0 + time * 0.05);
  float ring = abs(length(at) - 0.4);
  float w = fwidth(ring);
  colour = mix(vec3(0.8, 0.2, 0.1), colour, smoothstep(0.02 - w, 0.02 + w, ring));`,
  `float grid(vec2 at) {
    vec2 w = fwidth(at);
    vec2 d = abs(fract(at - 0.5) - 0.5) / w;
    return 1.0 - clamp(min(d.x, d.y), 0.0, 1.0);
  }`,
);
