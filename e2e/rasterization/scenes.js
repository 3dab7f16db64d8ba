// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Draws primitives with the browser's own WebGL 2 and with ours, and counts the pixels that differ. Each primitive adds
// a little to what it covers, so that pixels covered twice show as well.

import {createContext, load} from 'soft-webgl2';
import {makeProgram} from '../program.js';

const kSize = 64;

const kVertex = `#version 300 es
in vec2 place; // in window coordinates of the viewport
uniform vec2 size;
uniform float pointSize;
void main() {
  gl_Position = vec4(place / size * 2.0 - 1.0, 0.0, 1.0);
  gl_PointSize = pointSize;
}`;
const kFragment = `#version 300 es
precision highp float;
out vec4 color;
void main() { color = vec4(16.0 / 255.0, 0.0, 0.0, 1.0 / 255.0); }`;

/** Numbers below 2^32 from a seed. */
function generator(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/**
 * Corners on a grid of 1/16 pixel, which every renderer holds exactly; `grid` sixteenths apart, up to `margin` pixels
 * outside of a viewport of `width` by `height` pixels.
 */
function places(random, count, grid, margin, width, height) {
  const along = (length) => (random(Math.floor(((length + 2 * margin) * 16) / grid) + 1) * grid) / 16 - margin;
  return Array.from({length: count}, () => [along(width), along(height)]).flat();
}

function makeSide(gl, antialias) {
  const program = makeProgram(gl, kVertex, kFragment, 'place');
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE);
  const target = gl.createFramebuffer();
  const renderbuffer = gl.createRenderbuffer();
  gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
  gl.renderbufferStorageMultisample(gl.RENDERBUFFER, antialias ? 4 : 0, gl.RGBA8, kSize, kSize);
  gl.bindFramebuffer(gl.FRAMEBUFFER, target);
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, renderbuffer);
  return {
    gl,
    target,
    size: gl.getUniformLocation(program, 'size'),
    pointSize: gl.getUniformLocation(program, 'pointSize'),
  };
}

function draw(side, scene) {
  const {gl} = side;
  gl.bindFramebuffer(gl.FRAMEBUFFER, scene.onCanvas ? null : side.target);
  gl.disable(gl.SCISSOR_TEST);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const [x, y, width, height] = scene.viewport;
  gl.viewport(x, y, width, height);
  if (scene.scissor) {
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(...scene.scissor);
  }
  gl.uniform2f(side.size, width, height);
  gl.uniform1f(side.pointSize, scene.pointSize ?? 1);
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(scene.places), gl.STREAM_DRAW);
  gl.drawArrays(gl[scene.mode], 0, scene.places.length / 2);
  if (!scene.onCanvas) {
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, side.target);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, kSize, kSize, 0, 0, kSize, kSize, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
  }
  const pixels = new Uint8Array(kSize * kSize * 4);
  gl.readPixels(0, 0, kSize, kSize, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  return pixels;
}

/** Corners of a scene of each mode. */
const kCorners = {
  POINTS: 12,
  LINES: 8,
  LINE_STRIP: 6,
  LINE_LOOP: 5,
  TRIANGLES: 6,
  TRIANGLE_STRIP: 5,
  TRIANGLE_FAN: 5,
};

/** @typedef {{mode: string, grid: number, margin?: number, viewports?: boolean, onCanvas?: boolean, antialias?: boolean, pointSizes?: number[]}} Kind */

/** The browser's own context and ours, made once for each kind of target. */
const kSides = new Map();

async function sidesFor(kind) {
  const antialias = Boolean(kind.antialias);
  const name = `${antialias} ${Boolean(kind.onCanvas)}`;
  if (kSides.has(name)) return kSides.get(name);
  await load();
  const sides = [false, true].map((ours) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = kSize;
    const attributes = {antialias: antialias && Boolean(kind.onCanvas), alpha: true};
    const gl = ours ? createContext(canvas, 'webgl2', attributes) : canvas.getContext('webgl2', attributes);
    return makeSide(gl, antialias && !kind.onCanvas);
  });
  kSides.set(name, sides);
  return sides;
}

/**
 * Draws `count` random scenes of a kind.
 * @returns how many pixels were covered natively, how many differ in how many scenes, and the first scene that does.
 */
globalThis.compare = async (kind, seed, count) => {
  const sides = await sidesFor(kind);
  const random = generator(seed);
  const result = {covered: 0, pixels: 0, scenes: 0, first: null};
  for (let n = 0; n < count; n++) {
    const viewport = kind.viewports
      ? [random(40) - 8, random(40) - 8, 1 << random(6), 1 << random(6)] // divided by without rounding
      : [0, 0, kSize, kSize];
    const scene = {
      mode: kind.mode,
      onCanvas: kind.onCanvas,
      viewport,
      scissor: kind.viewports && n % 2 ? [random(40), random(40), random(40), random(40)] : null,
      pointSize: kind.pointSizes?.[random(kind.pointSizes.length)],
      places: places(random, kCorners[kind.mode], kind.grid, kind.margin ?? 0, viewport[2], viewport[3]),
    };
    const [native, ours] = sides.map((side) => draw(side, scene));
    const differing = [];
    for (let at = 0; at < native.length; at += 4) {
      if (native[at + 3] > 0) result.covered++;
      if (native[at] !== ours[at]) {
        const pixel = at / 4;
        differing.push(`${pixel % kSize},${Math.floor(pixel / kSize)}: ${native[at] / 16}, ours ${ours[at] / 16}`);
      }
    }
    if (differing.length === 0) continue;
    result.pixels += differing.length;
    result.scenes++;
    result.first ??= {...scene, differing};
  }
  return result;
};
document.documentElement.dataset.ready = '';
