// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {makeScene} from './three-scene.js';

const draw = makeScene(document.querySelector('canvas'));
requestAnimationFrame(function frame(time) {
  draw(time / 1000);
  requestAnimationFrame(frame);
});
