// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import createREGL from 'regl';

export function makeScene(gl) {
  const regl = createREGL({gl});
  const draw = regl({
    vert: `precision highp float;
      attribute vec2 corner;
      uniform float turn;
      varying vec2 place;
      void main() {
        place = corner;
        gl_Position = vec4(corner.x - turn * corner.y, corner.y + turn * corner.x, 0, 1.4);
      }`,
    frag: `precision highp float;
      varying vec2 place;
      void main() {
        float rings = sin(length(place) * 40.0) * 0.5 + 0.5;
        gl_FragColor = vec4(rings, place * 0.5 + 0.5, 1);
      }`,
    attributes: {
      corner: [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [-1, 1],
        [1, -1],
        [1, 1],
      ],
    },
    uniforms: {turn: regl.prop('turn')},
    count: 6,
  });
  return (seconds) => {
    regl.poll();
    regl.clear({color: [0, 0, 0, 1], depth: 1});
    draw({turn: seconds / 4});
  };
}
