// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plain MapLibre page: nothing in this file knows of soft-webgl2. Its tiles lie beside it (scripts/tiles.ts).

import * as maplibre from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

maplibre.setWorkerUrl(new URL(workerUrl, import.meta.url).href);
const map = new maplibre.Map({
  container: 'map',
  center: [12, 30],
  zoom: 1.9,
  pitch: 0,
  maxZoom: 5,
  cooperativeGestures: true, // the page scrolls
  pixelRatio: 1,
  attributionControl: {compact: true},
  style: {
    version: 8,
    projection: {type: 'globe'},
    sources: {
      world: {
        type: 'vector',
        tiles: [`${new URL('./tiles/', location.href.replace(/[^/]*$/, '')).href}{z}/{x}/{y}.pbf`],
        maxzoom: 3,
        attribution: 'Natural Earth',
      },
    },
    layers: [
      {id: 'sea', type: 'background', paint: {'background-color': '#c9d8dc'}},
      {
        id: 'land',
        type: 'fill',
        source: 'world',
        'source-layer': 'countries',
        paint: {
          'fill-color': ['match', ['%', ['get', 'index'], 4], 0, '#efe6d2', 1, '#e6d7bb', 2, '#dccfae', '#f4eee0'],
        },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'world',
        'source-layer': 'countries',
        paint: {'line-color': '#8c7a5b', 'line-width': 0.8},
      },
    ],
  },
});
map.addControl(new maplibre.NavigationControl({visualizePitch: true}));
