// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {makeScene} from './plain-scene.js';

addEventListener('message', ({data: {canvas, seconds}}) => {
  makeScene(canvas.getContext('webgl2', {alpha: false}))(seconds);
});
