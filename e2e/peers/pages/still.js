// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Makes one still of a page of three.js' examples, as its own screenshots are made: clocks stand at 0, random numbers are
// the fractions of 10,000 sin(pi/4 + n), and of each callback that the page asks a frame for, one is called once all is
// loaded. Runs after ours and before the page.

import {rendererOf, watchContexts} from '../../watched-contexts.js';

const realNow = performance.now.bind(performance);
const realRandom = Math.random;
const waiting = [];
const contexts = watchContexts();
let phase = 'loading';
let count = 0;

// Identifiers are no part of the sequence (three.ts lets the library ask for this one).
Math._random = realRandom;
Math.random = () => {
  const x = 10_000 * Math.sin(Math.PI / 4 + count++);
  return x - Math.floor(x);
};
performance._now = realNow;
performance.now = Date.now = Date.prototype.getTime = () => 0;
globalThis.TESTING = true;

globalThis.requestAnimationFrame = (callback) => {
  if (phase === 'loading') waiting.push(callback);
  return waiting.length;
};

// One moment of each video.
const {play} = HTMLVideoElement.prototype;
HTMLVideoElement.prototype.play = function () {
  this.addEventListener('timeupdate', () => this.pause(), {once: true});
  return play.call(this);
};

globalThis.still = {
  /** Presses what starts the page, and hides what is no part of the picture. */
  clean() {
    document.getElementById('startButton')?.click();
    const style = document.createElement('style');
    style.textContent =
      '#info, .three-inspector, button, input, body > .lil-gui, body > .lbl {display: none !important}';
    document.head.append(style);
    const statistics = [...document.querySelectorAll('div')].find((div) => getComputedStyle(div).zIndex === '10000');
    statistics?.remove();
  },
  /** Calls what waits; false when nothing does. */
  draw() {
    phase = 'drawing';
    const due = waiting.splice(0);
    for (const callback of due) callback(0);
    phase = 'drawn';
    return due.length > 0;
  },
  /** Who draws into the page's last context; empty without any. */
  renderer() {
    const gl = contexts.at(-1);
    return gl ? rendererOf(gl) : '';
  },
};
