// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {Application, Graphics} from 'pixi.js';

const app = new Application();
await app.init({
  canvas: document.querySelector('canvas'),
  width: 320,
  height: 240,
  background: '#102030',
  antialias: true,
  preference: 'webgl',
});
const star = new Graphics().star(160, 120, 7, 90, 40).fill('#ffb020').stroke({color: '#ffffff', width: 4});
star.pivot.set(160, 120);
star.position.set(160, 120);
app.stage.addChild(new Graphics().roundRect(20, 20, 280, 200, 30).fill('#2050a0'), star);
app.ticker.add(({lastTime}) => (star.rotation = lastTime / 1000));
globalThis.ready = true;
