// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import mapbox from 'mapbox-gl';
import {randomNumbers} from './common.js';
import {drawMaps} from './map-styles.js';

export default async function draw(host) {
  await drawMaps(mapbox.Map, host, 20, randomNumbers(9), () => ({}));
}
