// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// node draw.mjs <browser> <driver> <flags>...: prints what a page and a frame in it say of their renderer, and a number by chance.

import {remote} from 'webdriverio';
import {prepare} from './prepare.mjs';

const [binary, driver, ...args] = process.argv.slice(2);
const browser = await remote({
  logLevel: 'error',
  capabilities: {
    browserName: 'chrome',
    'goog:chromeOptions': {binary, args: ['headless', ...args]},
    'wdio:chromedriverOptions': {binary: driver},
  },
});

function draw() {
  const gl = document.querySelector('canvas').getContext('webgl2');
  gl.clearColor(0, 0.8, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const pixel = new Uint8Array(4);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return `${pixel.join(' ')} ${softWebgl2.active} ${Math.random()}`;
}

try {
  await prepare(browser);
  await browser.url('data:text/html,<canvas></canvas><iframe srcdoc="<canvas></canvas>"></iframe>');
  console.log(await browser.execute(draw));
  await browser.switchFrame(await browser.$('iframe'));
  console.log(await browser.execute(draw));
} finally {
  await browser.deleteSession();
}
