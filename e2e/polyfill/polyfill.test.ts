// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {type Browser, type Page, chromium, expect, test} from '@playwright/test';
import {launchOptions, type Renderer} from '../browser.ts';

async function inBrowser<T>(renderer: Renderer, baseURL: string, work: (page: Page) => Promise<T>): Promise<T> {
  const browser: Browser = await chromium.launch(launchOptions({renderer}));
  try {
    const page = await browser.newPage({baseURL});
    await page.goto('/e2e/polyfill/page.html');
    return await work(page);
  } finally {
    await browser.close();
  }
}

/** Who answers getContext, and whether what comes back draws. */
function look(page: Page): Promise<{active: boolean; native: boolean; pixel: number[]; types: string[]}> {
  return page.evaluate(() => {
    const canvas = document.querySelector('canvas')!;
    const gl = canvas.getContext('webgl2')!;
    gl.clearColor(0, 1, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const pixel = new Uint8Array(4);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    return {
      active: (globalThis as unknown as {softWebgl2: {active: boolean}}).softWebgl2.active,
      native: String(Object.getOwnPropertyDescriptor(Object.getPrototypeOf(gl), 'clear')?.value).includes(
        '[native code]',
      ),
      pixel: Array.from(pixel),
      types: [String(gl), String(gl.createBuffer())],
    };
  });
}

const types = ['[object WebGL2RenderingContext]', '[object WebGLBuffer]'];

test('a page whose browser has WebGL loads nothing but auto.js', async ({baseURL}) => {
  const loaded = await inBrowser('swiftshader', baseURL!, async (page) => {
    await look(page);
    await page.evaluate("document.createElement('canvas').getContext('webgl')");
    return page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({name}) => new URL(name).pathname)
        .filter((file) => file.startsWith('/dist/')),
    );
  });
  expect(loaded).toEqual(['/dist/auto.js']);
});

test('auto steps aside where the browser has WebGL 2', async ({baseURL}) => {
  expect(await inBrowser('swiftshader', baseURL!, look)).toEqual({
    active: false,
    native: true,
    pixel: [0, 255, 0, 255],
    types,
  });
});

for (const renderer of ['none', 'blocked'] as const) {
  test(`auto takes over where the browser has none (${renderer})`, async ({baseURL}) => {
    expect(await inBrowser(renderer, baseURL!, look)).toEqual({
      active: true,
      native: false,
      pixel: [0, 255, 0, 255],
      types,
    });
  });
}

test("contexts and objects are instances of the browser's classes", async ({baseURL}) => {
  const answers = await inBrowser('none', baseURL!, (page) =>
    page.evaluate(() => {
      const gl = document.querySelector('canvas')!.getContext('webgl2')!;
      const gl1 = document.createElement('canvas').getContext('webgl')!;
      const program = gl.createProgram();
      return [
        gl instanceof WebGL2RenderingContext,
        gl.constructor === WebGL2RenderingContext,
        gl1 instanceof WebGLRenderingContext,
        gl1 instanceof WebGL2RenderingContext,
        gl.createBuffer() instanceof WebGLBuffer,
        gl.createTexture() instanceof WebGLTexture,
        program instanceof WebGLProgram,
        gl.createVertexArray() instanceof WebGLVertexArrayObject,
        gl.getShaderPrecisionFormat(gl.VERTEX_SHADER, gl.HIGH_FLOAT) instanceof WebGLShaderPrecisionFormat,
      ];
    }),
  );
  expect(answers).toEqual([true, true, true, false, true, true, true, true, true]);
});

test('a canvas has one kind of context', async ({baseURL}) => {
  const answers = await inBrowser('none', baseURL!, (page) =>
    page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      const gl = canvas.getContext('webgl2');
      const flat = document.createElement('canvas');
      const context = flat.getContext('2d');
      return [
        canvas.getContext('webgl2') === gl,
        canvas.getContext('webgl'),
        canvas.getContext('2d'),
        flat.getContext('webgl2'),
        flat.getContext('2d') === context,
      ];
    }),
  );
  expect(answers).toEqual([true, null, null, null, true]);
});

