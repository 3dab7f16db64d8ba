// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {Deck, OrthographicView} from '@deck.gl/core';
import {ContourLayer, GridLayer, HeatmapLayer, HexagonLayer, ScreenGridLayer} from '@deck.gl/aggregation-layers';
import {ArcLayer, IconLayer, LineLayer, PathLayer, PolygonLayer, ScatterplotLayer, TextLayer} from '@deck.gl/layers';
import {checks, randomNumbers} from './common.js';

void [ContourLayer, GridLayer, HexagonLayer];

export default async function draw(host) {
  const random = randomNumbers(5);
  const points = Array.from({length: 400}, () => ({
    at: [random() * 380 - 190, random() * 280 - 140],
    size: 2 + random() * 6,
  }));
  const getPosition = ({at}) => at;
  await new Promise((resolve, reject) => {
    let frames = 0;
    new Deck({
      parent: host,
      width: host.clientWidth,
      height: host.clientHeight,
      useDevicePixels: false,
      deviceProps: {type: 'webgl', webgl: {preserveDrawingBuffer: true}},
      views: new OrthographicView(),
      initialViewState: {target: [0, 0, 0], zoom: 0},
      layers: [
        new HeatmapLayer({
          id: 'heat',
          data: points,
          getPosition,
          radiusPixels: 30,
          weightsTextureSize: 512,
          debounceTimeout: 0,
        }),
        new ScreenGridLayer({id: 'grid', data: points.slice(0, 80), getPosition, cellSizePixels: 24, opacity: 0.3}),
        new PolygonLayer({
          id: 'polygon',
          data: [
            [
              [-150, -100],
              [-60, -120],
              [-40, -20],
              [-140, 0],
            ],
          ],
          getPolygon: (p) => p,
          getFillColor: [80, 200, 120, 160],
          getLineColor: [0, 0, 0],
          getLineWidth: 3,
        }),
        new ScatterplotLayer({
          id: 'dots',
          data: points,
          getPosition,
          getRadius: ({size}) => size,
          getFillColor: ({at}) => [at[0] + 128, at[1] + 128, 90, 180],
        }),
        new PathLayer({
          id: 'path',
          data: [
            [
              [-180, 100],
              [-60, 60],
              [40, 120],
              [160, 40],
            ],
          ],
          getPath: (p) => p,
          getWidth: 8,
          getColor: [200, 40, 40],
          jointRounded: true,
          capRounded: true,
        }),
        new LineLayer({
          id: 'line',
          data: points.slice(0, 30),
          getSourcePosition: getPosition,
          getTargetPosition: ({at}) => [at[1], at[0] / 2],
          getWidth: 2,
          getColor: [0, 60, 160],
        }),
        new ArcLayer({
          id: 'arc',
          data: points.slice(0, 8),
          getSourcePosition: getPosition,
          getTargetPosition: [0, 0],
          getWidth: 3,
          getSourceColor: [255, 140, 0],
          getTargetColor: [0, 140, 255],
        }),
        new IconLayer({
          id: 'icon',
          data: points.slice(0, 5),
          getPosition,
          iconAtlas: checks(),
          iconMapping: {a: {x: 0, y: 0, width: 64, height: 64}},
          getIcon: () => 'a',
          getSize: 32,
        }),
        new TextLayer({
          id: 'text',
          data: [{at: [90, -110]}],
          getPosition,
          getText: () => 'deck.gl',
          getSize: 32,
          getColor: [20, 20, 60],
        }),
      ],
      onError: reject,
      onAfterRender: () => ++frames === 12 && resolve(),
    });
    const ask = () => frames < 12 && requestAnimationFrame(ask);
    ask();
    setTimeout(resolve, 15_000);
  });
}
