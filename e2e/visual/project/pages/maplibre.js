// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {Map as MapView} from 'maplibre-gl';
import * as maplibre from 'maplibre-gl';

maplibre.setWorkerUrl?.('/maplibre-gl-worker.js');
const ring = (x, y, size) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const feature = (type, coordinates, height) => ({type: 'Feature', properties: {height}, geometry: {type, coordinates}});
const map = new MapView({
  container: document.querySelector('#map'),
  center: [0.01, 0.01],
  zoom: 12.5,
  pitch: 45,
  bearing: 20,
  fadeDuration: 0,
  pixelRatio: 1, // a map draws more pixels where the screen has more
  attributionControl: false,
  canvasContextAttributes: {antialias: true},
  style: {
    version: 8,
    sources: {
      houses: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: [
            feature('Polygon', [ring(0, 0, 0.01)], 500),
            feature('Polygon', [ring(0.014, 0.006, 0.008)], 900),
            feature(
              'LineString',
              [
                [-0.03, -0.02],
                [0.01, 0.03],
                [0.05, 0.02],
              ],
              0,
            ),
          ],
        },
      },
    },
    layers: [
      {id: 'ground', type: 'background', paint: {'background-color': '#e8e4d8'}},
      {
        id: 'roads',
        type: 'line',
        source: 'houses',
        filter: ['==', ['geometry-type'], 'LineString'],
        paint: {'line-color': '#c06040', 'line-width': 6},
      },
      {
        id: 'houses',
        type: 'fill-extrusion',
        source: 'houses',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: {'fill-extrusion-color': '#4060a0', 'fill-extrusion-height': ['get', 'height']},
      },
    ],
  },
});
map.on('idle', () => (globalThis.ready = true));
map.on('error', ({error}) => console.error(error));
