// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Standard materials with a shadow map, textures and an environment, turning.

import * as THREE from 'three';

const host = document.querySelector('#host');
const renderer = new THREE.WebGLRenderer({antialias: true});
renderer.setSize(host.clientWidth, host.clientHeight);
renderer.shadowMap.enabled = true;
host.append(renderer.domElement);

const scene = new THREE.Scene();
scene.background = new THREE.Color('#20242c');
const camera = new THREE.PerspectiveCamera(45, host.clientWidth / host.clientHeight, 0.1, 50);
camera.position.set(0, 3.4, 8);
camera.lookAt(0, 0.6, 0);
scene.add(new THREE.HemisphereLight('#dfe8ff', '#6b5a45', 1.2));
const sun = new THREE.DirectionalLight('#fff2dd', 2.5);
sun.position.set(4, 7, 3);
sun.castShadow = true;
sun.shadow.mapSize.set(1024, 1024);
scene.add(sun);

const paint = document.createElement('canvas');
paint.width = paint.height = 256;
const context = paint.getContext('2d');
for (let i = 0; i < 64; ++i) {
  context.fillStyle = (i + (i >> 3)) % 2 ? '#c8a878' : '#806040';
  context.fillRect((i % 8) * 32, (i >> 3) * 32, 32, 32);
}
const map = new THREE.CanvasTexture(paint);
map.colorSpace = THREE.SRGBColorSpace;
map.wrapS = map.wrapT = THREE.RepeatWrapping;
map.repeat.set(4, 4);
map.anisotropy = 4;
const floor = new THREE.Mesh(new THREE.PlaneGeometry(20, 20), new THREE.MeshStandardMaterial({map, roughness: 0.9}));
floor.rotation.x = -Math.PI / 2;
floor.receiveShadow = true;
scene.add(floor);

const turning = [];
for (let i = 0; i < 12; ++i) {
  const angle = (i / 12) * 2 * Math.PI;
  const shape = i % 2 ? new THREE.TorusKnotGeometry(0.4, 0.14, 96, 16) : new THREE.SphereGeometry(0.55, 48, 24);
  const material = new THREE.MeshStandardMaterial({
    color: new THREE.Color().setHSL(i / 12, 0.5, 0.55),
    metalness: (i % 3) / 2,
    roughness: 0.2 + (i % 4) / 5,
  });
  const mesh = new THREE.Mesh(shape, material);
  mesh.position.set(2.8 * Math.cos(angle), 0.7, 2.8 * Math.sin(angle));
  mesh.castShadow = mesh.receiveShadow = true;
  scene.add(mesh);
  turning.push(mesh);
}
renderer.setAnimationLoop((now) => {
  for (const [i, mesh] of turning.entries()) mesh.rotation.set(now / 900 + i, now / 700, 0);
  renderer.render(scene, camera);
});
