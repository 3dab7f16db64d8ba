// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// plotly.js and echarts-gl: a chart of each kind that draws by WebGL.

import * as echarts from 'echarts';
import 'echarts-gl/dist/echarts-gl.js';
import Plotly from 'plotly.js-dist-min';
import {after, checks, each, randomNumbers} from './common.js';

export default async function draw(host) {
  const random = randomNumbers(41);
  const numbers = (count) => Array.from({length: count}, () => random() * 10);
  const place = () => {
    const made = document.createElement('div');
    Object.assign(made.style, {width: '300px', height: '200px'});
    host.append(made);
    return made;
  };
  const xyz = () => ({x: numbers(60), y: numbers(60), z: numbers(60)});
  const grid = Array.from({length: 12}, () => numbers(12));
  const traces = [
    {type: 'scattergl', mode: 'markers', ...xyz()},
    {
      type: 'scattergl',
      mode: 'lines+markers',
      ...xyz(),
      marker: {symbol: 'star', line: {width: 1}},
      line: {dash: 'dash', width: 3},
      fill: 'tozeroy',
      error_y: {array: numbers(60)},
    },
    {type: 'scattergl', mode: 'text', ...xyz(), text: 'a'},
    {
      type: 'scatter3d',
      mode: 'markers+lines',
      ...xyz(),
      line: {width: 4},
      marker: {size: 5, symbol: 'cross', color: numbers(60)},
    },
    {type: 'scatter3d', mode: 'text', ...xyz(), text: 'abc'},
    {type: 'surface', z: grid, contours: {z: {show: true, usecolormap: true, project: {z: true}}}},
    {type: 'surface', z: grid, opacity: 0.6, hidesurface: false, lighting: {roughness: 0.2}},
    {type: 'mesh3d', ...xyz(), alphahull: 5, opacity: 0.6, intensity: numbers(60)},
    {
      type: 'mesh3d',
      x: [0, 1, 2, 0],
      y: [0, 0, 1, 2],
      z: [0, 2, 0, 1],
      i: [0, 0, 0, 1],
      j: [1, 2, 3, 2],
      k: [2, 3, 1, 3],
      facecolor: ['#f00', '#0f0', '#00f', '#ff0'],
      flatshading: true,
      contour: {show: true},
    },
    {
      type: 'isosurface',
      x: [0, 0, 0, 0, 1, 1, 1, 1],
      y: [0, 1, 0, 1, 0, 1, 0, 1],
      z: [1, 1, 0, 0, 1, 1, 0, 0],
      value: [1, 2, 3, 4, 5, 6, 7, 8],
      isomin: 2,
      isomax: 6,
    },
    {
      type: 'volume',
      x: [0, 0, 0, 0, 1, 1, 1, 1],
      y: [0, 1, 0, 1, 0, 1, 0, 1],
      z: [1, 1, 0, 0, 1, 1, 0, 0],
      value: [1, 2, 3, 4, 5, 6, 7, 8],
      isomin: 2,
      isomax: 6,
      opacity: 0.3,
    },
    {type: 'cone', x: [1, 2, 3], y: [1, 2, 3], z: [1, 2, 3], u: [1, 0, 0], v: [0, 3, 0], w: [0, 0, 2]},
    {
      type: 'streamtube',
      x: [0, 0, 1, 1, 0, 0, 1, 1],
      y: [0, 1, 0, 1, 0, 1, 0, 1],
      z: [0, 0, 0, 0, 1, 1, 1, 1],
      u: numbers(8),
      v: numbers(8),
      w: numbers(8),
    },
    {type: 'splom', dimensions: [{values: numbers(30)}, {values: numbers(30)}]},
    {
      type: 'parcoords',
      line: {color: numbers(30)},
      dimensions: [{values: numbers(30)}, {values: numbers(30)}, {values: numbers(30)}],
    },
    {type: 'scatterpolargl', r: numbers(20), theta: numbers(20), mode: 'markers+lines'},
  ];
  await each(traces, async (trace) => {
    const at = place();
    await Promise.race([Plotly.newPlot(at, [trace], {scene: {xaxis: {showspikes: true}}}), after(4000)]);
    await after(300);
    Plotly.purge(at);
    at.remove();
  });
  const points = () => Array.from({length: 50}, () => [random() * 10, random() * 10, random() * 10]);
  const box = {xAxis3D: {type: 'value'}, yAxis3D: {type: 'value'}, zAxis3D: {type: 'value'}};
  const options = [];
  for (const shading of ['color', 'lambert', 'realistic', 'toon']) {
    const grid3D = {
      light: {main: {shadow: true}},
      postEffect: {
        enable: shading === 'realistic',
        SSAO: {enable: true},
        bloom: {enable: true},
        depthOfField: {enable: true},
        FXAA: {enable: true},
      },
      temporalSuperSampling: {enable: true},
    };
    for (const type of ['bar3D', 'scatter3D', 'line3D'])
      options.push({...box, grid3D, series: [{type, shading, data: points(), itemStyle: {opacity: 0.7}}]});
    options.push({
      ...box,
      grid3D,
      series: [
        {
          type: 'surface',
          shading,
          wireframe: {show: true},
          equation: {x: {step: 1}, y: {step: 1}, z: (x, y) => Math.sin(x * y)},
        },
      ],
    });
    options.push({
      globe: {
        baseTexture: checks(),
        heightTexture: checks(),
        displacementScale: 0.1,
        shading,
        environment: '#123',
        atmosphere: {show: true},
        layers: [{type: 'blend', texture: checks()}],
      },
      series: [
        {
          type: 'lines3D',
          coordinateSystem: 'globe',
          effect: {show: true},
          data: [
            {
              coords: [
                [0, 0],
                [40, 30],
              ],
            },
          ],
        },
        {type: 'scatter3D', coordinateSystem: 'globe', data: points()},
      ],
    });
  }
  options.push({xAxis: {}, yAxis: {}, series: [{type: 'scatterGL', data: points()}]});
  options.push({
    series: [
      {
        type: 'graphGL',
        nodes: points().map(([x, y], i) => ({x, y, name: String(i)})),
        edges: [{source: '0', target: '1'}],
        forceAtlas2: {GPU: true, steps: 2},
      },
    ],
  });
  options.push({
    xAxis: {},
    yAxis: {},
    visualMap: {min: 0, max: 10},
    series: [
      {type: 'flowGL', data: points().map(([x, y]) => [x, y, random() - 0.5, random() - 0.5]), particleDensity: 8},
    ],
  });
  options.push({
    xAxis: {},
    yAxis: {},
    series: [{type: 'linesGL', coordinateSystem: 'cartesian2d', polyline: true, data: [{coords: points()}]}],
  });
  await each(options, async (option) => {
    const at = place();
    const chart = echarts.init(at);
    chart.setOption(option);
    await after(500);
    chart.dispose();
    at.remove();
  });
}
