// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the polyfill does to the canvas: each way to read one, sizes, and how the polyfill itself comes and goes.

import {type Page, chromium, expect, test} from '@playwright/test';
import {PNG} from 'pngjs';
import {launchOptions} from '../browser.ts';

const green = [0, 255, 0, 255];
const nothing = [0, 0, 0, 0];

interface Helpers {
  /** A canvas in the page, 8 x 8, filled with a colour by a context of ours. */
  filled(color: number[], attributes?: WebGLContextAttributes): HTMLCanvasElement;
  fill(canvas: HTMLCanvasElement, color: number[]): void;
  /** The middle pixel of anything that can be drawn. */
  pixelOf(source: CanvasImageSource): number[];
  frames(count: number): Promise<void>;
}
declare const helpers: Helpers;

function install(): void {
  const fill = (canvas: HTMLCanvasElement, color: number[]): void => {
    const gl = canvas.getContext('webgl2')!;
    gl.clearColor(color[0]! / 255, color[1]! / 255, color[2]! / 255, color[3]! / 255);
    gl.clear(gl.COLOR_BUFFER_BIT);
  };
  (globalThis as {helpers?: Helpers}).helpers = {
    fill,
    filled(color, attributes) {
      const canvas = document.body.appendChild(document.createElement('canvas'));
      canvas.width = canvas.height = 8;
      canvas.getContext('webgl2', attributes);
      fill(canvas, color);
      return canvas;
    },
    pixelOf(source) {
      const flat = document.createElement('canvas').getContext('2d', {willReadFrequently: true})!;
      flat.drawImage(source, 0, 0, 8, 8);
      return Array.from(flat.getImageData(4, 4, 1, 1).data);
    },
    async frames(count) {
      for (let i = 0; i < count; ++i) await new Promise(requestAnimationFrame);
    },
  };
}

async function inPage<T>(baseURL: string, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({baseURL});
    await page.goto('/e2e/polyfill/page.html');
    await page.evaluate(install);
    return await work(page);
  } finally {
    await browser.close();
  }
}

test('every way to read a canvas sees what was drawn in the same task', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const {filled, pixelOf} = helpers;
      const imageOf = async (url: string): Promise<number[]> => {
        const image = new Image();
        image.src = url;
        await image.decode();
        return pixelOf(image);
      };
      const color = [0, 255, 0, 255];
      const results: {[name: string]: number[]} = {};
      results['drawImage'] = pixelOf(filled(color));
      results['toDataURL'] = await imageOf(filled(color).toDataURL());
      const blob = await new Promise<Blob>((resolve) => filled(color).toBlob((made) => resolve(made!)));
      results['toBlob'] = await imageOf(URL.createObjectURL(blob));
      results['createImageBitmap'] = pixelOf(await createImageBitmap(filled(color)));

      const flat = document.createElement('canvas').getContext('2d')!;
      flat.fillStyle = flat.createPattern(filled(color), 'repeat')!;
      flat.fillRect(0, 0, 20, 20);
      results['createPattern'] = Array.from(flat.getImageData(12, 12, 1, 1).data);

      const gl = document.createElement('canvas').getContext('webgl2')!;
      gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, filled(color));
      gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
      const texture = gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture;
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
      const pixel = new Uint8Array(4);
      gl.readPixels(4, 4, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      results['texImage2D'] = Array.from(pixel);

      const makeOffscreen = (): OffscreenCanvas => {
        const offscreen = new OffscreenCanvas(8, 8);
        const context = offscreen.getContext('webgl2')!;
        context.clearColor(0, 1, 0, 1);
        context.clear(context.COLOR_BUFFER_BIT);
        return offscreen;
      };
      results['transferToImageBitmap'] = pixelOf(makeOffscreen().transferToImageBitmap());
      results['convertToBlob'] = await imageOf(URL.createObjectURL(await makeOffscreen().convertToBlob()));
      return results;
    }),
  );
  for (const [name, pixel] of Object.entries(answers)) expect([name, pixel]).toEqual([name, green]);
  expect(Object.keys(answers).length).toBe(8);
});

