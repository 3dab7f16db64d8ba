// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Countries of the world with borders and graticule, under a turning, tilted camera.

import * as maplibre from 'maplibre-gl';
import {feature} from 'topojson-client';
import world from 'world-atlas/countries-110m.json';

maplibre.setWorkerUrl('/packages/maplibre-gl/dist/maplibre-gl-worker.mjs');
const countries = feature(world, world.objects.countries);
for (const [i, country] of countries.features.entries()) country.properties = {index: i};
const lines = [];
for (let at = -180; at <= 180; at += 10) {
  lines.push(Array.from({length: 33}, (_, i) => [at, -80 + 5 * i]));
  if (Math.abs(at) <= 80) lines.push(Array.from({length: 73}, (_, i) => [-180 + 5 * i, at]));
}
const graticule = {type: 'Feature', properties: {}, geometry: {type: 'MultiLineString', coordinates: lines}};
const map = new maplibre.Map({
  container: 'host',
  center: [15, 35],
  zoom: 2.2,
  pitch: 45,
  pixelRatio: 1,
  fadeDuration: 0,
  attributionControl: false,
  interactive: false,
  canvasContextAttributes: {antialias: true},
  style: {
    version: 8,
    sources: {countries: {type: 'geojson', data: countries}, graticule: {type: 'geojson', data: graticule}},
    layers: [
      {id: 'sea', type: 'background', paint: {'background-color': '#c9d8dc'}},
      {
        id: 'land',
        type: 'fill',
        source: 'countries',
        paint: {
          'fill-color': ['match', ['%', ['get', 'index'], 4], 0, '#efe6d2', 1, '#e6d7bb', 2, '#dccfae', '#f4eee0'],
        },
      },
      {id: 'lines', type: 'line', source: 'graticule', paint: {'line-color': '#9ab', 'line-width': 1}},
      {id: 'borders', type: 'line', source: 'countries', paint: {'line-color': '#8c7a5b', 'line-width': 2}},
    ],
  },
});
map.once('load', () => {
  let bearing = 0;
  map.on('render', () => {
    bearing += 0.2;
    map.jumpTo({bearing});
  });
  map.jumpTo({bearing});
});
