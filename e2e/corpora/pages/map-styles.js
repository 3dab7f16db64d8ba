// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** A style with layers of every type, of data that it carries itself. */
export function styleOf(random) {
  const features = [];
  for (let i = 0; i < 12; ++i) {
    const at = [random() * 20 - 10, random() * 20 - 10];
    const to = [at[0] + 3, at[1] + 2];
    features.push(
      {type: 'Feature', properties: {i}, geometry: {type: 'Point', coordinates: at}},
      {type: 'Feature', properties: {i}, geometry: {type: 'LineString', coordinates: [at, to, [to[0], at[1]]]}},
      {type: 'Feature', properties: {i}, geometry: {type: 'Polygon', coordinates: [[at, [to[0], at[1]], to, at]]}},
    );
  }
  const by = (from, to) =>
    [
      from,
      ['interpolate', ['linear'], ['get', 'i'], 0, from, 12, to],
      ['interpolate', ['linear'], ['zoom'], 0, from, 8, to],
      ['interpolate', ['linear'], ['zoom'], 0, ['*', 1, ['get', 'i']], 8, to],
    ][Math.floor(random() * 4)];
  const color = () =>
    [
      '#f80',
      ['case', ['>', ['get', 'i'], 5], '#08f', '#f08'],
      ['interpolate', ['linear'], ['zoom'], 0, '#000', 8, '#fff'],
    ][Math.floor(random() * 3)];
  const maybe = (paint) => Object.fromEntries(Object.entries(paint).filter(() => random() < 0.5));
  const layers = [
    ['background', {'background-color': '#dde'}],
    [
      'fill',
      {
        'fill-color': color(),
        'fill-opacity': by(0.3, 0.9),
        ...(random() < 0.3 ? {'fill-pattern': 'checks'} : {}),
        ...maybe({'fill-outline-color': '#333'}),
      },
    ],
    [
      'line',
      {
        'line-color': color(),
        'line-width': by(1, 5),
        ...maybe({
          'line-blur': by(0, 2),
          'line-gap-width': by(0, 3),
          'line-offset': by(0, 2),
          'line-opacity': by(0.3, 1),
        }),
        ...[
          {},
          {'line-dasharray': [2, 1]},
          {'line-pattern': 'checks'},
          {'line-gradient': ['interpolate', ['linear'], ['line-progress'], 0, '#f00', 1, '#00f']},
        ][Math.floor(random() * 4)],
      },
    ],
    [
      'circle',
      {
        'circle-radius': by(3, 9),
        'circle-color': color(),
        ...maybe({
          'circle-blur': by(0, 1),
          'circle-stroke-width': by(0, 2),
          'circle-stroke-color': color(),
          'circle-pitch-alignment': 'map',
          'circle-opacity': by(0.4, 1),
        }),
      },
    ],
    ['heatmap', {'heatmap-radius': by(5, 20), ...maybe({'heatmap-weight': by(0.3, 1)})}],
    [
      'fill-extrusion',
      {
        'fill-extrusion-color': color(),
        'fill-extrusion-height': by(20000, 90000),
        ...maybe({
          'fill-extrusion-pattern': 'checks',
          'fill-extrusion-opacity': 0.7,
          'fill-extrusion-vertical-gradient': false,
        }),
      },
    ],
    [
      'symbol',
      maybe({'icon-color': color(), 'icon-opacity': by(0.4, 1), 'icon-halo-width': by(0, 2)}),
      {
        'icon-image': random() < 0.5 ? 'checks' : 'field',
        ...maybe({
          'icon-rotate': by(0, 90),
          'icon-size': by(0.5, 2),
          'symbol-placement': 'line',
          'icon-pitch-alignment': 'map',
          'icon-allow-overlap': true,
        }),
      },
    ],
  ];
  return {
    version: 8,
    sources: {data: {type: 'geojson', lineMetrics: true, data: {type: 'FeatureCollection', features}}},
    layers: layers
      .filter(([type]) => type === 'background' || random() < 0.7)
      .map(([type, paint, layout = {}]) => ({
        id: type,
        type,
        paint,
        layout,
        ...(type === 'background' ? {} : {source: 'data'}),
      })),
  };
}

/** Maps of such styles, drawn until they are idle. */
export async function drawMaps(Map, host, count, random, options) {
  for (let i = 0; i < count; ++i) {
    const container = document.createElement('div');
    Object.assign(container.style, {width: '64px', height: '64px'});
    host.append(container);
    const pixels = new Uint8Array(4 * 16 * 16).fill(160);
    const map = new Map({
      container,
      style: styleOf(random),
      center: [0, 0],
      zoom: 3 + random() * 2,
      pitch: 50 * Math.round(random()),
      attributionControl: false,
      fadeDuration: 0,
      ...options(i),
    });
    map.on('styleimagemissing', ({id}) => {
      if (!map.hasImage(id)) map.addImage(id, {width: 16, height: 16, data: pixels}, {sdf: id === 'field'});
    });
    map.on('error', ({error}) => console.warn(String(error)));
    if (i % 5 === 4) map.showCollisionBoxes = true;
    if (i % 7 === 5) map.showTileBoundaries = true;
    if (i % 9 === 6) map.showOverdrawInspector = true;
    await Promise.race([
      new Promise((resolve) => map.once('idle', resolve)),
      new Promise((resolve) => setTimeout(resolve, 2500)),
    ]);
    map.remove();
    container.remove();
  }
}
