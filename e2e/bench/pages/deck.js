// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Points on a globe with arcs between some of them, turning.

import {Deck, OrbitView} from '@deck.gl/core';
import {ArcLayer, ScatterplotLayer} from '@deck.gl/layers';

const onSphere = (count, radius) =>
  Array.from({length: count}, (_, i) => {
    const z = 1 - (2 * i + 1) / count;
    const across = radius * Math.sqrt(1 - z * z);
    const angle = i * 2.399963; // the golden angle
    return [across * Math.cos(angle), across * Math.sin(angle), radius * z];
  });
const ends = onSphere(80, 100);
const view = {target: [0, 0, 0], rotationX: 25, zoom: 1};
const deck = new Deck({
  parent: document.querySelector('#host'),
  width: '100%',
  height: '100%',
  useDevicePixels: false,
  views: new OrbitView({orbitAxis: 'Y'}),
  initialViewState: {...view, rotationOrbit: 0},
  layers: [
    new ScatterplotLayer({
      data: onSphere(8000, 100),
      billboard: true,
      getPosition: (at) => at,
      getRadius: 1.2,
      getFillColor: (at) => [150 + at[0], 120 + at[1] / 2, 140 - at[2], 230],
    }),
    new ArcLayer({
      data: ends.slice(0, -7).map((from, i) => ({from, to: ends[i + 7]})),
      getSourcePosition: ({from}) => from,
      getTargetPosition: ({to}) => to,
      getSourceColor: [220, 120, 80, 170],
      getTargetColor: [90, 160, 190, 170],
      getWidth: 2,
    }),
  ],
});
requestAnimationFrame(function turn(now) {
  deck.setProps({initialViewState: {...view, rotationOrbit: (now / 60) % 360}});
  requestAnimationFrame(turn);
});
