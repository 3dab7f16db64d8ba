// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Canvases that nobody sees: they are given no frames, and the last one once they come into sight.

import {type Browser, type Page, chromium, expect, test} from '@playwright/test';
import {PNG} from 'pngjs';
import {launchOptions} from '../browser.ts';

interface Globals {
  puts: number;
  canvas: HTMLCanvasElement;
  gl: WebGL2RenderingContext;
  /** Draws that many frames; the last one is green. */
  draw(frames: number): Promise<void>;
}
declare const globals: Globals;

let browser: Browser;
let page: Page;
test.beforeAll(async ({baseURL}) => {
  browser = await chromium.launch(launchOptions({renderer: 'none'}));
  page = await browser.newPage({baseURL: baseURL!, viewport: {width: 200, height: 200}});
});
test.afterAll(() => browser.close());

/** A page with a canvas far below; what is put onto 2D canvases is counted. */
async function open(): Promise<void> {
  await page.goto('/e2e/polyfill/page.html');
  await page.evaluate(async () => {
    const canvas = document.querySelector('canvas')!;
    canvas.style.cssText = 'position: absolute; top: 3000px; left: 0; width: 100px; height: 100px';
    const frame = (): Promise<number> => new Promise(requestAnimationFrame);
    const gl = canvas.getContext('webgl2')!;
    const shared: Globals = {
      puts: 0,
      canvas,
      gl,
      async draw(frames) {
        for (let i = frames - 1; i >= 0; --i) {
          await frame();
          gl.clearColor(i === 0 ? 0 : 1, 1, 0, 1);
          gl.clear(gl.COLOR_BUFFER_BIT);
        }
        await frame();
      },
    };
    const {putImageData} = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.putImageData = function (...args: unknown[]) {
      ++shared.puts;
      return (putImageData as (...args: unknown[]) => void).apply(this, args);
    };
    Object.assign(globalThis, {globals: shared});
    await shared.draw(3); // the observer has told by then
    shared.puts = 0;
  });
}

async function shown(): Promise<number[]> {
  const clip = (await page.locator('canvas').boundingBox())!;
  const picture = PNG.sync.read(await page.screenshot({clip}));
  const at = (50 * picture.width + 50) * 4;
  return [...picture.data.subarray(at, at + 3)];
}

test('a canvas that is scrolled away gets no frames, and the last one when it comes into sight', async () => {
  await open();
  expect(await page.evaluate(() => globals.draw(4).then(() => globals.puts))).toBe(0);
  await page.evaluate(async () => {
    scrollTo(0, 3000);
    while (globals.puts === 0) await new Promise(requestAnimationFrame);
  });
  expect(await page.evaluate(() => globals.puts)).toBe(1);
  expect(await shown()).toEqual([0, 255, 0]);
});

test('a canvas on a hidden page gets no frames, and the last one when the page is shown again', async () => {
  await open();
  const puts = await page.evaluate(async () => {
    globals.canvas.style.top = '0';
    await globals.draw(3);
    const counts = [globals.puts > 0];
    const setHidden = (hidden: boolean): void => {
      Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    };
    setHidden(true);
    globals.puts = 0;
    await globals.draw(4);
    counts.push(globals.puts > 0);
    setHidden(false);
    return [...counts, globals.puts];
  });
  expect(puts).toEqual([true, false, 1]);
  expect(await shown()).toEqual([0, 255, 0]);
});

test('who reads a canvas that is out of sight sees what was drawn', async () => {
  await open();
  const answers = await page.evaluate(async () => {
    const copy = document.createElement('canvas');
    copy.width = copy.height = 8;
    const context = copy.getContext('2d')!;
    const read = (): string => {
      context.clearRect(0, 0, 8, 8);
      context.drawImage(globals.canvas, 0, 0);
      return String(context.getImageData(4, 4, 1, 1).data);
    };
    await new Promise(requestAnimationFrame);
    globals.gl.clearColor(0, 0, 1, 1);
    globals.gl.clear(globals.gl.COLOR_BUFFER_BIT);
    const sameTask = read();
    await Promise.resolve();
    const sameFrame = read();
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return [sameTask, sameFrame, read()];
  });
  // The frame is over, though nobody saw it: the drawing buffer is empty, as in browsers.
  expect(answers).toEqual(['0,0,255,255', '0,0,255,255', '0,0,0,0']);
});
