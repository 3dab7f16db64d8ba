// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {
  AlphaFilter,
  Application,
  BlurFilter,
  ColorMatrixFilter,
  DisplacementFilter,
  Graphics,
  Sprite,
  Text,
  Texture,
} from 'pixi.js';
import {checks} from './common.js';

export default async function draw(host) {
  const app = new Application();
  await app.init({
    width: host.clientWidth,
    height: host.clientHeight,
    preference: 'webgl',
    background: '#123',
    antialias: true,
    autoStart: false,
    preserveDrawingBuffer: true,
  });
  host.append(app.canvas);
  const graphics = new Graphics().star(100, 90, 7, 70, 30).fill('#fa4').stroke({width: 4, color: '#fff'});
  graphics
    .circle(250, 80, 50)
    .fill({color: '#4af', alpha: 0.6})
    .roundRect(210, 90, 120, 60, 16)
    .fill({color: '#f4a', alpha: 0.6});
  app.stage.addChild(graphics);
  // Not the NoiseFilter: it makes noise of the last bits of a sine.
  const filters = [new BlurFilter({strength: 4}), new ColorMatrixFilter(), new AlphaFilter({alpha: 0.4})];
  filters[1].hue(90, false);
  const map = Texture.from(checks());
  for (const [i, filter] of filters.entries()) {
    const sprite = new Sprite(map);
    sprite.position.set(20 + i * 90, 190);
    sprite.filters = [filter];
    app.stage.addChild(sprite);
  }
  const displaced = new Sprite(map);
  displaced.position.set(300, 190);
  const by = new Sprite(map);
  app.stage.addChild(by, displaced);
  by.position.set(300, 190);
  displaced.filters = [new DisplacementFilter({sprite: by, scale: 12})];
  const blended = new Sprite(map);
  blended.position.set(60, 60);
  blended.blendMode = 'add';
  blended.alpha = 0.5;
  app.stage.addChild(blended, new Text({text: 'Pixi', x: 320, y: 20, style: {fill: '#fff', fontSize: 30}}));
  app.render();
}
