// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plain PixiJS page: nothing in this file knows of soft-webgl2.

import {Application, Graphics, Sprite} from 'pixi.js';

const stage = document.querySelector('#pixi');
const app = new Application();
await app.init({resizeTo: stage, background: '#14161b', antialias: true, preference: 'webgl'});
app.canvas.setAttribute('role', 'img');
app.canvas.setAttribute('aria-label', 'Soft discs in warm colours that drift and blend');
stage.append(app.canvas);

const disc = new Graphics();
for (let r = 32; r > 0; r -= 2) disc.circle(0, 0, r).fill({color: '#ffffff', alpha: 0.06});
const texture = app.renderer.generateTexture(disc);
const colours = [0xc8553d, 0xe0a458, 0xf2d0a4, 0x588b8b, 0x7b6d8d];
const sprites = Array.from({length: 2000}, (_, i) => {
  const sprite = new Sprite({texture, anchor: 0.5, blendMode: 'add', tint: colours[i % colours.length]});
  sprite.seed = i * 2.399963; // the golden angle
  sprite.scale.set(0.15 + 0.35 * ((i * 0.618034) % 1));
  app.stage.addChild(sprite);
  return sprite;
});
let time = 0;
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
app.ticker.add(({deltaMS}) => {
  if (!still || time === 0) time += deltaMS / 4000;
  const {width, height} = app.screen;
  for (const [i, sprite] of sprites.entries()) {
    const radius = Math.sqrt(i / sprites.length) * (0.8 + 0.2 * Math.sin(time * 2 + sprite.seed));
    sprite.x = width / 2 + radius * 0.46 * width * Math.cos(sprite.seed + time);
    sprite.y = height / 2 + radius * 0.46 * height * Math.sin(sprite.seed + time);
  }
});
