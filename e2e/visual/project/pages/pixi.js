// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {Application} from 'pixi.js';
import {fill, kOptions} from './pixi-scene.js';

const app = new Application();
await app.init({canvas: document.querySelector('canvas'), preference: 'webgl', ...kOptions});
const turn = fill(app.stage);
app.ticker.add(({lastTime}) => turn(lastTime / 1000)); // of the frame before
globalThis.ready = true;
