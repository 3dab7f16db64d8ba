// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Value noise of sine hashes, its domain bent by noise.

import {shade} from '../gl.js';

export const name = 'domain-warped noise';

export const {setup, frame} = shade(
  `
  vec2 q = p * 6.0 + time;
  vec2 w = vec2(fbm(q), fbm(q + 5.2));
  float n = fbm(q + 2.0 * w);
  colour = mix(vec3(0.1, 0.2, 0.5), vec3(0.9, 0.7, 0.3), n);
`,
  `
float hash(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43.7585); }
float noise(vec2 p) {
  vec2 i = floor(p);
  vec2 f = smoothstep(0.0, 1.0, p - i);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + 1.0), f.x), f.y);
}
float fbm(vec2 p) {
  float sum = 0.0;
  for (int i = 0; i < 4; ++i) sum += noise(p * exp2(float(i))) * exp2(-float(i) - 1.0);
  return sum;
}
`,
);