test('whoever reads the canvas sees what was drawn in the same task', async ({baseURL}) => {
  const answers = await inBrowser('none', baseURL!, (page) =>
    page.evaluate(async () => {
      const canvas = document.querySelector('canvas')!;
      const gl = canvas.getContext('webgl2')!;
      const fill = (red: number, green: number): void => {
        gl.clearColor(red, green, 0, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
      };
      const flat = document.createElement('canvas').getContext('2d')!;
      const pixel = (): number[] => Array.from(flat.getImageData(0, 0, 1, 1).data);

      fill(1, 0);
      flat.drawImage(canvas, 0, 0);
      const drawn = pixel();
      fill(0, 1);
      flat.drawImage(await createImageBitmap(canvas), 0, 0);
      const bitmap = pixel();

      const offscreen = new OffscreenCanvas(4, 4);
      const gl2 = offscreen.getContext('webgl2')!;
      gl2.clearColor(0, 0, 1, 1);
      gl2.clear(gl2.COLOR_BUFFER_BIT);
      flat.drawImage(offscreen.transferToImageBitmap(), 0, 0);
      return [drawn, bitmap, pixel()];
    }),
  );
  expect(answers).toEqual([
    [255, 0, 0, 255],
    [0, 255, 0, 255],
    [0, 0, 255, 255],
  ]);
});

test('a new canvas size is a new drawing buffer', async ({baseURL}) => {
  const answers = await inBrowser('none', baseURL!, (page) =>
    page.evaluate(async () => {
      const canvas = document.querySelector('canvas')!;
      const gl = canvas.getContext('webgl2')!;
      canvas.width = 20;
      const set = [gl.drawingBufferWidth, gl.drawingBufferHeight];
      canvas.setAttribute('height', '30');
      await null;
      return [set, [gl.drawingBufferWidth, gl.drawingBufferHeight]];
    }),
  );
  expect(answers).toEqual([
    [20, 8],
    [20, 30],
  ]);
});

test('contexts are lost and restored as the page asks', async ({baseURL}) => {
  const answers = await inBrowser('none', baseURL!, (page) =>
    page.evaluate(async () => {
      const canvas = document.querySelector('canvas')!;
      const gl = canvas.getContext('webgl2')!;
      const buffer = gl.createBuffer();
      const extension = gl.getExtension('WEBGL_lose_context')!;
      const event = (type: string): Promise<Event> =>
        new Promise((resolve) => canvas.addEventListener(type, resolve, {once: true}));
      canvas.addEventListener('webglcontextlost', (lost) => lost.preventDefault());
      const lost = event('webglcontextlost');
      extension.loseContext();
      const lostNow = gl.isContextLost();
      await lost;
      const restored = event('webglcontextrestored');
      extension.restoreContext();
      await restored;
      const back = gl.isContextLost();
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      return [lostNow, back, gl.getError() === gl.INVALID_OPERATION];
    }),
  );
  expect(answers).toEqual([true, false, true]);
});

test('failIfMajorPerformanceCaveat is honoured, with an event that says why', async ({baseURL}) => {
  const answers = await inBrowser('none', baseURL!, (page) =>
    page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      let reason = '';
      canvas.addEventListener('webglcontextcreationerror', (event) => {
        reason = (event as WebGLContextEvent).statusMessage;
      });
      return [canvas.getContext('webgl2', {failIfMajorPerformanceCaveat: true}), reason !== ''];
    }),
  );
  expect(answers).toEqual([null, true]);
});

test('a worker from a blob: URL draws, also when the URL is revoked at once', async ({baseURL}) => {
  const pixel = await inBrowser('none', baseURL!, (page) =>
    page.evaluate(() => {
      const work = `
        'use strict';
        const gl = new OffscreenCanvas(4, 4).getContext('webgl2');
        gl.clearColor(0, 1, 0, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        const pixel = new Uint8Array(4);
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        postMessage(Array.from(pixel));`;
      const url = URL.createObjectURL(new Blob([work]));
      const worker = new Worker(url);
      URL.revokeObjectURL(url);
      return new Promise<number[]>((resolve, reject) => {
        worker.onmessage = (event) => resolve(event.data as number[]);
        worker.onerror = (event) => reject(new Error(event.message));
      });
    }),
  );
  expect(pixel).toEqual([0, 255, 0, 255]);
});
