// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Prints the hash of a picture with shadows, made by three.js.

import * as THREE from 'three';
import {createCanvas} from 'soft-webgl2/node';
import {isBlank, renderingHash} from 'soft-webgl2/visual';

const canvas = createCanvas(320, 240);
const renderer = new THREE.WebGLRenderer({canvas, antialias: true});
renderer.shadowMap.enabled = true;
const camera = new THREE.PerspectiveCamera(50, 4 / 3, 0.1, 10);
camera.position.set(0, 1, 3);
camera.lookAt(0, 0, 0);

const light = new THREE.DirectionalLight(0xffffff, 3);
light.position.set(1, 2, 1);
const knot = new THREE.Mesh(
  new THREE.TorusKnotGeometry(0.5, 0.2),
  new THREE.MeshStandardMaterial({color: 0xcc5522, roughness: 0.4}),
);
const floor = new THREE.Mesh(new THREE.PlaneGeometry(5, 5), new THREE.MeshStandardMaterial());
floor.rotation.x = -Math.PI / 2;
floor.position.y = -0.8;
light.castShadow = knot.castShadow = knot.receiveShadow = floor.receiveShadow = true;
const scene = new THREE.Scene();
scene.add(light, new THREE.AmbientLight(0x404040), knot, floor);

renderer.render(scene, camera);
const picture = {width: canvas.width, height: canvas.height, data: canvas.toBuffer('raw')};
if (isBlank(picture)) throw new Error('nothing was drawn');
console.log(renderingHash(picture));
