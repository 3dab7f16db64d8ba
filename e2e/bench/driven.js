// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Runs before all else in a page that draws itself, and takes its frames in hand: they come one after the other, 1/60 s of
// the page's clock apart, and each is waited for by reading one pixel. driven-pages.ts calls it.

import {Random} from '../random.ts';
import {rendererOf, watchContexts} from '../watched-contexts.js';

const stepMs = 1000 / 60;
const minGroupMs = 150;
const minFrames = 3;

const realNow = performance.now.bind(performance);
const realFrame = globalThis.requestAnimationFrame.bind(globalThis);
const contexts = watchContexts();
const onePixel = new Uint8Array(4);
let callbacks = new Map();
let lastId = 0;
let clock = 0;
let frames = 0;
let driven = false;

const startDate = 1.7e12;
performance.now = () => clock;
Date.now = () => startDate + clock;
globalThis.requestAnimationFrame = (callback) => {
  callbacks.set(++lastId, callback);
  return lastId;
};
globalThis.cancelAnimationFrame = (id) => callbacks.delete(id);
const random = new Random(1);
Math.random = () => random.unit();

/** False when the page asked for no frame. */
function frame() {
  clock += stepMs;
  const due = callbacks;
  callbacks = new Map();
  for (const callback of due.values()) callback(clock);
  if (due.size > 0) ++frames;
  return due.size > 0;
}

function wait() {
  for (const gl of contexts) {
    const target = gl.READ_FRAMEBUFFER ?? gl.FRAMEBUFFER;
    const bound = gl.getParameter(gl.READ_FRAMEBUFFER ? gl.READ_FRAMEBUFFER_BINDING : gl.FRAMEBUFFER_BINDING);
    gl.bindFramebuffer(target, null);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, onePixel);
    gl.bindFramebuffer(target, bound);
  }
}

function free() {
  if (!driven) frame();
  realFrame(free);
}
realFrame(free);

globalThis.bench = {
  /** Who draws; the page's own frames end. */
  take() {
    driven = true;
    const lasting = contexts.filter((context) => !context.isContextLost()); // others were to see whether there is one
    contexts.splice(0, contexts.length, ...lasting);
    const gl = contexts.at(-1);
    if (!gl) throw new Error('no WebGL context');
    return rendererOf(gl);
  },
  get frames() {
    return frames;
  },
  /** Milliseconds per frame. */
  group() {
    const started = realNow();
    for (let count = 1; ; ++count) {
      if (!frame()) throw new Error('nothing moves');
      wait();
      const ms = realNow() - started;
      if (count >= minFrames && ms >= minGroupMs) return ms / count;
    }
  },
  error() {
    return contexts.some((gl) => gl.isContextLost()) ? 'context lost' : '';
  },
};
