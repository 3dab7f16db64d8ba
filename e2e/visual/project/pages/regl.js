// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {makeScene} from './regl-scene.js';

const draw = makeScene(document.querySelector('canvas').getContext('webgl', {antialias: true}));
requestAnimationFrame(function frame(time) {
  draw(time / 1000);
  requestAnimationFrame(frame);
});
