// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sprites that drift over each other and add up, some of them blurred.

import {Application, BlurFilter, Container, Graphics, Sprite} from 'pixi.js';

const host = document.querySelector('#host');
const {clientWidth: width, clientHeight: height} = host;
const app = new Application();
await app.init({width, height, background: '#14161b', antialias: true, preference: 'webgl'});
host.append(app.canvas);

const disc = new Graphics();
for (let radius = 32; radius > 0; radius -= 2) disc.circle(0, 0, radius).fill({color: '#ffffff', alpha: 0.06});
const texture = app.renderer.generateTexture(disc);
const blurred = new Container();
blurred.filters = [new BlurFilter({strength: 6, quality: 2})];
app.stage.addChild(blurred);
const colours = [0xc8553d, 0xe0a458, 0xf2d0a4, 0x588b8b, 0x7b6d8d];
const sprites = Array.from({length: 2400}, (_, i) => {
  const sprite = new Sprite({texture, anchor: 0.5, blendMode: 'add', tint: colours[i % colours.length]});
  sprite.scale.set(0.2 + 0.4 * ((i * 0.618034) % 1));
  (i % 8 === 0 ? blurred : app.stage).addChild(sprite);
  return sprite;
});
let time = 0;
app.ticker.add(({deltaMS}) => {
  time += deltaMS / 4000;
  for (const [i, sprite] of sprites.entries()) {
    const angle = i * 2.399963 + time; // the golden angle
    const radius = Math.sqrt(i / sprites.length) * (0.8 + 0.2 * Math.sin(2 * time + i));
    sprite.position.set(
      width * (0.5 + 0.46 * radius * Math.cos(angle)),
      height * (0.5 + 0.46 * radius * Math.sin(angle)),
    );
  }
});
