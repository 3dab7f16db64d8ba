// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A program of middling size compiled, linked and drawn with, never from the same source twice: neither a driver's cache
// nor the browser's can help.

import {program} from '../gl.js';

export const name = 'shader compile';

// Of this page alone, so that the next run cannot meet this one's sources.
const nonce = Math.floor(Math.random() * 1e9);

function sources(i) {
  const own = `k${nonce}_${i}`;
  const vertex = `
    uniform vec2 offset_${own};
    out vec3 at;
    void main() {
      vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
      at = vec3(corner + offset_${own}, ${1 + (i % 97)}.0e-9);
      gl_Position = vec4(corner, 0.0, 1.0);
    }`;
  const fragment = `
    precision highp float;
    in vec3 at;
    out vec4 result;
    struct Light_${own} { vec3 direction; vec3 colour; float power; };
    float random_${own}(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 0.5); }
    float noise_${own}(vec2 p) {
      vec2 i = floor(p);
      vec2 f = fract(p);
      vec2 u = f * f * (3.0 - 2.0 * f);
      float a = random_${own}(i), b = random_${own}(i + vec2(1.0, 0.0));
      float c = random_${own}(i + vec2(0.0, 1.0)), d = random_${own}(i + vec2(1.0, 1.0));
      return mix(mix(a, b, u.x), mix(c, d, u.x), u.y);
    }
    float layers_${own}(vec2 p) {
      float sum = 0.0, scale = 0.5;
      for (int i = 0; i < 4; ++i) {
        sum += scale * noise_${own}(p);
        p *= 2.0;
        scale *= 0.5;
      }
      return sum;
    }
    vec3 shade_${own}(Light_${own} light, vec3 normal, vec3 base) {
      float diffuse = max(dot(normal, normalize(light.direction)), 0.0);
      vec3 halfway = normalize(normalize(light.direction) + vec3(0.0, 0.0, 1.0));
      float highlight = pow(max(dot(normal, halfway), 0.0), light.power);
      return base * light.colour * diffuse + light.colour * highlight * 0.3;
    }
    void main() {
      vec2 p = at.xy * 4.0;
      float height = layers_${own}(p);
      vec3 normal = normalize(vec3(height - layers_${own}(p + vec2(0.05, 0.0)), height - layers_${own}(p + vec2(0.0, 0.05)), 0.2));
      vec3 base = mix(vec3(0.2, 0.4, 0.1), vec3(0.9, 0.9, 0.95), smoothstep(0.2, 0.6, height));
      Light_${own} first = Light_${own}(vec3(0.4, 0.5, 0.8), vec3(1.0, 0.9, 0.8), 16.0);
      Light_${own} second = Light_${own}(vec3(-0.6, 0.2, 0.5), vec3(0.2, 0.3, 0.5), 8.0);
      vec3 colour = shade_${own}(first, normal, base) + shade_${own}(second, normal, base) + at.z;
      result = vec4(sqrt(clamp(colour, 0.0, 1.0)), 1.0);
    }`;
  return [vertex, fragment];
}

export function setup(gl) {
  gl.clearColor(0, 0, 0, 1);
}

export function frame(gl, i) {
  const made = program(gl, ...sources(i));
  gl.useProgram(made);
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(0, 0, 96, 96); // the compiler is on trial here, not the fill rate
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  gl.disable(gl.SCISSOR_TEST);
  gl.deleteProgram(made);
}
