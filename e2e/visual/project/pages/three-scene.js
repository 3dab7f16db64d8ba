// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A standard material with shadows, for a browser and for Node.

import * as THREE from 'three';

export function makeScene(canvas) {
  const renderer = new THREE.WebGLRenderer({canvas, antialias: true});
  renderer.setSize(320, 240, false);
  renderer.shadowMap.enabled = true;
  renderer.toneMapping = THREE.ACESFilmicToneMapping;
  const camera = new THREE.PerspectiveCamera(45, 4 / 3, 0.1, 50);
  camera.position.set(3, 2.5, 4);
  camera.lookAt(0, 0, 0);
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(0x203040);
  const material = new THREE.MeshStandardMaterial({color: 0xd06030, roughness: 0.35, metalness: 0.2});
  const knot = new THREE.Mesh(new THREE.TorusKnotGeometry(0.9, 0.3, 96, 16), material);
  knot.castShadow = true;
  const floor = new THREE.Mesh(new THREE.PlaneGeometry(20, 20), new THREE.MeshStandardMaterial({color: 0x909090}));
  floor.rotation.x = -Math.PI / 2;
  floor.position.y = -1.4;
  floor.receiveShadow = true;
  const light = new THREE.DirectionalLight(0xffffff, 3);
  light.position.set(3, 6, 2);
  light.castShadow = true;
  scene.add(knot, floor, light, new THREE.AmbientLight(0xffffff, 0.5));
  return (seconds) => {
    knot.rotation.y = seconds;
    renderer.render(scene, camera);
  };
}
