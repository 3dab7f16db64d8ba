// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 24 point lights from a uniform block, by index, for each pixel.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'light list';

const count = 24;
const lights = new Float32Array(count * 8);

export function setup(gl) {
  const pass = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    struct Light { vec4 place; vec4 colour; };
    layout(std140) uniform Lights { Light lights[${count}]; };
    in vec2 uv;
    out vec4 result;
    void main() {
      vec3 at = vec3(uv * 2.0 - 1.0, 0);
      vec3 normal = normalize(vec3(sin(uv.x * 40.0), sin(uv.y * 40.0), 2.0));
      vec3 eye = vec3(0, 0, 1);
      vec3 sum = vec3(0.02);
      for (int i = 0; i < ${count}; ++i) {
        vec3 to = lights[i].place.xyz - at;
        float far = dot(to, to);
        if (far > lights[i].place.w) continue;
        vec3 direction = to * inversesqrt(far);
        float diffuse = max(dot(normal, direction), 0.0);
        float specular = pow(max(dot(normal, normalize(direction + eye)), 0.0), 32.0);
        float fade = 1.0 - far / lights[i].place.w;
        sum += lights[i].colour.rgb * (diffuse + specular) * fade * fade;
      }
      result = vec4(sum, 1);
    }`,
  );
  gl.useProgram(pass);
  gl.bindBuffer(gl.UNIFORM_BUFFER, gl.createBuffer());
  gl.bufferData(gl.UNIFORM_BUFFER, lights.byteLength, gl.DYNAMIC_DRAW);
  gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, gl.getParameter(gl.UNIFORM_BUFFER_BINDING));
}

export function frame(gl, i) {
  for (let k = 0; k < count; ++k) {
    const angle = k * 2.4 + (i % 32) * 0.1;
    const radius = 0.15 + (0.8 * k) / count;
    lights.set([radius * Math.cos(angle), radius * Math.sin(angle), 0.2, 0.5, (k % 3) / 2, (k % 5) / 4, 0.6, 1], k * 8);
  }
  gl.bufferSubData(gl.UNIFORM_BUFFER, 0, lights);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
