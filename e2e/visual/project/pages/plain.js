// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {makeScene} from './plain-scene.js';

const samples = Number(new URLSearchParams(location.search).get('samples'));
const gl = document.querySelector('canvas').getContext('webgl2', {antialias: false});
const draw = makeScene(gl, samples);
requestAnimationFrame(function frame(time) {
  draw(time / 1000);
  requestAnimationFrame(frame);
});
