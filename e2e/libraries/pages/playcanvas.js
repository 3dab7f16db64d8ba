// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import * as pc from 'playcanvas';
import {after, canvasIn} from './common.js';

export default async function draw(host) {
  const canvas = canvasIn(host);
  const app = new pc.Application(canvas, {graphicsDeviceOptions: {preserveDrawingBuffer: true, antialias: true}});
  app.setCanvasFillMode(pc.FILLMODE_NONE, canvas.width, canvas.height);
  app.setCanvasResolution(pc.RESOLUTION_FIXED, canvas.width, canvas.height);
  app.start();
  app.scene.ambientLight = new pc.Color(0.2, 0.2, 0.25);
  const camera = new pc.Entity();
  camera.addComponent('camera', {clearColor: new pc.Color(0.4, 0.5, 0.6)});
  camera.setPosition(0, 2.5, 6);
  camera.lookAt(0, 0, 0);
  const light = new pc.Entity();
  light.addComponent('light', {
    type: 'directional',
    castShadows: true,
    shadowDistance: 20,
    shadowResolution: 1024,
    normalOffsetBias: 0.05,
  });
  light.setEulerAngles(50, 30, 0);
  app.root.addChild(camera);
  app.root.addChild(light);
  const add = (type, position, color, scale = 1) => {
    const material = new pc.StandardMaterial();
    material.diffuse = new pc.Color(...color);
    material.gloss = 0.6;
    material.useMetalness = true;
    material.metalness = 0.3;
    material.update();
    const entity = new pc.Entity();
    entity.addComponent('render', {type, material});
    entity.setPosition(...position);
    entity.setLocalScale(scale, type === 'plane' ? 1 : scale, scale);
    app.root.addChild(entity);
    return entity;
  };
  add('plane', [0, -0.6, 0], [0.7, 0.7, 0.6], 10);
  add('box', [-1.6, 0, 0], [0.9, 0.3, 0.2]).setEulerAngles(0, 30, 0);
  add('sphere', [0, 0, 0], [0.2, 0.7, 0.3]);
  add('cone', [1.6, 0, 0], [0.2, 0.3, 0.9]);
  add('torus', [0, 1.2, -0.5], [0.9, 0.8, 0.2]).setEulerAngles(60, 0, 0);
  for (let i = 0; i < 6; ++i) await after(100);
  app.autoRender = false;
}
