// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// WebGL in workers, in a browser without any: the page's workers get the polyfill by themselves, or install for
// themselves.

import {type Page, chromium, expect, test} from '@playwright/test';
import {countColours, decodePicture} from '../pictures.ts';
import {launchOptions} from '../browser.ts';

async function inPage<T>(baseURL: string, name: string, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({baseURL});
    await page.goto(`/e2e/worker/${name}`);
    return await work(page);
  } finally {
    await browser.close();
  }
}

interface Start {
  url: string;
  options?: WorkerOptions;
  /** The script itself, which a blob: URL will lead to. */
  text?: string;
}

/** The first message of a worker, which is sent one at once; or what its error event says. */
function answer(page: Page, start: Start): Promise<unknown> {
  return page.evaluate(async ({url, options, text}: Start) => {
    const address = text === undefined ? url : URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
    const worker = new Worker(address, options);
    if (text !== undefined) URL.revokeObjectURL(address);
    worker.postMessage('go');
    return new Promise((resolve) => {
      worker.onmessage = (event) => resolve(event.data);
      worker.onerror = (event) => resolve(`error: ${event.message}`);
    });
  }, start);
}

const blue = [0, 0, 255, 255];
const classicAnswer = {
  pixel: blue,
  path: '/e2e/worker/classic.js?a=1',
  base: true,
  fetched: true,
  name: 'painter',
  strict: true,
};
const inline = `'use strict';
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  gl.clearColor(0, 0, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const pixel = new Uint8Array(4);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  self.onmessage = (event) => self.postMessage([...pixel, (function () { return this === undefined; })(), event.data]);`;
const inlineAnswer = [...blue, true, 'go'];

test('a classic worker gets the polyfill, and believes in its own address', async ({baseURL}) => {
  const start: Start = {url: 'classic.js?a=1', options: {name: 'painter'}};
  expect(await inPage(baseURL!, 'page.html', (page) => answer(page, start))).toEqual(classicAnswer);
});

test('a module worker gets the polyfill, and no message is lost', async ({baseURL}) => {
  const start: Start = {url: 'module.js', options: {type: 'module'}};
  const got = await inPage(baseURL!, 'page.html', (page) => answer(page, start));
  expect(got).toEqual({pixel: blue, path: '/e2e/worker/module.js', got: 'go'});
});

for (const type of ['classic', 'module'] as const) {
  test(`a ${type} worker from a blob: URL gets the polyfill`, async ({baseURL}) => {
    const start: Start = {url: '', text: inline, options: {type}};
    expect(await inPage(baseURL!, 'page.html', (page) => answer(page, start))).toEqual(inlineAnswer);
  });
}

test('a data: worker gets the polyfill', async ({baseURL}) => {
  const start: Start = {url: `data:text/javascript,${encodeURIComponent(inline)}`};
  expect(await inPage(baseURL!, 'page.html', (page) => answer(page, start))).toEqual(inlineAnswer);
});

test('a worker of a worker gets the polyfill', async ({baseURL}) => {
  const got = await inPage(baseURL!, 'page.html', (page) => answer(page, {url: 'nested.js'}));
  expect(got).toEqual({...classicAnswer, path: '/e2e/worker/classic.js', name: 'inner'});
});

test('workers start under a policy without blobs', async ({baseURL}) => {
  const answers = await inPage(baseURL!, 'policy.html', async (page) => [
    await answer(page, {url: 'classic.js?a=1', options: {name: 'painter'}}),
    await answer(page, {url: 'module.js', options: {type: 'module'}}),
  ]);
  expect(answers).toEqual([classicAnswer, {pixel: blue, path: '/e2e/worker/module.js', got: 'go'}]);
});

test('the polyfill may come from another origin', async ({baseURL}) => {
  const answers = await inPage(baseURL!, 'bare.html', async (page) => {
    await page.addScriptTag({url: `${baseURL!.replace('127.0.0.1', 'localhost')}/dist/auto.js`});
    return [
      await answer(page, {url: 'classic.js?a=1', options: {name: 'painter'}}),
      await answer(page, {url: 'module.js', options: {type: 'module'}}),
      await answer(page, {url: '', text: inline}),
    ];
  });
  expect(answers).toEqual([classicAnswer, {pixel: blue, path: '/e2e/worker/module.js', got: 'go'}, inlineAnswer]);
});

