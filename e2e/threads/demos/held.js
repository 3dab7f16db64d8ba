// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Holds a page of demos/: clocks stand, chance is seeded, and frames come when they are asked for, with what each context
// has then. Runs before the page, and after auto.js where there is one, so that contexts of ours are seen.

import {seedGlobals} from '../../../web/visual/random.ts';
import {watchContexts} from '../../watched-contexts.js';

const contexts = watchContexts();
let now = 0;
let perLook = 0;
let waiting = [];
let last = 0;

const look = () => (now += perLook);
performance.now = look;
Date.now = () => Math.floor(look());
globalThis.requestAnimationFrame = (callback) => {
  waiting.push({handle: ++last, callback});
  return last;
};
globalThis.cancelAnimationFrame = (handle) => {
  waiting = waiting.filter((due) => due.handle !== handle);
};
seedGlobals(1);
globalThis.benchBudgetMs = 1; // of the page bench: as few frames as it has

/** The drawing buffer, with the page's state as it was. */
function pixelsOf(gl) {
  const {drawingBufferWidth: width, drawingBufferHeight: height} = gl;
  const framebuffer = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING);
  const buffer = gl.getParameter(gl.PIXEL_PACK_BUFFER_BINDING);
  const names = ['PACK_ALIGNMENT', 'PACK_ROW_LENGTH', 'PACK_SKIP_PIXELS', 'PACK_SKIP_ROWS'];
  const values = names.map((name) => gl.getParameter(gl[name]));
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
  for (const [i, name] of names.entries()) gl.pixelStorei(gl[name], i === 0 ? 4 : 0);
  const pixels = new Uint8Array(width * height * 4);
  Object.getPrototypeOf(gl).readPixels.call(gl, 0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  for (const [i, name] of names.entries()) gl.pixelStorei(gl[name], values[i]);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, framebuffer);
  return pixels;
}

const kEnoughColours = 64;

/** 0: black, or nothing at all. */
function countColours(pixels) {
  if (pixels.every((value, at) => value === 0 || at % 4 === 3)) return 0;
  const colours = new Set();
  for (const colour of new Uint32Array(pixels.buffer)) {
    if (colours.add(colour).size === kEnoughColours) break;
  }
  return colours.size;
}

/** SHA-256 of pictures, and how many colours the one with most has, up to some. */
async function sumUp(pictures) {
  const whole = new Uint8Array(await new Blob(pictures).arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
  return {
    hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    colours: Math.max(0, ...pictures.map(countColours)),
  };
}

globalThis.held = {
  /** Of those that the page has not given up: some libraries try one first. */
  get contexts() {
    return contexts.filter((gl) => !gl.isContextLost());
  },
  /** For those that come from elsewhere. */
  add(gl) {
    contexts.push(gl);
  },
  /** Frames that the page has asked for. */
  get waiting() {
    return waiting.length;
  },
  /** Time goes on by so much whenever somebody looks at it, for pages that wait for it in a loop. */
  tick(ms) {
    perLook = ms;
  },
  /** One frame, and what is drawn then. `draw`: of a page that asks for none. */
  frame(ms, draw) {
    now = ms;
    const due = waiting;
    waiting = [];
    for (const {callback} of due) callback(ms);
    if (draw) for (const gl of this.contexts) draw(gl);
    return sumUp(this.contexts.map(pixelsOf));
  },
  /** Whole pictures whenever the page reads a pixel, until it is asked for them. */
  collect(gl) {
    const frames = [];
    gl.readPixels = (...args) => {
      frames.push(sumUp([pixelsOf(gl)]));
      return Object.getPrototypeOf(gl).readPixels.apply(gl, args);
    };
    return () => Promise.all(frames.splice(0));
  },
};
