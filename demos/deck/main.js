// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plain deck.gl page: nothing in this file knows of soft-webgl2.

import {Deck, OrbitView} from '@deck.gl/core';
import {ArcLayer, ScatterplotLayer} from '@deck.gl/layers';

/** Points on a sphere, evenly, by the golden angle. */
function onSphere(count, radius) {
  return Array.from({length: count}, (_, i) => {
    const z = 1 - (2 * i + 1) / count;
    const r = Math.sqrt(1 - z * z);
    const angle = i * 2.399963;
    return {at: [radius * r * Math.cos(angle), radius * r * Math.sin(angle), radius * z], share: i / count};
  });
}

const points = onSphere(5000, 100);
const ends = onSphere(60, 100);
const view = {target: [0, 0, 0], rotationX: 25, rotationOrbit: 0, zoom: 1.1};
const warm = (share, alpha) => [200 + 50 * share, 90 + 120 * share, 60 + 90 * (1 - share), alpha];

const deck = new Deck({
  parent: document.querySelector('#deck'),
  useDevicePixels: false,
  views: new OrbitView({orbitAxis: 'Y'}),
  initialViewState: view,
  controller: {scrollZoom: false},
  onWebGLInitialized(gl) {
    gl.canvas.setAttribute('role', 'img');
    gl.canvas.setAttribute('aria-label', 'A globe of points, with arcs between some of them');
  },
  layers: [
    new ScatterplotLayer({
      data: points,
      billboard: true,
      getPosition: ({at}) => at,
      getRadius: 1.1,
      getFillColor: ({share}) => warm(share, 230),
    }),
    new ArcLayer({
      data: ends.slice(0, -7).map((end, i) => ({from: end, to: ends[i + 7]})),
      getSourcePosition: ({from}) => from.at,
      getTargetPosition: ({to}) => to.at,
      getSourceColor: ({from}) => warm(from.share, 160),
      getTargetColor: [120, 170, 190, 160],
      getWidth: 1.5,
    }),
  ],
});
if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
  const turn = (now) => {
    deck.setProps({initialViewState: {...view, rotationOrbit: (now / 80) % 360}});
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
}
