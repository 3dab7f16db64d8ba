// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Physically based materials on a table, with filtered shadows, under a turning camera.

import {ArcRotateCamera} from '@babylonjs/core/Cameras/arcRotateCamera.js';
import {Engine} from '@babylonjs/core/Engines/engine.js';
import {DirectionalLight} from '@babylonjs/core/Lights/directionalLight.js';
import {HemisphericLight} from '@babylonjs/core/Lights/hemisphericLight.js';
import {ShadowGenerator} from '@babylonjs/core/Lights/Shadows/shadowGenerator.js';
import '@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent.js';
import {PBRMaterial} from '@babylonjs/core/Materials/PBR/pbrMaterial.js';
import {Color3} from '@babylonjs/core/Maths/math.color.js';
import {Vector3} from '@babylonjs/core/Maths/math.vector.js';
import {CreateGround} from '@babylonjs/core/Meshes/Builders/groundBuilder.js';
import {CreateSphere} from '@babylonjs/core/Meshes/Builders/sphereBuilder.js';
import {CreateTorusKnot} from '@babylonjs/core/Meshes/Builders/torusKnotBuilder.js';
import {Scene} from '@babylonjs/core/scene.js';

const host = document.querySelector('#host');
const canvas = document.createElement('canvas');
canvas.width = host.clientWidth;
canvas.height = host.clientHeight;
host.append(canvas);
const engine = new Engine(canvas, true, {}, false);
const scene = new Scene(engine);
const camera = new ArcRotateCamera('camera', -1.2, 1.1, 9, new Vector3(0, 0.7, 0), scene);
new HemisphericLight('sky', new Vector3(0, 1, 0), scene).intensity = 0.8;
const sun = new DirectionalLight('sun', new Vector3(-1, -2, 1.2), scene);
sun.position = new Vector3(4, 8, -5);
sun.intensity = 3;
const shadows = new ShadowGenerator(1024, sun);
shadows.usePercentageCloserFiltering = true;

function material(color, metallic, roughness) {
  const made = new PBRMaterial('', scene);
  made.albedoColor = color;
  made.metallic = metallic;
  made.roughness = roughness;
  return made;
}
const ground = CreateGround('ground', {width: 14, height: 14}, scene);
ground.material = material(new Color3(0.35, 0.28, 0.2), 0, 0.85);
ground.receiveShadows = true;
for (let i = 0; i < 10; ++i) {
  const angle = (i / 10) * 2 * Math.PI;
  const mesh =
    i % 2
      ? CreateSphere('', {diameter: 1.1, segments: 24}, scene)
      : CreateTorusKnot('', {radius: 0.45, tube: 0.15, radialSegments: 96, tubularSegments: 16}, scene);
  mesh.position.set(2.8 * Math.cos(angle), 0.7, 2.8 * Math.sin(angle));
  mesh.material = material(Color3.FromHSV(36 * i, 0.6, 0.8), i % 3 === 0 ? 1 : 0, 0.15 + 0.08 * i);
  mesh.receiveShadows = true;
  shadows.addShadowCaster(mesh);
}
engine.runRenderLoop(() => {
  camera.alpha += 0.01;
  scene.render();
});
