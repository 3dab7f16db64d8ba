// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plain three.js page: nothing in this file knows of soft-webgl2. `?time=1.5` shows one moment instead of moving.

import * as THREE from 'three';
import {RoomEnvironment} from 'three/addons/environments/RoomEnvironment.js';

const canvas = document.querySelector('canvas');
const status = document.querySelector('#status');

/** A checked pattern with a gradient, drawn on a 2D canvas. */
function checkedTexture(first, second, cells) {
  const size = 256;
  const image = document.createElement('canvas');
  image.width = image.height = size;
  const context = image.getContext('2d');
  const cell = size / cells;
  for (let y = 0; y < cells; ++y) {
    for (let x = 0; x < cells; ++x) {
      context.fillStyle = (x + y) % 2 === 0 ? first : second;
      context.fillRect(x * cell, y * cell, cell, cell);
    }
  }
  const texture = new THREE.CanvasTexture(image);
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.wrapS = texture.wrapT = THREE.RepeatWrapping;
  texture.anisotropy = 4;
  return texture;
}

function makeScene(renderer) {
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(0x20242c);
  const pmrem = new THREE.PMREMGenerator(renderer);
  scene.environment = pmrem.fromScene(new RoomEnvironment(), 0.04).texture;
  scene.environmentIntensity = 0.6;

  const knotTexture = checkedTexture('#c8553d', '#f2d0a4', 8);
  knotTexture.repeat.set(12, 2);
  const knot = new THREE.Mesh(
    new THREE.TorusKnotGeometry(0.8, 0.28, 160, 24),
    new THREE.MeshStandardMaterial({map: knotTexture, roughness: 0.35, metalness: 0.3}),
  );
  knot.position.y = 1.3;
  knot.castShadow = knot.receiveShadow = true;
  scene.add(knot);

  const floorTexture = checkedTexture('#6c7a89', '#aab7c4', 8);
  floorTexture.repeat.set(4, 4);
  const floor = new THREE.Mesh(
    new THREE.PlaneGeometry(12, 12),
    new THREE.MeshStandardMaterial({map: floorTexture, roughness: 0.8}),
  );
  floor.rotation.x = -Math.PI / 2;
  floor.receiveShadow = true;
  scene.add(floor);

  const sun = new THREE.DirectionalLight(0xfff1e0, 3);
  sun.position.set(3, 5, 2);
  sun.castShadow = true;
  sun.shadow.mapSize.set(1024, 1024);
  Object.assign(sun.shadow.camera, {left: -3, right: 3, top: 3, bottom: -3, near: 1, far: 12});
  sun.shadow.bias = -0.0005;
  scene.add(sun);
  return {scene, knot};
}

function start() {
  const renderer = new THREE.WebGLRenderer({canvas, antialias: false});
  renderer.setSize(canvas.width, canvas.height, false);
  renderer.toneMapping = THREE.ACESFilmicToneMapping;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = THREE.PCFShadowMap;

  const {scene, knot} = makeScene(renderer);
  const camera = new THREE.PerspectiveCamera(45, canvas.width / canvas.height, 0.1, 50);
  camera.position.set(0, 2.6, 5);
  camera.lookAt(0, 1, 0);

  function draw(seconds) {
    knot.rotation.set(0.3 * seconds, 0.5 * seconds, 0);
    renderer.render(scene, camera);
  }

  const gl = renderer.getContext();
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  const time = new URLSearchParams(location.search).get('time');
  if (time !== null) {
    draw(Number(time));
    status.textContent = `Drawn by: ${name}`;
    document.documentElement.dataset.picture = canvas.toDataURL();
    return;
  }

  let frames = 0;
  let since = performance.now();
  renderer.setAnimationLoop((now) => {
    draw(now / 1000);
    ++frames;
    if (now - since >= 1000) {
      status.textContent = `Drawn by: ${name}, ${((frames * 1000) / (now - since)).toFixed(1)} frames/s`;
      frames = 0;
      since = now;
    }
  });
}

try {
  start();
} catch (error) {
  canvas.remove();
  status.textContent = `No picture: ${error.message}`;
  throw error;
}
