// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What other engines do, acted out in Chromium: scripts that must have a type, canvases that give noise, renderers
// without a name.

import {type Page, chromium, expect, test} from '@playwright/test';
import {launchOptions} from '../browser.ts';

/** Opens a page with auto.js, after `before` has made the browser another one. */
async function inPage<T>(
  baseURL: string,
  options: object,
  before: () => void,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage({baseURL});
    await page.addInitScript(before);
    await page.goto(`/e2e/who/page.html#${encodeURIComponent(JSON.stringify(options))}`);
    return await work(page);
  } finally {
    await browser.close();
  }
}

/** What getInfo() has been told to tell, and how often the console was. */
async function told(page: Page, work: () => void): Promise<{warnings: string[]; errors: number}> {
  let errors = 0;
  page.on(
    'console',
    (message) => (errors += Number(message.type() === 'error' && /^soft-webgl2/.test(message.text()))),
  );
  await page.evaluate(work);
  const warnings = await page.evaluate(async () => {
    const {getInfo} = (await import('/dist/index.js' as string)) as {getInfo(): {warnings: string[]}};
    return getInfo().warnings;
  });
  return {warnings, errors};
}

test('a worker of a blob without a type gets scripts with one, as Firefox and WebKit demand', async ({baseURL}) => {
  const record = (): void => {
    const types: string[] = [];
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (object) => {
      types.push((object as Blob).type);
      return create(object);
    };
    Object.assign(globalThis, {types});
  };
  const answer = await inPage(baseURL!, {prefer: 'software'}, record, (page) =>
    page.evaluate(async () => {
      const address = URL.createObjectURL(new Blob(['postMessage("ran")']));
      const worker = new Worker(address);
      const ran = await new Promise((resolve) => (worker.onmessage = ({data}) => resolve(data)));
      return [ran, ...(globalThis as unknown as {types: string[]}).types];
    }),
  );
  const [ran, page, ...ours] = answer;
  expect([ran, page]).toEqual(['ran', '']);
  expect(ours.length).toBeGreaterThan(0);
  expect(new Set(ours)).toEqual(new Set(['text/javascript']));
});

test('noise of canvases is told once', async ({baseURL}) => {
  const noisy = (): void => {
    for (const Context of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
      const prototype = Context.prototype as CanvasRenderingContext2D;
      const {getImageData} = prototype;
      prototype.getImageData = function (...args) {
        const image = getImageData.apply(this, args);
        image.data[1]! ^= 1;
        return image;
      };
    }
  };
  const upload = (): void => {
    const gl = document.querySelector<HTMLCanvasElement>('#plain')!.getContext('webgl2')!;
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    const source = document.createElement('canvas');
    source.getContext('2d')!.fillRect(0, 0, 8, 8);
    for (let i = 0; i < 2; ++i) gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source);
  };
  const options = {prefer: 'software'};
  expect(await inPage(baseURL!, options, noisy, (page) => told(page, upload))).toEqual({
    warnings: [expect.stringMatching(/fingerprinting.*noise/)],
    errors: 1,
  });
  const plain = (): void => undefined;
  expect(await inPage(baseURL!, options, plain, (page) => told(page, upload))).toEqual({warnings: [], errors: 0});
});

test('a renderer that has no name is told where nativeSoftware asks for it', async ({baseURL}) => {
  const masked = (): void => {
    const kUnmaskedRenderer = 0x9246;
    const {getParameter} = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.getParameter = function (name) {
      return name === kUnmaskedRenderer ? 'Apple GPU' : (getParameter.call(this, name) as unknown);
    };
  };
  const ask = (): void => {
    for (const id of ['#soft', '#plain']) document.querySelector<HTMLCanvasElement>(id)!.getContext('webgl2');
  };
  const options = {prefer: 'auto', nativeSoftware: 'replace'};
  expect(await inPage(baseURL!, options, masked, (page) => told(page, ask))).toEqual({
    warnings: [expect.stringMatching(/'Apple GPU'.*nativeSoftware/)],
    errors: 1,
  });
});