test('captureStream takes what is shown', async ({baseURL}) => {
  const pixel = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const canvas = helpers.filled([255, 0, 0, 255]);
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = canvas.captureStream();
      void video.play();
      let pixel: number[] = [];
      for (let i = 0; i < 300 && !(pixel[1]! > 200 && pixel[0]! < 50); ++i) {
        helpers.fill(canvas, [0, 255, 0, 255]);
        await helpers.frames(1);
        pixel = helpers.pixelOf(video);
      }
      return pixel;
    }),
  );
  expect(pixel[0]).toBeLessThan(50); // the stream is compressed
  expect(pixel[1]).toBeGreaterThan(200);
});

test('a frame that was composited is there for readers only when it is preserved', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const {filled, frames, pixelOf} = helpers;
      const color = [0, 255, 0, 255];
      const canvases = [{}, {preserveDrawingBuffer: true}, {alpha: false}].map((more) => filled(color, more));
      await frames(4);
      const data = canvases.map((canvas) => canvas.toDataURL());
      return {pixels: canvases.map((canvas) => pixelOf(canvas)), differ: data[0] !== data[1]};
    }),
  );
  expect(answers).toEqual({pixels: [nothing, green, [0, 0, 0, 255]], differ: true});
});

test('colours that the page did not multiply survive low alpha', async ({baseURL}) => {
  const pixel = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const canvas = helpers.filled([255, 192, 128, 1], {premultipliedAlpha: false, preserveDrawingBuffer: true});
      const image = new Image();
      image.src = canvas.toDataURL();
      await image.decode();
      const gl = document.createElement('canvas').getContext('webgl2')!;
      gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
      gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
      const texture = gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture;
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
      const pixel = new Uint8Array(4);
      gl.readPixels(4, 4, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return Array.from(pixel);
    }),
  );
  expect(pixel).toEqual([255, 192, 128, 1]);
});

test('drawingBufferStorage has a size and a format of its own', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(() => {
      type Storage = {drawingBufferStorage(format: number, width: number, height: number): void};
      const canvas = helpers.filled([255, 0, 0, 255]);
      const gl = canvas.getContext('webgl2') as WebGL2RenderingContext & Storage & {drawingBufferFormat: number};
      gl.getExtension('EXT_color_buffer_float');
      gl.drawingBufferStorage(gl.RGBA16F, 4, 2);
      gl.clearColor(0, 1, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const stored = [gl.drawingBufferWidth, gl.drawingBufferHeight, gl.drawingBufferFormat, canvas.width];
      const pixel = helpers.pixelOf(canvas); // stretched over the canvas
      canvas.width = 16;
      return [stored, pixel, [gl.drawingBufferWidth, gl.drawingBufferHeight, gl.drawingBufferFormat], gl.getError()];
    }),
  );
  expect(answers).toEqual([[4, 2, 0x881a, 8], green, [16, 8, 0x881a], 0]);
});

test('a drawing buffer in Display P3 is shown as such', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(() => {
      const canvas = helpers.filled([128, 64, 64, 255], {preserveDrawingBuffer: true});
      const gl = canvas.getContext('webgl2')!;
      const plain = helpers.pixelOf(canvas);
      gl.drawingBufferColorSpace = 'display-p3';
      const wide = helpers.pixelOf(canvas);
      (gl as {drawingBufferColorSpace: string}).drawingBufferColorSpace = 'no space';
      return [plain, wide[0]! > 131 && wide[1]! < 64, gl.drawingBufferColorSpace];
    }),
  );
  expect(answers).toEqual([[128, 64, 64, 255], true, 'display-p3']);
});

test('the polyfill installs once, and goes without a trace', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const {prototype} = HTMLCanvasElement;
      const names = ['getContext', 'toDataURL', 'toBlob', 'captureStream', 'transferControlToOffscreen'] as const;
      const isNative = (value: unknown): boolean => String(value).includes('[native code]');
      const state = (): unknown[] => [
        ...names.map((name) => isNative(prototype[name])),
        isNative(Object.getOwnPropertyDescriptor(prototype, 'width')!.set),
        isNative(createImageBitmap),
        isNative(CanvasRenderingContext2D.prototype.drawImage),
      ];
      const wrapped = prototype.getContext;
      await new Promise((resolve) => {
        const again = document.createElement('script');
        again.src = '/dist/auto.js';
        again.onload = resolve;
        document.head.append(again);
      });
      const once = prototype.getContext === wrapped;
      const gl = document.querySelector('canvas')!.getContext('webgl2')!;
      const before = state();
      (globalThis as unknown as {softWebgl2: {uninstall(): void}}).softWebgl2.uninstall();
      const pixel = new Uint8Array(4);
      gl.clearColor(0, 1, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return {
        once,
        before: before.some(Boolean),
        after: state().every(Boolean),
        none: document.createElement('canvas').getContext('webgl2'),
        goesOn: Array.from(pixel),
      };
    }),
  );
  expect(answers).toEqual({once: true, before: false, after: true, none: null, goesOn: green});
});

