// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import createRegl from 'regl';
import {canvasIn, checks} from './common.js';

export default async function draw(host) {
  const regl = createRegl({canvas: canvasIn(host), attributes: {preserveDrawingBuffer: true}});
  const target = regl.framebuffer({width: 64, height: 64, depthStencil: true});
  const spokes = regl({
    frag: `precision highp float; varying vec2 at; uniform sampler2D map; uniform float turn;
      void main() { float a = atan(at.y, at.x) * 8. + turn; gl_FragColor = mix(texture2D(map, at * 2.), vec4(.5 + .5 * sin(a), at, 1), .5); }`,
    vert: 'attribute vec2 position; varying vec2 at; void main() { at = position; gl_Position = vec4(position, 0, 1); }',
    attributes: {
      position: [
        [-4, -4],
        [4, -4],
        [0, 4],
      ],
    },
    uniforms: {map: regl.prop('map'), turn: regl.prop('turn')},
    framebuffer: regl.prop('framebuffer'),
    count: 3,
  });
  const map = regl.texture({data: checks(), mag: 'linear', min: 'mipmap', mipmap: true, wrap: 'repeat'});
  spokes({map, turn: 0, framebuffer: target});
  spokes({map: target, turn: 1, framebuffer: null});
}
