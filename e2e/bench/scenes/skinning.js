// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A tube of 20,000 vertices bent by 32 bones, whose matrices the vertex shader fetches from a texture of floats.

import {attribute, buffer, lookAt, multiply, perspective, program} from '../gl.js';

export const name = 'skinning';

const bones = 32;
const columns = 100;
const rows = 200;
const matrices = new Float32Array(bones * 16);
let count;

export function setup(gl) {
  const skinned = program(
    gl,
    `precision highp float;
    uniform highp sampler2D bones;
    uniform mat4 camera;
    layout(location = 0) in vec3 position;
    layout(location = 1) in vec4 joints;
    out vec3 shade;
    mat4 bone(float number) {
      int row = int(number);
      return mat4(texelFetch(bones, ivec2(0, row), 0), texelFetch(bones, ivec2(1, row), 0),
                  texelFetch(bones, ivec2(2, row), 0), texelFetch(bones, ivec2(3, row), 0));
    }
    void main() {
      mat4 skin = bone(joints.x) * joints.z + bone(joints.y) * joints.w;
      vec4 at = skin * vec4(position, 1);
      shade = 0.5 + 0.5 * (skin * vec4(normalize(vec3(position.x, 0, position.z)), 0)).xyz;
      gl_Position = camera * at;
    }`,
    `precision highp float;
    in vec3 shade;
    out vec4 result;
    void main() { result = vec4(shade, 1); }`,
  );
  const vertices = [];
  const indices = [];
  for (let row = 0; row <= rows; ++row) {
    const along = (row / rows) * (bones - 1);
    const first = Math.min(Math.floor(along), bones - 2);
    for (let column = 0; column < columns; ++column) {
      const angle = (column / columns) * 2 * Math.PI;
      vertices.push(Math.cos(angle), (row / rows) * 8 - 4, Math.sin(angle));
      vertices.push(first, first + 1, 1 - (along - first), along - first);
      if (row === rows) continue;
      const a = row * columns + column;
      const b = row * columns + ((column + 1) % columns);
      indices.push(a, a + columns, b, b, a + columns, b + columns);
    }
  }
  buffer(gl, gl.ARRAY_BUFFER, new Float32Array(vertices));
  attribute(gl, 0, 3, 28, 0);
  attribute(gl, 1, 4, 28, 12);
  buffer(gl, gl.ELEMENT_ARRAY_BUFFER, new Uint32Array(indices));
  count = indices.length;
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, 4, bones);
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
    gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
  }
  gl.useProgram(skinned);
  const camera = multiply(perspective(0.9, 4 / 3, 1, 50), lookAt([2, 1, 10], [0, 0, 0]));
  gl.uniformMatrix4fv(gl.getUniformLocation(skinned, 'camera'), false, camera);
  gl.enable(gl.DEPTH_TEST);
}

export function frame(gl, i) {
  for (let bone = 0; bone < bones; ++bone) {
    const angle = Math.sin((i % 32) * 0.2 + bone * 0.3) * 0.4;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    matrices.set([c, 0, -s, 0, 0, 1, 0, 0, s, 0, c, 0, Math.sin(bone * 0.3 + (i % 32) * 0.2), 0, 0, 1], bone * 16);
  }
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 4, bones, gl.RGBA, gl.FLOAT, matrices);
  gl.clearColor(0.1, 0.1, 0.1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 0);
}
