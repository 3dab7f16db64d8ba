// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import * as PIXI from 'pixi.js';
import * as filters from 'pixi-filters';
import {canvasIn, checks, each} from './common.js';

const kNeeds = (map) => ({
  ColorGradientFilter: [
    {
      type: 0,
      stops: [
        {offset: 0, color: '#f00', alpha: 1},
        {offset: 1, color: '#00f', alpha: 1},
      ],
      angle: 20,
    },
  ],
  ColorMapFilter: [{colorMap: map}],
  MultiColorReplaceFilter: [
    [
      [0xff0000, 0x00ff00],
      [0x0000ff, 0xffff00],
    ],
    0.1,
  ],
  SimpleLightmapFilter: [{lightMap: map}],
});

export default async function draw(host) {
  for (const preferWebGLVersion of [1, 2]) {
    const app = new PIXI.Application();
    await app.init({
      canvas: canvasIn(host),
      width: 64,
      height: 64,
      preference: 'webgl',
      preferWebGLVersion,
      autoStart: false,
    });
    const map = PIXI.Texture.from(checks());
    const all = {...filters, ...Object.fromEntries(Object.entries(PIXI).filter(([name]) => /Filter$/.test(name)))};
    await each(
      Object.entries(all).filter(([name, made]) => /Filter$/.test(name) && typeof made === 'function'),
      ([name, Filter]) => {
        const sprite = new PIXI.Sprite(map);
        const filter = new Filter(
          ...(kNeeds(map)[name] ?? (name === 'DisplacementFilter' ? [{sprite: new PIXI.Sprite(map)}] : [])),
        );
        sprite.filters = [filter];
        app.stage.removeChildren();
        app.stage.addChild(sprite);
        app.render();
      },
    );
    await each(
      [
        'add',
        'multiply',
        'screen',
        'color',
        'color-burn',
        'color-dodge',
        'darken',
        'difference',
        'divide',
        'exclusion',
        'hard-light',
        'hard-mix',
        'lighten',
        'linear-burn',
        'linear-dodge',
        'linear-light',
        'luminosity',
        'negation',
        'overlay',
        'pin-light',
        'saturation',
        'soft-light',
        'subtract',
        'vivid-light',
      ],
      async (mode) => {
        await import('pixi.js/advanced-blend-modes');
        const sprites = [new PIXI.Sprite(map), new PIXI.Sprite(map)];
        sprites[1].blendMode = mode;
        app.stage.removeChildren();
        app.stage.addChild(...sprites);
        app.render();
      },
    );
    await each([0], () => {
      app.stage.removeChildren();
      const mesh = new PIXI.MeshPlane({texture: map, verticesX: 4, verticesY: 4});
      const tiles = new PIXI.TilingSprite({texture: map, width: 60, height: 60});
      const nine = new PIXI.NineSliceSprite({texture: map});
      const particles = new PIXI.ParticleContainer();
      particles.addParticle(new PIXI.Particle(map));
      const gradient = new PIXI.FillGradient(0, 0, 60, 60).addColorStop(0, '#f00').addColorStop(1, '#00f');
      app.stage.addChild(
        mesh,
        tiles,
        nine,
        particles,
        new PIXI.Graphics().circle(20, 20, 15).fill(gradient),
        new PIXI.Text({text: 'text'}),
      );
      app.render();
    });
  }
}
