// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Spheres over a floor: a depth pass from the light, then the view with a filtered comparison of four taps.

import {attribute, buffer, lookAt, multiply, orthographic, perspective, program, sphere} from '../gl.js';

export const name = 'shadow map';

const mapSize = 512;
let depthPass;
let viewPass;
let framebuffer;
let count;
let viewMatrix;

// The floor is a sphere, too, pressed flat: one mesh, one vertex format.
const vertexBody = `
    uniform mat4 matrix;
    uniform float time;
    layout(location = 0) in vec3 position;
    vec3 world() {
      if (gl_InstanceID == 0) return position * vec3(5.0, 0.02, 5.0) - vec3(0.0, 1.0, 0.0);
      float angle = time + float(gl_InstanceID) * 1.2566;
      return position * 0.6 + vec3(cos(angle) * 1.8, 0.1 * float(gl_InstanceID), sin(angle) * 1.8);
    }`;

export function setup(gl) {
  depthPass = program(
    gl,
    `${vertexBody}
    void main() { gl_Position = matrix * vec4(world(), 1.0); }`,
    `precision highp float;
    void main() {}`,
  );
  viewPass = program(
    gl,
    `${vertexBody}
    uniform mat4 light;
    out vec3 normal;
    out vec4 shadowAt;
    void main() {
      vec3 p = world();
      normal = gl_InstanceID == 0 ? vec3(0.0, 1.0, 0.0) : position;
      shadowAt = light * vec4(p, 1.0);
      gl_Position = matrix * vec4(p, 1.0);
    }`,
    `precision highp float;
    precision highp sampler2DShadow;
    uniform sampler2DShadow map;
    in vec3 normal;
    in vec4 shadowAt;
    out vec4 result;
    void main() {
      vec3 at = shadowAt.xyz / shadowAt.w * 0.5 + 0.5;
      float lit = 0.0;
      for (int i = 0; i < 4; ++i) {
        vec2 tap = (vec2(i & 1, i >> 1) - 0.5) * (1.5 / ${mapSize}.0);
        lit += texture(map, vec3(at.xy + tap, at.z - 0.004));
      }
      float diffuse = max(dot(normalize(normal), normalize(vec3(0.5, 1.0, 0.3))), 0.0);
      result = vec4(vec3(0.8, 0.75, 0.6) * (0.2 + 0.8 * diffuse * lit * 0.25), 1.0);
    }`,
  );
  const mesh = sphere(40, 24);
  count = mesh.indices.length;
  buffer(gl, gl.ARRAY_BUFFER, mesh.vertices);
  attribute(gl, 0, 3);
  buffer(gl, gl.ELEMENT_ARRAY_BUFFER, mesh.indices);

  const map = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, map);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.DEPTH_COMPONENT24, mapSize, mapSize);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_COMPARE_MODE, gl.COMPARE_REF_TO_TEXTURE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.DEPTH_ATTACHMENT, gl.TEXTURE_2D, map, 0);

  const light = multiply(orthographic(4, 4, 0.1, 20), lookAt([4, 8, 2.4], [0, 0, 0]));
  gl.useProgram(depthPass);
  gl.uniformMatrix4fv(gl.getUniformLocation(depthPass, 'matrix'), false, light);
  gl.useProgram(viewPass);
  gl.uniformMatrix4fv(gl.getUniformLocation(viewPass, 'light'), false, light);
  const aspect = gl.drawingBufferWidth / gl.drawingBufferHeight;
  viewMatrix = multiply(perspective(0.8, aspect, 0.1, 30), lookAt([0, 3.5, 6], [0, -0.3, 0]));
  gl.uniformMatrix4fv(gl.getUniformLocation(viewPass, 'matrix'), false, viewMatrix);
  gl.enable(gl.DEPTH_TEST);
  gl.enable(gl.CULL_FACE);
  gl.clearColor(0.4, 0.5, 0.6, 1);
}

export function frame(gl, i) {
  for (const [pass, target, width, height] of [
    [depthPass, framebuffer, mapSize, mapSize],
    [viewPass, null, gl.drawingBufferWidth, gl.drawingBufferHeight],
  ]) {
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.viewport(0, 0, width, height);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.useProgram(pass);
    gl.uniform1f(gl.getUniformLocation(pass, 'time'), i * 0.03);
    gl.drawElementsInstanced(gl.TRIANGLES, count, gl.UNSIGNED_INT, 0, 6);
  }
}
