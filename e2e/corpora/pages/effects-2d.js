// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// glfx, p5's and Phaser's filters, OpenLayers' layers, curtains.

import 'glfx/glfx.js';
import Phaser from 'phaser';
import p5 from 'p5';
import Feature from 'ol/Feature.js';
import Map from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import View from 'ol/View.js';
import WebGLVectorLayer from 'ol/layer/WebGLVector.js';
import {Point, Polygon, LineString} from 'ol/geom.js';
import HeatmapLayer from 'ol/layer/Heatmap.js';
import {after, checks, each, randomNumbers} from './common.js';
import glfxText from 'virtual:files?glfx.js';

async function drawGlfx() {
  const fx = new Function(`${glfxText['glfx/glfx.js']}; return fx;`)();
  const canvas = fx.canvas();
  const texture = canvas.texture(checks());
  const calls = {
    brightnessContrast: [0.2, 0.1],
    hexagonalPixelate: [20, 20, 5],
    hueSaturation: [0.2, 0.1],
    colorHalftone: [20, 20, 0.3, 4],
    triangleBlur: [5],
    unsharpMask: [5, 2],
    matrixWarp: [[1, 0.2, 0.1, 1]],
    perspective: [
      [0, 0, 9, 0, 0, 9, 9, 9],
      [1, 0, 9, 1, 0, 9, 9, 8],
    ],
    bulgePinch: [20, 20, 9, 0.4],
    tiltShift: [9, 9, 40, 30, 5, 20],
    dotScreen: [9, 9, 1, 3],
    edgeWork: [4],
    lensBlur: [4, 0.5, 0.2],
    zoomBlur: [20, 20, 0.3],
    noise: [0.3],
    denoise: [20],
    curves: [
      [
        [0, 0],
        [1, 1],
      ],
    ],
    swirl: [20, 20, 20, 2],
    ink: [0.3],
    vignette: [0.5, 0.5],
    vibrance: [0.4],
    sepia: [0.5],
  };
  await each(Object.entries(calls), ([name, args]) =>
    canvas
      .draw(texture)
      [name](...args)
      .update(),
  );
}

async function drawP5(host) {
  await new Promise((resolve) => {
    new p5((p) => {
      p.setup = () => {
        const canvas = p.createCanvas(64, 64, p.WEBGL);
        canvas.parent(host);
        p.noLoop();
      };
      p.draw = () => {
        const work = [
          ...['THRESHOLD', 'GRAY', 'OPAQUE', 'INVERT', 'POSTERIZE', 'BLUR', 'ERODE', 'DILATE'].map(
            (name) => () => p.filter(p[name], name === 'POSTERIZE' ? 4 : 3),
          ),
          () => (p.normalMaterial(), p.sphere(20)),
          () => (p.lights(), p.specularMaterial(200), p.metalness(50), p.torus(20, 5)),
          () => (p.pointLight(255, 0, 0, 20, 20, 50), p.ambientMaterial(90), p.emissiveMaterial(9, 9, 9), p.box(20)),
          () => (p.imageLight(p.createImage(8, 8)), p.sphere(10)),
          () => p.panorama(p.createImage(8, 8)),
          () => (p.stroke(255), p.strokeWeight(4), p.line(0, 0, 30, 30), p.point(9, 9)),
          ...['baseMaterialShader', 'baseNormalShader', 'baseColorShader', 'baseStrokeShader', 'baseFilterShader'].map(
            (name) => () => (p.shader(p[name]()), p.plane(30)),
          ),
          () => (p.textureMode(p.NORMAL), p.texture(p.createImage(8, 8)), p.plane(20, 20)),
          () => p.createFramebuffer().draw(() => p.circle(0, 0, 10)),
        ];
        for (const one of work) {
          try {
            p.resetShader();
            one();
          } catch (error) {
            console.warn(String(error));
          }
        }
        setTimeout(resolve, 500);
      };
    });
  });
}

