// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// node draw.mjs <browser> <flags>...: prints what a page of three documents says of its renderer, and the time.

import puppeteer from 'puppeteer-core';
import {prepare} from './prepare.mjs';

const [executablePath, ...args] = process.argv.slice(2);
const browser = await puppeteer.launch({executablePath, args, headless: true});
try {
  const page = await browser.newPage();
  await prepare(page);
  await page.goto('data:text/html,<canvas></canvas><iframe srcdoc="<canvas></canvas>"></iframe>');
  for (const frame of page.frames()) {
    const said = await frame.evaluate(() => {
      const gl = document.querySelector('canvas').getContext('webgl2');
      gl.clearColor(0, 0.8, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const pixel = new Uint8Array(4);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return `${pixel.join(' ')} ${softWebgl2.active} ${Math.random()}`;
    });
    console.log(said);
  }
} finally {
  await browser.close();
}
