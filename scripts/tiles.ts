// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Vector tiles of the world for a demo: Natural Earth's countries, as the package world-atlas has them.

import fs from 'node:fs';
import path from 'node:path';
import geojsonvt from 'geojson-vt';
import {feature} from 'topojson-client';
import vtpbf from 'vt-pbf';
import {root} from './shell.ts';

const kMaxZoom = 3;

type Ring = [longitude: number, latitude: number][];

/**
 * A ring that crosses the 180th meridian goes on beyond it, instead of around the world: tiles are cut there. One around
 * a pole stays as it is.
 */
export function unwrapped(ring: Ring): Ring {
  let before = ring[0]?.[0] ?? 0;
  const made = ring.map(([longitude, latitude]): [number, number] => {
    const turns = Math.round((before - longitude) / 360);
    before = longitude + 360 * turns;
    return [before, latitude];
  });
  return Math.abs(before - (made[0]?.[0] ?? 0)) > 180 ? ring : made;
}

interface Country {
  properties: object;
  geometry: {type: 'Polygon'; coordinates: Ring[]} | {type: 'MultiPolygon'; coordinates: Ring[][]};
}

/** Bytes of each tile, by its path. */
export function worldTiles(): Map<string, Uint8Array> {
  const file = path.join(root, 'node_modules/world-atlas/countries-110m.json');
  const atlas = JSON.parse(fs.readFileSync(file, 'utf8'));
  const countries = feature(atlas, atlas.objects.countries) as unknown as {features: Country[]};
  for (const [index, country] of countries.features.entries()) {
    const {geometry} = country;
    country.properties = {index};
    if (geometry.type === 'Polygon') geometry.coordinates = geometry.coordinates.map(unwrapped);
    else geometry.coordinates = geometry.coordinates.map((polygon) => polygon.map(unwrapped));
  }
  const index = geojsonvt(countries as never, {maxZoom: kMaxZoom, indexMaxZoom: kMaxZoom});
  const tiles = new Map<string, Uint8Array>();
  for (let z = 0; z <= kMaxZoom; ++z) {
    for (let x = 0; x < 1 << z; ++x) {
      for (let y = 0; y < 1 << z; ++y) {
        const tile = index.getTile(z, x, y);
        tiles.set(`${z}/${x}/${y}.pbf`, tile ? vtpbf.fromGeojsonVt({countries: tile}, {version: 2}) : new Uint8Array());
      }
    }
  }
  return tiles;
}
