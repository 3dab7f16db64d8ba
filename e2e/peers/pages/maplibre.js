// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Draws one of MapLibre's render tests: a map of its style, its operations one after the other, and the drawing buffer
// as it is then.

import * as maplibregl from '/maplibre-gl/maplibre-gl-dev.mjs';

maplibregl.setWorkerUrl('/maplibre-gl/maplibre-gl-worker-dev.mjs');
// Workers outlive their maps.
maplibregl.prewarm();

const here = `${location.origin}/assets/`;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function imageOf(file) {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = here + file.replace(/^\.\//, '');
  await image.decode();
  return image;
}

/** Shows an image in a canvas of the page. */
async function show(canvas, file) {
  const image = await imageOf(file);
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  canvas.getContext('2d').drawImage(image, 0, 0);
}

function programOf(gl, vertex, fragment) {
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, `#version 300 es\n${text}`);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}

function bufferOf(gl, target, data) {
  const buffer = gl.createBuffer();
  gl.bindBuffer(target, buffer);
  gl.bufferData(target, data, gl.STATIC_DRAW);
  return buffer;
}

const kRed = 'out highp vec4 color; void main() {color = vec4(1, 0, 0, 1);}';

/** A point at the middle of the world. */
class NullIsland {
  id = 'null-island';
  type = 'custom';
  renderingMode = '2d';

  onAdd(_, gl) {
    this.program = programOf(
      gl,
      'in vec3 at; uniform mat4 matrix; void main() {gl_Position = matrix * vec4(at, 1); gl_PointSize = 20.;}',
      kRed,
    );
  }

  render(gl, {defaultProjectionData}) {
    gl.useProgram(this.program);
    bufferOf(gl, gl.ARRAY_BUFFER, new Float32Array([0.5, 0.5, 0]));
    const at = gl.getAttribLocation(this.program, 'at');
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, 3, gl.FLOAT, false, 0, 0);
    gl.uniformMatrix4fv(gl.getUniformLocation(this.program, 'matrix'), false, defaultProjectionData.mainMatrix);
    gl.drawArrays(gl.POINTS, 0, 1);
  }
}

/** A roof of two sides, at `height`. */
function tentOf(gl, height, indices) {
  const [x, y, d] = [0.485, 0.49, 0.01];
  const at = [
    [x, y, 0],
    [x + d, y, 0],
    [x, y + d, height],
    [x + d, y + d, height],
    [x, y + 2 * d, 0],
    [x + d, y + 2 * d, 0],
  ];
  return {
    vertices: bufferOf(gl, gl.ARRAY_BUFFER, new Float32Array(at.flat())),
    indices: bufferOf(gl, gl.ELEMENT_ARRAY_BUFFER, new Uint16Array(indices)),
  };
}

function bindTent(gl, {vertices, indices}, location) {
  gl.bindBuffer(gl.ARRAY_BUFFER, vertices);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices);
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, 3, gl.FLOAT, false, 0, 0);
}

class Tent {
  id = 'tent-3d';
  type = 'custom';
  renderingMode = '3d';

  onAdd(_, gl) {
    this.program = programOf(
      gl,
      'in vec3 at; uniform mat4 matrix; void main() {gl_Position = matrix * vec4(at, 1);}',
      kRed,
    );
    this.tent = tentOf(gl, 0.01, [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5]);
  }

  render(gl, {defaultProjectionData}) {
    gl.useProgram(this.program);
    bindTent(gl, this.tent, gl.getAttribLocation(this.program, 'at'));
    gl.uniformMatrix4fv(gl.getUniformLocation(this.program, 'matrix'), false, defaultProjectionData.mainMatrix);
    gl.drawElements(gl.TRIANGLES, 12, gl.UNSIGNED_SHORT, 0);
  }
}

/** The same on a globe, 500 km high, its outside brighter than its inside. */
class TentOnGlobe {
  id = 'tent-3d-globe';
  type = 'custom';
  renderingMode = '3d';
  programs = new Map();

  onAdd(_, gl) {
    this.tent = tentOf(gl, 500_000, [0, 2, 1, 1, 2, 3, 2, 4, 3, 3, 4, 5]);
  }

  #program(gl, {variantName, vertexShaderPrelude, define}) {
    if (!this.programs.has(variantName)) {
      const vertex = `${vertexShaderPrelude}\n${define}\nin vec3 at; void main() {gl_Position = projectTileFor3D(at.xy, at.z);}`;
      const fragment = 'uniform mediump vec4 u_color; out highp vec4 color; void main() {color = u_color;}';
      this.programs.set(variantName, programOf(gl, vertex, fragment));
    }
    return this.programs.get(variantName);
  }

  render(gl, {shaderData, defaultProjectionData: data}) {
    const program = this.#program(gl, shaderData);
    const uniform = (name) => gl.getUniformLocation(program, name);
    gl.useProgram(program);
    gl.uniformMatrix4fv(uniform('u_projection_fallback_matrix'), false, data.fallbackMatrix);
    gl.uniformMatrix4fv(uniform('u_projection_matrix'), false, data.mainMatrix);
    gl.uniform4f(uniform('u_projection_tile_mercator_coords'), ...data.tileMercatorCoords);
    gl.uniform4f(uniform('u_projection_clipping_plane'), ...data.clippingPlane);
    gl.uniform1f(uniform('u_projection_transition'), data.projectionTransition);
    bindTent(gl, this.tent, gl.getAttribLocation(program, 'at'));
    gl.enable(gl.CULL_FACE);
    for (const [culled, red] of [
      [gl.BACK, 1],
      [gl.FRONT, 0.25],
    ]) {
      gl.uniform4f(uniform('u_color'), red, 0, 0, 1);
      gl.cullFace(culled);
      gl.drawElements(gl.TRIANGLES, 12, gl.UNSIGNED_SHORT, 0);
    }
  }
}