async function drawPhaser(host) {
  await new Promise((resolve) => {
    new Phaser.Game({
      type: Phaser.WEBGL,
      parent: host,
      width: 64,
      height: 64,
      banner: false,
      audio: {noAudio: true},
      scene: {
        create() {
          this.textures.addCanvas('checks', checks());
          const names = [
            'Barrel',
            'Blend',
            'Block',
            'Bloom',
            'Blur',
            'Bokeh',
            'Circle',
            'ColorMatrix',
            'CombineColorMatrix',
            'Displacement',
            'Glow',
            'GradientMap',
            'ImageLight',
            'Key',
            'Mask',
            'NormalTools',
            'PanoramaBlur',
            'ParallelFilters',
            'Pixelate',
            'Quantize',
            'Sampler',
            'Shadow',
            'Shine',
            'Threshold',
            'TiltShift',
            'Vignette',
            'Wipe',
          ];
          for (const name of names) {
            const image = this.add.image(32, 32, 'checks');
            try {
              image.enableFilters?.();
              (image.filters?.internal ?? image.preFX)[`add${name}`]?.('checks');
            } catch (error) {
              console.warn(String(error));
            }
          }
          const made = [
            () =>
              this.add
                .graphics()
                .fillGradientStyle(1, 2, 3, 4)
                .fillRect(0, 0, 20, 20)
                .lineStyle(3, 0xff0000)
                .strokeCircle(9, 9, 8),
            () => this.add.tileSprite(9, 9, 30, 30, 'checks'),
            () => this.add.mesh2d?.(9, 9, 'checks', [0, 0, 9, 0, 9, 9], [0, 0, 1, 0, 1, 1]),
            () => this.add.rope?.(9, 9, 'checks'),
            () => this.add.particles(9, 9, 'checks', {lifespan: 500}),
            () => this.add.pointlight(9, 9, 0xff0000, 30),
            () => this.add.image(9, 9, 'checks').setTintMode?.(2).setLighting?.(true),
            () => (this.lights.enable(), this.lights.addLight(9, 9, 50)),
            () => this.add.gradient?.({}, 9, 9, 30, 30),
            ...['noise', 'noisecell2d', 'noisecell3d', 'noisecell4d', 'noisesimplex2d', 'noisesimplex3d'].map(
              (name) => () => this.add[name]?.({}, 9, 9, 30, 30),
            ),
          ];
          for (const one of made) {
            try {
              one();
            } catch (error) {
              console.warn(String(error));
            }
          }
          setTimeout(resolve, 1500);
        },
      },
    });
  });
}

async function drawOpenLayers(host) {
  const random = randomNumbers(51);
  const styles = [
    {'circle-radius': 6, 'circle-fill-color': '#f00'},
    {
      'circle-radius': ['+', 3, ['get', 'i']],
      'circle-fill-color': ['interpolate', ['linear'], ['get', 'i'], 0, '#f00', 9, '#00f'],
      'circle-stroke-color': '#000',
      'circle-stroke-width': 2,
    },
    {
      'shape-points': 5,
      'shape-radius': 9,
      'shape-radius2': 4,
      'shape-fill-color': '#0f0',
      'shape-angle': ['*', 0.1, ['get', 'i']],
    },
    {'icon-src': checks().toDataURL(), 'icon-scale': 0.4, 'icon-rotation': 0.3, 'icon-color': '#f80'},
    {
      'stroke-color': '#00f',
      'stroke-width': 4,
      'stroke-line-dash': [8, 4],
      'stroke-line-cap': 'round',
      'stroke-line-join': 'bevel',
    },
    {
      'fill-color': ['case', ['>', ['get', 'i'], 4], '#f0f', '#0ff'],
      'stroke-width': ['match', ['get', 'i'], 1, 2, 3],
      'stroke-color': ['color', 20, ['*', 20, ['get', 'i']], 90, 0.7],
    },
    {
      'fill-color': ['palette', ['%', ['get', 'i'], 3], ['#f00', '#0f0', '#00f']],
      'fill-pattern-src': checks().toDataURL(),
    },
    {
      'circle-radius': ['clamp', ['^', ['get', 'i'], 2], 2, 9],
      'circle-fill-color': ['array', ['sin', ['time']], ['cos', ['zoom']], ['fract', ['resolution']], 1],
      'circle-displacement': [3, ['abs', ['-', ['get', 'i'], 5]]],
    },
    [
      {style: {'fill-color': '#f00'}, filter: ['==', ['geometry-type'], 'Polygon']},
      {else: true, style: {'circle-radius': 4, 'circle-fill-color': '#00f'}},
    ],
  ];
  const features = Array.from({length: 10}, (_, i) => {
    const at = [random() * 1e6, random() * 1e6];
    const to = [at[0] + 2e5, at[1] + 1e5];
    return [new Point(at), new LineString([at, to, [to[0], at[1]]]), new Polygon([[at, to, [to[0], at[1]], at]])].map(
      (geometry) => new Feature({geometry, i}),
    );
  }).flat();
  for (const style of [...styles, 'heat']) {
    const target = document.createElement('div');
    Object.assign(target.style, {width: '100px', height: '100px'});
    host.append(target);
    const source = new VectorSource({features});
    const layer = style === 'heat' ? new HeatmapLayer({source}) : new WebGLVectorLayer({source, style});
    const map = new Map({target, layers: [layer], view: new View({center: [5e5, 5e5], zoom: 5}), controls: []});
    await after(500);
    map.setTarget(undefined);
    target.remove();
  }
}

export default async function draw(host) {
  await each([drawGlfx, drawP5, drawPhaser, drawOpenLayers], (work) => work(host));
}
