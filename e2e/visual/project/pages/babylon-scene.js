// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {FreeCamera} from '@babylonjs/core/Cameras/freeCamera.js';
import {Engine} from '@babylonjs/core/Engines/engine.js';
import {HemisphericLight} from '@babylonjs/core/Lights/hemisphericLight.js';
import '@babylonjs/core/Materials/standardMaterial.js';
import {Vector3} from '@babylonjs/core/Maths/math.vector.js';
import {MeshBuilder} from '@babylonjs/core/Meshes/meshBuilder.js';
import {Scene} from '@babylonjs/core/scene.js';

export async function makeScene(canvas) {
  const engine = new Engine(canvas, true);
  const scene = new Scene(engine);
  const camera = new FreeCamera('camera', new Vector3(0, 2, -5), scene);
  camera.setTarget(Vector3.Zero());
  new HemisphericLight('light', new Vector3(0.3, 1, 0), scene);
  const box = MeshBuilder.CreateBox('box', {size: 1.6}, scene);
  MeshBuilder.CreateTorus('ring', {diameter: 3.2, thickness: 0.4, tessellation: 40}, scene);
  const draw = (seconds) => {
    box.rotation.y = seconds;
    scene.render();
  };
  // Waits while frames are drawn, as it would in a page.
  engine.runRenderLoop(() => draw(performance.now() / 1000));
  await scene.whenReadyAsync();
  return {engine, draw};
}