const kCustomLayers = {'null-island': NullIsland, 'tent-3d': Tent, 'tent-3d-globe': TentOnGlobe};

async function loaded(map) {
  while (!map.loaded()) await map.once('render');
}

/** Operations that are no methods of a map. */
const kOperations = {
  async wait({map}, until) {
    if (until === undefined) return loaded(map);
    if (typeof until === 'string') return map.once(until);
    await sleep(until);
    map._render();
  },
  async idle({map, state}) {
    map.repaint = false;
    if (!state.isIdle) await map.once('idle');
  },
  sleep: (_, ms) => sleep(ms),
  async addImage({map}, id, file, options) {
    map.addImage(id, await imageOf(file), options ?? {});
  },
  addCustomLayer({map}, name, before) {
    map.addLayer(new kCustomLayers[name](), before);
    map._render();
  },
  async updateFakeCanvas({map, test}, id, shown, hidden) {
    const source = map.getSource(id);
    const canvas = document.getElementById(test.addFakeCanvas.id);
    source.play();
    await show(canvas, shown);
    source.pause();
    await show(canvas, hidden);
    map._render();
  },
  async setStyle({map}, style) {
    if (typeof style === 'string') {
      const text = await (await fetch(style)).text();
      style = JSON.parse(text.replaceAll('local://', here));
    }
    map.setStyle(style, {localIdeographFontFamily: false});
  },
  pauseTiles({map}, id) {
    map.style.tileManagers[id].pause();
  },
};

/** The drawing buffer, its first row on top. */
function pixelsOf(gl, {reportWidth, reportHeight}) {
  const [, , viewWidth, viewHeight] = gl.getParameter(gl.VIEWPORT);
  const [width, height] = [reportWidth ?? viewWidth, reportHeight ?? viewHeight];
  const read = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, read);
  const rows = Array.from({length: height}, (_, y) =>
    read.subarray((height - 1 - y) * width * 4).subarray(0, width * 4),
  );
  return {width, height, rows};
}

async function draw(style) {
  style = JSON.parse(JSON.stringify(style).replaceAll('local://', here));
  const {test} = style.metadata;
  let fake;
  if (test.addFakeCanvas) {
    fake = document.createElement('canvas');
    fake.id = test.addFakeCanvas.id;
    await show(fake, test.addFakeCanvas.image);
    document.body.append(fake);
  }
  if (maplibregl.getRTLTextPluginStatus() === 'unavailable') {
    await maplibregl.setRTLTextPlugin(`${location.origin}/rtl-text/mapbox-gl-rtl-text.js`, false);
  }
  const map = new maplibregl.Map({
    container: 'map',
    style,
    interactive: false,
    attributionControl: false,
    maxPitch: test.maxPitch,
    maxZoom: test.maxZoom,
    maxCanvasSize: [8192, 8192],
    pixelRatio: test.pixelRatio,
    canvasContextAttributes: {preserveDrawingBuffer: true, powerPreference: 'default'},
    fadeDuration: test.fadeDuration ?? 0,
    localIdeographFontFamily: test.localIdeographFontFamily ?? false,
    crossSourceCollisions: test.crossSourceCollisions ?? true,
    terrainSkirtLength: test.terrainSkirtLength,
  });
  try {
    const state = {isIdle: false};
    map.on('idle', () => (state.isIdle = true));
    map.repaint = test.continuesRepaint ?? true;
    map.showTileBoundaries = test.debug === true;
    map.showOverdrawInspector = test.showOverdrawInspector === true;
    map.showPadding = test.showPadding === true;
    const {gl} = map.painter.context;
    await map.once('load');
    map.showCollisionBoxes = test.collisionDebug === true;
    const operations = [...(test.operations ?? []), ...(test.collisionDebug ? [['wait']] : [])];
    for (const [name, ...rest] of operations) {
      if (kOperations[name]) await kOperations[name]({map, state, test}, ...rest);
      else map[name]?.(...rest);
    }
    const {width, height, rows} = pixelsOf(gl, test);
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    return {
      width,
      height,
      rows: rows.map((row) => btoa(String.fromCharCode(...row))),
      renderer: String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)),
    };
  } finally {
    map.remove();
    fake?.remove();
  }
}

globalThis.renderTest = {draw};
