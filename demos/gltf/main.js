// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plain three.js page: nothing in this file knows of soft-webgl2.

import * as THREE from 'three';
import {OrbitControls} from 'three/addons/controls/OrbitControls.js';
import {RoomEnvironment} from 'three/addons/environments/RoomEnvironment.js';
import {GLTFLoader} from 'three/addons/loaders/GLTFLoader.js';
import {EffectComposer} from 'three/addons/postprocessing/EffectComposer.js';
import {OutputPass} from 'three/addons/postprocessing/OutputPass.js';
import {RenderPass} from 'three/addons/postprocessing/RenderPass.js';
import {UnrealBloomPass} from 'three/addons/postprocessing/UnrealBloomPass.js';

const canvas = document.querySelector('canvas');
const renderer = new THREE.WebGLRenderer({canvas});
renderer.shadowMap.enabled = true;
renderer.toneMapping = THREE.ACESFilmicToneMapping;

const scene = new THREE.Scene();
scene.background = new THREE.Color(0x1a1d23);
scene.environment = new THREE.PMREMGenerator(renderer).fromScene(new RoomEnvironment(), 0.04).texture;
scene.environmentIntensity = 0.5;

const camera = new THREE.PerspectiveCamera(40, 1, 0.1, 50);
camera.position.set(0, 2.4, 6);
const controls = new OrbitControls(camera, canvas);
controls.target.set(0, 1, 0);
controls.autoRotate = !matchMedia('(prefers-reduced-motion: reduce)').matches;

const sun = new THREE.DirectionalLight(0xfff0dd, 3);
sun.position.set(3, 6, 2);
sun.castShadow = true;
sun.shadow.mapSize.set(512, 512);
scene.add(sun);

const floor = new THREE.Mesh(
  new THREE.CircleGeometry(4, 48),
  new THREE.MeshStandardMaterial({color: 0x59616d, roughness: 0.9}),
);
floor.rotation.x = -Math.PI / 2;
floor.receiveShadow = true;
scene.add(floor);

const lamp = new THREE.Mesh(
  new THREE.SphereGeometry(0.16, 24, 16),
  new THREE.MeshStandardMaterial({color: 0x000000, emissive: 0xffa040, emissiveIntensity: 6}),
);
lamp.position.set(1.5, 1.9, 0.6);
scene.add(lamp);

const model = await new GLTFLoader().loadAsync(new URL('./knot.glb', import.meta.url).href);
model.scene.traverse((part) => (part.castShadow = part.receiveShadow = true));
const box = new THREE.Box3().setFromObject(model.scene);
const size = box.getSize(new THREE.Vector3());
model.scene.scale.setScalar(2 / Math.max(size.x, size.y, size.z));
model.scene.position.y = 1.25;
scene.add(model.scene);

const composer = new EffectComposer(renderer);
composer.addPass(new RenderPass(scene, camera));
const bloom = new UnrealBloomPass(new THREE.Vector2(256, 160), 0.5, 0.4, 1);
composer.addPass(bloom);
composer.addPass(new OutputPass());

function resize() {
  const {clientWidth: width, clientHeight: height} = canvas.parentElement;
  renderer.setSize(width, height, false);
  composer.setSize(width, height);
  camera.aspect = width / height;
  camera.updateProjectionMatrix();
}
new ResizeObserver(resize).observe(canvas.parentElement);
resize();
renderer.setAnimationLoop(() => {
  controls.update();
  composer.render();
});
