// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plain Babylon.js page: nothing in this file knows of soft-webgl2.

import {ArcRotateCamera} from '@babylonjs/core/Cameras/arcRotateCamera.js';
import {Engine} from '@babylonjs/core/Engines/engine.js';
import {DirectionalLight} from '@babylonjs/core/Lights/directionalLight.js';
import {HemisphericLight} from '@babylonjs/core/Lights/hemisphericLight.js';
import {ShadowGenerator} from '@babylonjs/core/Lights/Shadows/shadowGenerator.js';
import '@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent.js';
import {PBRMaterial} from '@babylonjs/core/Materials/PBR/pbrMaterial.js';
import {Color3, Color4} from '@babylonjs/core/Maths/math.color.js';
import {Vector3} from '@babylonjs/core/Maths/math.vector.js';
import {CreateCylinder} from '@babylonjs/core/Meshes/Builders/cylinderBuilder.js';
import {CreateSphere} from '@babylonjs/core/Meshes/Builders/sphereBuilder.js';
import {CreateTorusKnot} from '@babylonjs/core/Meshes/Builders/torusKnotBuilder.js';
import {Scene} from '@babylonjs/core/scene.js';

const canvas = document.querySelector('canvas');
const engine = new Engine(canvas, true, {}, false);
engine.canvasTabIndex = 0; // in the order of the page
const scene = new Scene(engine);
scene.clearColor = Color4.FromHexString('#1d2026ff');

const camera = new ArcRotateCamera('camera', -1.2, 1.15, 7.5, new Vector3(0, 0.9, 0), scene);
camera.attachControl(canvas, false);
camera.inputs.removeByType('ArcRotateCameraMouseWheelInput'); // the page scrolls
camera.useAutoRotationBehavior = !matchMedia('(prefers-reduced-motion: reduce)').matches;

new HemisphericLight('sky', new Vector3(0, 1, 0), scene).intensity = 0.9;
const sun = new DirectionalLight('sun', new Vector3(-1, -2, 1.2), scene);
sun.position = new Vector3(4, 8, -5);
sun.intensity = 3;
const shadows = new ShadowGenerator(512, sun);
shadows.usePercentageCloserFiltering = true;

function material(name, color, metallic, roughness) {
  const made = new PBRMaterial(name, scene);
  made.albedoColor = Color3.FromHexString(color).toLinearSpace();
  made.metallic = metallic;
  made.roughness = roughness;
  return made;
}

const table = CreateCylinder('table', {diameter: 7, height: 0.2, tessellation: 64}, scene);
table.material = material('wood', '#8a7663', 0, 0.8);
table.receiveShadows = true;
const colours = ['#c8553d', '#e0a458', '#588b8b', '#7b6d8d', '#d9d2c5'];
for (const [i, color] of colours.entries()) {
  const ball = CreateSphere('ball', {diameter: 1, segments: 32}, scene);
  const angle = (i * 2 * Math.PI) / colours.length;
  ball.position.set(2.2 * Math.cos(angle), 0.6, 2.2 * Math.sin(angle));
  ball.material = material(color, color, i % 2, 0.15 + 0.15 * i);
  shadows.addShadowCaster(ball);
}
const knot = CreateTorusKnot('knot', {radius: 0.7, tube: 0.22, radialSegments: 128, tubularSegments: 24}, scene);
knot.position.y = 1.5;
knot.material = material('brass', '#d8a24a', 0.6, 0.35);
shadows.addShadowCaster(knot);

scene.onBeforeRenderObservable.add(() => (knot.rotation.y += engine.getDeltaTime() / 2000));
engine.runRenderLoop(() => scene.render());
new ResizeObserver(() => engine.resize()).observe(canvas);
