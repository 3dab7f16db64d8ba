// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Structs through functions, and the inverse of a matrix, for each pixel.

import {shade} from '../gl.js';

export const name = 'matrices';

export const {setup, frame} = shade(
  `Body body = Body(vec3(p, 0.2), vec3(1, 0.5, 0.25) - p.xyx, 1.0);
  for (int k = 0; k < 4; ++k) {
    turn(body, time + float(k));
    colour += 0.25 * abs(lit(body));
  }`,
  `struct Body { vec3 place; vec3 speed; float mass; };
  mat4 frameOf(Body body, float angle) {
    float c = cos(angle), s = sin(angle);
    return mat4(c, s, 0, 0, -s, c, body.place.x, 0, 0, body.place.y, 1.0 + body.mass, 0, body.place, 1);
  }
  void turn(inout Body body, float angle) {
    mat4 away = inverse(frameOf(body, angle));
    body.place = (away * vec4(body.speed, 1)).xyz;
    body.speed = mat3(away) * body.speed;
    body.mass *= 0.9;
  }
  vec3 lit(Body body) { return reflect(normalize(body.place), normalize(body.speed)) * body.mass; }`,
);
