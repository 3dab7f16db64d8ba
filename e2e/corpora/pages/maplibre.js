// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import * as maplibre from 'maplibre-gl';
import {randomNumbers} from './common.js';
import {drawMaps} from './map-styles.js';

export default async function draw(host) {
  maplibre.setWorkerUrl(new URL('node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', location.href).href);
  await drawMaps(maplibre.Map, host, 30, randomNumbers(3), (i) => ({
    ...(i % 3 === 2 ? {projection: {type: 'globe'}} : {}),
    canvasContextAttributes: {contextType: i % 4 === 1 ? 'webgl' : 'webgl2'},
  }));
}
