// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A sphere of three.js' standard material, compiled and then drawn when the test says so.

import * as THREE from 'three';

const canvas = document.querySelector('canvas');
const renderer = new THREE.WebGLRenderer({canvas, antialias: true});
const scene = new THREE.Scene();
const material = new THREE.MeshStandardMaterial({color: 0xff8800});
scene.add(new THREE.Mesh(new THREE.SphereGeometry(1), material));
const light = new THREE.DirectionalLight(0xffffff, 3);
light.position.set(1, 2, 3);
scene.add(light);
const camera = new THREE.PerspectiveCamera(50, 200 / 150, 0.1, 10);
camera.position.z = 3;
renderer.compile(scene, camera);

window.counters = () => window.softWebgl2.getInfo(renderer.getContext()).counters;
window.linked = true;

/** Draws; what was counted before and afterwards, and the colour in the middle. */
window.draw = () => {
  const before = window.counters();
  renderer.render(scene, camera);
  const gl = renderer.getContext();
  const pixel = new Uint8Array(4);
  gl.readPixels(100, 75, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return {before, after: window.counters(), pixel: [...pixel]};
};
