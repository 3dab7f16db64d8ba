// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {
  Camera,
  Mesh,
  NormalProgram,
  Orbit,
  Program,
  RenderTarget,
  Renderer,
  Sphere,
  Texture,
  Torus,
  Transform,
  Triangle,
} from 'ogl';
import {canvasIn, checks} from './common.js';

export default async function draw(host) {
  void Orbit;
  const canvas = canvasIn(host);
  const renderer = new Renderer({
    canvas,
    width: canvas.width,
    height: canvas.height,
    dpr: 1,
    antialias: true,
    preserveDrawingBuffer: true,
  });
  const {gl} = renderer;
  gl.clearColor(0.9, 0.9, 1, 1);
  const camera = new Camera(gl, {fov: 35, aspect: canvas.width / canvas.height});
  camera.position.set(0, 1, 7);
  camera.lookAt([0, 0, 0]);
  const scene = new Transform();
  const torus = new Mesh(gl, {geometry: new Torus(gl, {tube: 0.4}), program: new NormalProgram(gl)});
  torus.setParent(scene);
  torus.rotation.set(1, 0.4, 0);
  const sphere = new Mesh(gl, {geometry: new Sphere(gl, {radius: 0.6}), program: new NormalProgram(gl)});
  sphere.setParent(scene);
  sphere.position.set(1.4, 0.6, 0);
  const target = new RenderTarget(gl, {width: 256, height: 256});
  renderer.render({scene, camera, target});
  const post = new Program(gl, {
    vertex:
      'attribute vec2 uv, position; varying vec2 at; void main() { at = uv; gl_Position = vec4(position, 0, 1); }',
    fragment: `precision highp float; uniform sampler2D a, b; varying vec2 at;
      void main() { gl_FragColor = texture2D(a, at + .01 * sin(at.yx * 20.)) * .8 + .2 * texture2D(b, at * 3.); }`,
    uniforms: {
      a: {value: target.texture},
      b: {value: new Texture(gl, {image: checks(), wrapS: gl.REPEAT, wrapT: gl.REPEAT})},
    },
  });
  renderer.render({scene: new Mesh(gl, {geometry: new Triangle(gl), program: post})});
}
