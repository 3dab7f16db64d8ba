// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import * as twgl from 'twgl.js';
import {canvasIn, checks} from './common.js';

export default async function draw(host) {
  const canvas = canvasIn(host);
  const gl = canvas.getContext('webgl', {preserveDrawingBuffer: true});
  const program = twgl.createProgramInfo(gl, [
    `uniform mat4 matrix; attribute vec4 position; attribute vec3 normal; attribute vec2 texcoord; varying vec3 n; varying vec2 uv;
     void main() { n = normal; uv = texcoord; gl_Position = matrix * position; }`,
    `precision mediump float; uniform sampler2D map; uniform samplerCube sky; varying vec3 n; varying vec2 uv;
     void main() { gl_FragColor = texture2D(map, uv) * (.4 + .6 * max(0., dot(normalize(n), vec3(.6, .6, .5)))) + .3 * textureCube(sky, n); }`,
  ]);
  const sky = twgl.createTexture(gl, {
    target: gl.TEXTURE_CUBE_MAP,
    width: 1,
    height: 1,
    src: new Uint8Array([
      255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 0, 255, 0, 255, 255, 255, 255, 0, 255, 255,
    ]),
  });
  const uniforms = {map: twgl.createTexture(gl, {src: checks(), mag: gl.LINEAR}), sky};
  gl.enable(gl.DEPTH_TEST);
  gl.enable(gl.CULL_FACE);
  gl.clearColor(0.1, 0.1, 0.2, 1);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.useProgram(program.program);
  const {primitives, m4} = twgl;
  const shapes = [
    primitives.createTorusBufferInfo(gl, 1, 0.4, 32, 24),
    primitives.createSphereBufferInfo(gl, 0.8, 32, 24),
    primitives.createCubeBufferInfo(gl, 1.2),
  ];
  for (const [i, shape] of shapes.entries()) {
    const projection = m4.perspective(0.7, canvas.width / canvas.height, 0.5, 100);
    const view = m4.inverse(m4.lookAt([0, 3, 7], [0, 0, 0], [0, 1, 0]));
    uniforms.matrix = m4.multiply(
      m4.multiply(projection, view),
      m4.rotateX(m4.translation([(i - 1) * 2.4, 0, 0]), 0.6),
    );
    twgl.setBuffersAndAttributes(gl, program, shape);
    twgl.setUniforms(program, uniforms);
    twgl.drawBufferInfo(gl, shape);
  }
}
