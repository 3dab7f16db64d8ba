// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Timers, chance, a date: all that makes a picture differ from run to run.

import {makeScene} from './plain-scene.js';

const gl = document.querySelector('canvas').getContext('webgl2');
const draw = makeScene(gl);
let ticks = 0;
setInterval(() => ++ticks, 50);
const start = Date.now();
const chance = crypto.getRandomValues(new Uint8Array(1))[0] / 255 + Math.random();
requestAnimationFrame(function frame() {
  draw(chance + ticks / 10 + (Date.now() - start) / 10_000);
  requestAnimationFrame(frame);
});
