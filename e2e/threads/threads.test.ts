// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Threads in a page: the same bits as with one, and nothing of them where memory cannot be shared.

import {type Page, chromium, expect, test} from '@playwright/test';
import {launchOptions} from '../browser.ts';
import type * as indexModule from '../../web/entries/index.ts';

type Global = {softWebgl2Module: typeof indexModule};

interface Answer {
  isolated: boolean;
  threads: number;
  reason: string;
  hash: string;
  shown: string;
}

/** A scene's third frame, read and shown. */
async function draw(page: Page, name: string, threads: number): Promise<Answer> {
  return page.evaluate(
    async ([name, threads]) => {
      const {createContext, getInfo, load} = (globalThis as unknown as Global).softWebgl2Module;
      await load({threads});
      const scene = await import(`/e2e/bench/scenes/${name}.js`);
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [333, 251];
      document.body.append(canvas);
      const gl = createContext(canvas, 'webgl2', {antialias: scene.antialias ?? false, preserveDrawingBuffer: true})!;
      const until = performance.now() + 20_000;
      while (crossOriginIsolated && getInfo(gl).threads < threads && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      scene.setup(gl);
      for (let i = 0; i < 3; ++i) scene.frame(gl, i);
      const pixels = new Uint8Array(333 * 251 * 4);
      gl.readPixels(0, 0, 333, 251, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', pixels));
      const info = getInfo(gl);
      return {
        isolated: crossOriginIsolated,
        threads: info.threads,
        reason: info.threadsReason,
        hash: digest.join(),
        shown: canvas.toDataURL(),
      };
    },
    [name, threads] as const,
  );
}

async function inPage<T>(baseURL: string, address: string, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({baseURL});
    await page.goto(address);
    await page.waitForFunction('globalThis.softWebgl2Module');
    return await work(page);
  } finally {
    await browser.close();
  }
}

for (const name of ['instanced-cubes-antialiased', 'shadow-map', 'many-draw-calls', 'blended-fill']) {
  test(`${name}: two threads give the bits of one`, async ({baseURL}) => {
    const one = await inPage(baseURL!, '/e2e/threads/page.html', (page) => draw(page, name, 1));
    const two = await inPage(baseURL!, '/e2e/threads/page.html', (page) => draw(page, name, 2));
    expect(one).toMatchObject({isolated: true, threads: 1, reason: expect.stringContaining('one was asked for')});
    expect(two).toEqual({...one, threads: 2, reason: ''});
  });
}

test('a page that is not isolated draws on one thread, and fetches nothing more', async ({baseURL}) => {
  const requests: string[] = [];
  const answer = await inPage(baseURL!, '/e2e/modules/page.html', async (page) => {
    page.on('request', (request) => requests.push(request.url()));
    return draw(page, 'solid-fill', 2);
  });
  expect(answer).toMatchObject({isolated: false, threads: 1, reason: expect.stringContaining('isolated')});
  expect(requests.filter((url) => /threads\.wasm|thread\.js/.test(url))).toEqual([]);
});

test('load() refuses what is no number of threads', async ({baseURL}) => {
  const name = await inPage(baseURL!, '/e2e/threads/page.html', (page) =>
    page.evaluate(() => {
      const {load} = (globalThis as unknown as Global).softWebgl2Module;
      return load({threads: 0}).catch((error: Error) => error.name);
    }),
  );
  expect(name).toBe('TypeError');
});
