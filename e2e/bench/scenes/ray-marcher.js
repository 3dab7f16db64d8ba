// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Spheres and a floor as distance fields, with a normal, a soft shadow and fog.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'ray marcher';

let time;

export function setup(gl) {
  const march = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform float time;
    in vec2 uv;
    out vec4 result;

    float field(vec3 p) {
      float nearest = p.y + 1.0;
      for (int i = 0; i < 3; ++i) {
        vec3 centre = vec3(float(i) * 1.6 - 1.6, 0.2 * sin(time + float(i)), 0.3 * float(i));
        nearest = min(nearest, length(p - centre) - 0.7);
      }
      return nearest;
    }

    vec3 normalAt(vec3 p) {
      vec2 e = vec2(0.002, 0.0);
      float d = field(p);
      return normalize(vec3(field(p + e.xyy), field(p + e.yxy), field(p + e.yyx)) - d);
    }

    void main() {
      vec3 direction = normalize(vec3((uv - 0.5) * vec2(1.6, 1.2), -1.0));
      vec3 eye = vec3(0.0, 0.5, 4.0);
      float t = 0.0;
      bool hit = false;
      for (int i = 0; i < 48; ++i) {
        float d = field(eye + direction * t);
        if (d < 0.002) { hit = true; break; }
        t += d;
        if (t > 12.0) break;
      }
      vec3 sky = mix(vec3(0.7, 0.8, 0.9), vec3(0.2, 0.4, 0.8), uv.y);
      vec3 colour = sky;
      if (hit) {
        vec3 p = eye + direction * t;
        vec3 n = normalAt(p);
        vec3 light = normalize(vec3(0.6, 0.8, 0.4));
        float shade = 1.0;
        float s = 0.05;
        for (int i = 0; i < 16; ++i) {
          float d = field(p + light * s);
          shade = min(shade, 8.0 * d / s);
          s += clamp(d, 0.02, 0.4);
          if (shade < 0.01 || s > 4.0) break;
        }
        float diffuse = max(dot(n, light), 0.0) * clamp(shade, 0.0, 1.0);
        vec3 base = p.y < -0.99 ? vec3(0.6) : vec3(0.9, 0.4, 0.2);
        colour = mix(base * (0.15 + diffuse), sky, clamp(t / 12.0, 0.0, 1.0));
      }
      result = vec4(sqrt(colour), 1.0);
    }`,
  );
  gl.useProgram(march);
  time = gl.getUniformLocation(march, 'time');
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 16) * 0.1);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
