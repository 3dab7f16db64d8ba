// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// node node-scenes.mjs <name> <seconds>: the hash of a page's scene, drawn here.

import {renderingHash, createCanvas} from 'soft-webgl2/node';

const [name, text] = process.argv.slice(2);
const seconds = Number(text);
const canvas = createCanvas(320, 240);

const scenes = {
  async three() {
    const {makeScene} = await import('./pages/three-scene.js');
    makeScene(canvas)(seconds);
  },
  async regl() {
    const {makeScene} = await import('./pages/regl-scene.js');
    makeScene(canvas.getContext('webgl', {antialias: true}))(seconds);
  },
  async plain() {
    const {makeScene} = await import('./pages/plain-scene.js');
    makeScene(canvas.getContext('webgl2', {antialias: false}))(seconds);
  },
  async babylon() {
    await import('soft-webgl2/node/globals');
    const {makeScene} = await import('./pages/babylon-scene.js');
    const {engine, draw} = await makeScene(canvas);
    engine.stopRenderLoop();
    draw(seconds);
  },
  async pixi() {
    await import('soft-webgl2/node/globals');
    const {Container, WebGLRenderer} = await import('pixi.js');
    const {fill, kOptions} = await import('./pages/pixi-scene.js');
    const renderer = new WebGLRenderer();
    await renderer.init({canvas, ...kOptions});
    const stage = new Container();
    fill(stage)(seconds - 0.016);
    renderer.render(stage);
  },
};
await scenes[name]();
const hash = renderingHash({width: canvas.width, height: canvas.height, data: canvas.toBuffer('raw')});
process.stdout.write(`${hash}\n`, () => process.exit()); // libraries keep timers
