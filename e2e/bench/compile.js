// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The half of compile.ts that runs in the page: programs from source to their first pixel, never the same source twice,
// and where the time went.

import * as THREE from 'three';

const nonce = Math.floor(Math.random() * 1e9);
let count = 0;

/** Milliseconds by step, and modules made, since the last `take`. */
const spent = {};
const modules = {count: 0, bytes: 0};

function add(step, ms) {
  spent[step] = (spent[step] ?? 0) + ms;
}

function time(target, name, step) {
  const original = target[name];
  target[name] = function (...args) {
    const started = performance.now();
    const result = original.apply(this, args);
    add(step, performance.now() - started);
    return result;
  };
}

const {Module} = WebAssembly;
WebAssembly.Module = new Proxy(Module, {
  construct(target, [bytes]) {
    const started = performance.now();
    const made = new target(bytes);
    add('engine', performance.now() - started);
    ++modules.count;
    modules.bytes += bytes.byteLength;
    return made;
  },
});

function take() {
  const taken = {...spent, modules: modules.count, bytes: modules.bytes};
  for (const step of Object.keys(spent)) delete spent[step];
  modules.count = modules.bytes = 0;
  return taken;
}

function watch(gl) {
  // Whatever is put off is done when it is asked for.
  for (const name of [
    'compileShader',
    'linkProgram',
    'getShaderParameter',
    'getShaderInfoLog',
    'getProgramParameter',
    'getProgramInfoLog',
    'useProgram',
  ]) {
    time(gl, name, 'build');
  }
  time(gl, 'drawArrays', 'draw');
  time(gl, 'drawElements', 'draw');
}

const size = 64;

/** A pixel of the middle, so that whatever was put off is done now. */
function middle(gl) {
  const pixel = new Uint8Array(4);
  gl.readPixels(size / 2, size / 2, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return pixel;
}

function small(gl) {
  const own = `k${nonce}_${++count}`;
  const program = gl.createProgram();
  const sources = [
    [
      gl.VERTEX_SHADER,
      `#version 300 es\nin vec4 ${own}; void main() { gl_Position = vec4(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1, 0, 1) + ${own} * 1e-9; }`,
    ],
    [
      gl.FRAGMENT_SHADER,
      `#version 300 es\nprecision highp float; out vec4 ${own}; void main() { ${own} = vec4(1, gl_FragCoord.xy * 0.001, 1); }`,
    ],
  ];
  for (const [type, source] of sources) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
  gl.useProgram(program);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  return middle(gl)[0];
}

let renderer;
let scene;
let camera;
let mesh;

function texture(r, g, b) {
  const made = new THREE.DataTexture(new Uint8Array([r, g, b, 255]), 1, 1);
  made.needsUpdate = true;
  return made;
}

function prepareThree() {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  renderer = new THREE.WebGLRenderer({canvas, antialias: false});
  renderer.toneMapping = THREE.ACESFilmicToneMapping;
  watch(renderer.getContext());
  scene = new THREE.Scene();
  camera = new THREE.PerspectiveCamera(45, 1, 0.1, 10);
  camera.position.z = 3;
  const sun = new THREE.DirectionalLight(0xffffff, 3);
  sun.position.set(1, 2, 3);
  scene.add(sun, new THREE.HemisphereLight(0xffffff, 0x444444, 1));
  mesh = new THREE.Mesh(new THREE.PlaneGeometry(2, 2));
  scene.add(mesh);
}

/** MeshStandardMaterial with a constant of its own in the shader. `maps`: with colour, normal and roughness maps. */
function standard(maps) {
  const own = ++count;
  const options = maps
    ? {map: texture(200, 100, 50), normalMap: texture(128, 128, 255), roughnessMap: texture(0, 200, 0)}
    : {color: 0xcc6633};
  const material = new THREE.MeshStandardMaterial({...options, roughness: 0.6, metalness: 0.2});
  material.customProgramCacheKey = () => `${nonce}_${own}`;
  material.onBeforeCompile = (shader) => {
    const line = `float k${nonce}_${own} = ${own}.0e-6;\n`;
    shader.fragmentShader = shader.fragmentShader
      .replace('void main() {', `${line}void main() {`)
      .replace('#include <dithering_fragment>', `#include <dithering_fragment>\ngl_FragColor.b += k${nonce}_${own};`);
    shader.vertexShader = shader.vertexShader
      .replace('void main() {', `${line}void main() {`)
      .replace('#include <project_vertex>', `transformed.z += k${nonce}_${own};\n#include <project_vertex>`);
  };
  mesh.material = material;
  renderer.render(scene, camera);
  return middle(renderer.getContext())[0];
}

/** Runs `work` once. It must leave something red in the middle. */
function measure(work) {
  take();
  const started = performance.now();
  const red = work();
  const ms = performance.now() - started;
  if (!(red > 0)) throw new Error('nothing was drawn');
  return {ms, ...take()};
}

globalThis.compileBench = {
  /** Everything from getContext() on, for the first program of this page. */
  first(what) {
    return measure(() => {
      if (what !== 'small') {
        prepareThree();
        return standard(what === 'maps');
      }
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = size;
      const gl = canvas.getContext('webgl2');
      watch(gl);
      return small(gl);
    });
  },
  next: (what) => measure(() => standard(what === 'maps')),
};
// Right when the page has loaded, as an application does it.
const wanted = new URLSearchParams(location.search).get('first');
if (wanted) {
  addEventListener('load', () => {
    try {
      globalThis.firstResult = {...globalThis.compileBench.first(wanted), loaded: performance.now()};
    } catch (error) {
      globalThis.firstResult = {failed: String(error)};
    }
  });
}
