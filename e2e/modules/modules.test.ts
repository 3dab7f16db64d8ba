// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The package's modules, as a page imports them, in a browser without WebGL.

import {type Page, chromium, expect, test} from '@playwright/test';
import {launchOptions} from '../browser.ts';
import type * as indexModule from '../../web/entries/index.ts';

type Global = {softWebgl2Module: typeof indexModule};

async function inPage<T>(baseURL: string, work: (page: Page) => Promise<T>, query = ''): Promise<T> {
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({baseURL});
    await page.goto(`/e2e/modules/page.html${query}`);
    await page.waitForFunction('globalThis.softWebgl2Module');
    return await work(page);
  } finally {
    await browser.close();
  }
}

test('a context can be made once load() is done, and not before', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const index = (globalThis as unknown as Global).softWebgl2Module;
      const canvas = document.createElement('canvas');
      let reason = '';
      canvas.addEventListener('webglcontextcreationerror', (event) => {
        reason = (event as WebGLContextEvent).statusMessage;
      });
      const early = index.createContext(canvas, 'webgl2');
      await index.load();
      const gl = index.createContext(canvas, 'webgl2')!;
      gl.clearColor(1, 0, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const url = canvas.toDataURL(); // hooked on this canvas alone
      const flat = document.createElement('canvas').getContext('2d')!;
      const image = new Image();
      image.src = url;
      await image.decode();
      flat.drawImage(image, 0, 0);
      return {
        early,
        told: reason.includes('load()'),
        pixel: Array.from(flat.getImageData(9, 9, 1, 1).data),
        native: document.createElement('canvas').getContext('webgl2'),
        info: index.getInfo(),
      };
    }),
  );
  expect(answers).toEqual({
    early: null,
    told: true,
    pixel: [255, 0, 0, 255],
    native: null,
    info: {
      ...{name: 'soft-webgl2', version: expect.any(String), supported: true, loaded: true, active: false},
      ...{reason: 'not-installed', explanation: expect.stringContaining('createContext()'), warnings: [], renderer: ''},
    },
  });
});

test('inline makes a context at once', async ({baseURL}) => {
  const draw = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const inline = (globalThis as unknown as Global).softWebgl2Module;
      const gl = inline.createContext(document.createElement('canvas'), 'webgl2')!;
      return gl.getParameter(gl.VERSION) as string;
    });
  const version = await inPage(baseURL!, draw, '?inline');
  expect(version).toMatch(/^WebGL 2\.0/);
});

test('a failed load can be tried again', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const index = (globalThis as unknown as Global).softWebgl2Module;
      const failure = await index.load({wasmUrl: '/no-such-file.bin'}).catch((error: Error) => error.name);
      await index.load();
      return [failure, index.getInfo().loaded];
    }),
  );
  expect(answers).toEqual(['SoftWebgl2LoadError', true]);
});

test('install() is idempotent and can be undone', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const index = (globalThis as unknown as Global).softWebgl2Module;
      const {getContext} = HTMLCanvasElement.prototype;
      const installation = index.install();
      const again = index.install({prefer: 'software'});
      await installation.ready;
      const during = document.createElement('canvas').getContext('webgl2') !== null;
      const {active} = installation;
      installation.uninstall();
      return {
        active,
        later: installation.active,
        same: again === installation,
        during,
        after: document.createElement('canvas').getContext('webgl2'),
        restored: HTMLCanvasElement.prototype.getContext === getContext,
      };
    }),
  );
  expect(answers).toEqual({active: true, later: false, same: true, during: true, after: null, restored: true});
});

test('the first load() says where the core is, whoever else waits for it', async ({baseURL}) => {
  const asked = await inPage(baseURL!, async (page) => {
    const cores: string[] = [];
    page.on('request', (request) => /\.wasm$/.test(request.url()) && cores.push(new URL(request.url()).pathname));
    await page.route('**/elsewhere/core.wasm', async (route) =>
      route.fulfill({response: await route.fetch({url: `${baseURL}/dist/soft-webgl2.wasm`})}),
    );
    await page.evaluate(async () => {
      const index = (globalThis as unknown as Global).softWebgl2Module;
      void index.load({wasmUrl: '/elsewhere/core.wasm'});
      await index.install().ready;
    });
    return cores;
  });
  expect(asked).toEqual(['/elsewhere/core.wasm']);
});