test('Worker stays what it was to a page', async ({baseURL}) => {
  const answers = await inPage(baseURL!, 'page.html', (page) =>
    page.evaluate(async () => {
      class Mine extends Worker {}
      const blob = URL.createObjectURL(new Blob(['throw new Error("of the page")']));
      const worker = new Mine(blob);
      const message = new Promise((resolve) => worker.addEventListener('error', (event) => resolve(event.message)));
      const threw = (work: () => void): string => {
        try {
          work();
          return '';
        } catch (error) {
          return (error as Error).name;
        }
      };
      return {
        kinds: [worker instanceof Worker, worker instanceof Mine, new Worker(blob).constructor === Worker],
        shape: [Worker.name, Worker.length, String(worker)],
        threw: [
          threw(() => void new (Worker as unknown as new () => Worker)()),
          threw(() => void new Worker('http://[')),
          threw(() => void (Worker as unknown as (url: string) => void)('x.js')),
        ],
        message: String(await message).replace('Uncaught ', ''),
      };
    }),
  );
  expect(answers).toEqual({
    kinds: [true, true, true],
    shape: ['Worker', 1, '[object Worker]'],
    threw: ['TypeError', 'SyntaxError', 'TypeError'],
    message: 'Error: of the page',
  });
});

test('uninstall() and `workers: false` leave workers alone', async ({baseURL}) => {
  const native = await inPage(baseURL!, 'page.html', async (page) => {
    await page.evaluate('softWebgl2.uninstall()');
    return [
      await page.evaluate(() => Worker.prototype.constructor === Worker),
      await answer(page, {url: 'classic.js'}),
    ];
  });
  expect(native).toMatchObject([true, {pixel: null}]);
  const opted = await inPage(baseURL!, 'bare.html', async (page) => {
    await page.evaluate('globalThis.softWebgl2Options = {workers: false}');
    await page.addScriptTag({url: '/dist/auto.js'});
    await page.evaluate("new OffscreenCanvas(1, 1).getContext('webgl2')");
    return [await page.evaluate('softWebgl2.active'), await answer(page, {url: 'classic.js'})];
  });
  expect(opted).toMatchObject([true, {pixel: null}]);
});

for (const script of ['worker', 'auto-inline']) {
  test(`a worker may load ${script}.js itself`, async ({baseURL}) => {
    const start: Start = {url: `own-classic.js?script=/dist/${script}.js`};
    expect(await inPage(baseURL!, 'bare.html', (page) => answer(page, start))).toEqual([blue, blue, true]);
  });
}

test('a module worker may import worker.js itself', async ({baseURL}) => {
  const start: Start = {url: 'own-module.js', options: {type: 'module'}};
  expect(await inPage(baseURL!, 'bare.html', (page) => answer(page, start))).toEqual([blue, blue, true]);
});

/** How many pixels of the page's canvas are of each colour, after a worker drew on it. */
async function place(page: Page, attributes: object): Promise<{[colour: string]: number}> {
  await page.evaluate(async (given) => {
    const canvas = document.querySelector('canvas')!.transferControlToOffscreen();
    const worker = new Worker('placed.js');
    worker.postMessage({canvas, attributes: given}, [canvas]);
    await new Promise((resolve) => (worker.onmessage = resolve));
  }, attributes);
  await page.waitForTimeout(300);
  const picture = decodePicture(`,${(await page.locator('canvas').screenshot()).toString('base64')}`);
  const counts: {[colour: string]: number} = {};
  for (let at = 0; at < picture.data.length; at += 4) {
    const colour = picture.data.subarray(at, at + 3).join();
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return countColours(picture) > 0 ? counts : {};
}

test('what a worker draws on a canvas of the page is shown without a commit', async ({baseURL}) => {
  expect(await inPage(baseURL!, 'page.html', (page) => place(page, {}))).toEqual({'0,255,0': 64});
});

test('a placed canvas keeps its drawing buffer between frames only when asked', async ({baseURL}) => {
  const kept = {late: true, preserveDrawingBuffer: true};
  expect(await inPage(baseURL!, 'page.html', (page) => place(page, kept))).toEqual({'0,255,0': 48, '255,0,0': 16});
  const cleared = {late: true, alpha: false};
  expect(await inPage(baseURL!, 'page.html', (page) => place(page, cleared))).toEqual({'0,0,0': 48, '255,0,0': 16});
});