test('other polyfills before and after compose with it', async ({baseURL}) => {
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({baseURL});
    await page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      (globalThis as {below?: string[]}).below = [];
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...args: unknown[]) {
        (globalThis as unknown as {below: string[]}).below.push(String(args[0]));
        return (original as (...args: unknown[]) => unknown).apply(this, args);
      } as typeof original;
    });
    await page.goto('/e2e/polyfill/page.html');
    const answers = await page.evaluate(() => {
      const {below} = globalThis as unknown as {below: string[]};
      const ours = HTMLCanvasElement.prototype.getContext as (...args: unknown[]) => unknown;
      let above = 0;
      const later = function (this: HTMLCanvasElement, ...args: unknown[]): unknown {
        ++above;
        return ours.apply(this, args);
      };
      HTMLCanvasElement.prototype.getContext = later as typeof HTMLCanvasElement.prototype.getContext;
      const gl = document.createElement('canvas').getContext('webgl2');
      document.createElement('canvas').getContext('bitmaprenderer');
      const seen = below.includes('bitmaprenderer');
      (globalThis as unknown as {softWebgl2: {uninstall(): void}}).softWebgl2.uninstall();
      const stays = (HTMLCanvasElement.prototype.getContext as unknown) === later;
      return {gl: gl !== null, above, seen, stays, flat: document.createElement('canvas').getContext('2d') !== null};
    });
    expect(answers).toEqual({gl: true, above: 2, seen: true, stays: true, flat: true});
  } finally {
    await browser.close();
  }
});

test('a VideoFrame of a canvas holds what was drawn in the same task', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(() => {
      const canvas = helpers.filled([255, 0, 0, 255]);
      helpers.fill(canvas, [0, 255, 0, 255]);
      const frame = new VideoFrame(canvas, {timestamp: 0});
      const pixel = helpers.pixelOf(frame);
      const isOne = frame instanceof VideoFrame;
      frame.close();
      return {pixel, isOne};
    }),
  );
  expect(answers).toEqual({pixel: green, isOne: true});
});

test('canvases, images and ImageData of an iframe of the same origin are uploaded', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const other = frame.contentWindow as Window & typeof globalThis;
      const canvas = other.document.createElement('canvas');
      canvas.width = canvas.height = 2;
      const flat = canvas.getContext('2d')!;
      flat.fillStyle = '#0f0';
      flat.fillRect(0, 0, 2, 2);
      const image = new other.Image();
      image.src = canvas.toDataURL();
      await image.decode();
      const sources = {
        canvas,
        image,
        data: flat.getImageData(0, 0, 2, 2),
        bitmap: await other.createImageBitmap(canvas),
      };
      const gl = document.createElement('canvas').getContext('webgl2')!;
      gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
      return Object.entries(sources).map(([name, source]) => {
        const texture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source);
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
        const pixel = new Uint8Array(4);
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        return [name, Array.from(pixel)];
      });
    }),
  );
  expect(answers).toEqual(['canvas', 'image', 'data', 'bitmap'].map((name) => [name, green]));
});

test('a page that replaced requestAnimationFrame shows the last of many pictures of a frame', async ({baseURL}) => {
  const shown = await inPage(baseURL!, async (page) => {
    await page.evaluate(async () => {
      const canvas = helpers.filled([255, 0, 0, 255], {preserveDrawingBuffer: true});
      canvas.id = 'shown';
      const frame = window.requestAnimationFrame;
      window.requestAnimationFrame = () => 0;
      for (let i = 0; i < 20; ++i) {
        helpers.fill(canvas, [0, i < 19 ? 10 * i : 255, 0, 255]);
        for (let turn = 0; turn < 4; ++turn) await Promise.resolve(); // the end of a task of ours
      }
      for (let i = 0; i < 3; ++i) await new Promise((resolve) => frame(resolve));
    });
    return PNG.sync.read(await page.locator('#shown').screenshot());
  });
  const middle = (4 * shown.width + 4) * 4;
  expect(Array.from(shown.data.subarray(middle, middle + 4))).toEqual(green);
});
