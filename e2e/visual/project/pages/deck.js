// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {Deck, OrthographicView} from '@deck.gl/core';
import {PolygonLayer, ScatterplotLayer} from '@deck.gl/layers';

const points = Array.from({length: 200}, (_, i) => ({
  at: [(i * 37) % 300, (i * 53) % 220],
  size: (i % 7) + 3,
  red: (i * 29) % 256,
}));
new Deck({
  canvas: document.querySelector('canvas'),
  width: 320,
  height: 240,
  useDevicePixels: false,
  views: new OrthographicView({}),
  initialViewState: {target: [150, 110, 0], zoom: 0},
  layers: [
    new PolygonLayer({
      data: [
        [
          [20, 20],
          [280, 60],
          [200, 200],
          [60, 180],
        ],
      ],
      getPolygon: (polygon) => polygon,
      getFillColor: [40, 80, 160, 160],
      getLineColor: [255, 255, 255],
      getLineWidth: 3,
    }),
    new ScatterplotLayer({
      data: points,
      getPosition: ({at}) => at,
      getRadius: ({size}) => size,
      getFillColor: ({red}) => [red, 200 - red / 2, 90, 220],
    }),
  ],
  onAfterRender: () => (globalThis.frames = (globalThis.frames ?? 0) + 1) && (globalThis.ready = true),
});
