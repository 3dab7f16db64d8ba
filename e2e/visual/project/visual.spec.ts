// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Twelve pages of as many kinds. Times of `advanceFrames` are annotations, for a comparison with another renderer.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type {Page} from '@playwright/test';
import {expect, test} from 'soft-webgl2/playwright';

const out = path.join(import.meta.dirname, 'out');
/** The browser's own renderer, which is timed: `each`, every frame is waited for; `last`, the last one. */
const native = process.env['SW_NATIVE'];

/**
 * The browser only notes down what a frame draws, and its GPU process draws it later. A pixel can be read when all before it
 * is drawn.
 */
function waitForFrames(each: boolean): void {
  const contexts = new Set<WebGL2RenderingContext>();
  const {prototype} = HTMLCanvasElement;
  const {getContext} = prototype;
  prototype.getContext = function (this: HTMLCanvasElement, ...args: Parameters<typeof getContext>) {
    const context = getContext.apply(this, args);
    if (context && 'readPixels' in context) contexts.add(context as WebGL2RenderingContext);
    return context;
  } as typeof getContext;
  const finish = (): void => {
    for (const gl of contexts) {
      const bound = gl.getParameter(gl.FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      gl.bindFramebuffer(gl.FRAMEBUFFER, bound);
    }
  };
  Object.assign(globalThis, {finish});
  if (!each) return;
  const request = requestAnimationFrame;
  globalThis.requestAnimationFrame = (work) => {
    return request((time) => {
      work(time);
      finish();
    });
  };
}

function html(script: string): string {
  return `<!doctype html><meta charset="utf-8"><style>body { margin: 0 } #map { width: 320px; height: 240px }</style>
    <canvas width="320" height="240"></canvas><script type="module" src="/${script}.js"></script>`;
}

test.beforeEach(async ({context}) => {
  if (native) await context.addInitScript(waitForFrames, native === 'each');
  await context.route('http://visual.test/**', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const file = path.join(out, name);
    if (fs.existsSync(file)) {
      return route.fulfill({contentType: 'text/javascript', body: fs.readFileSync(file)});
    }
    const body = name === 'maplibre' ? html(name).replace(/<canvas.*?<\/canvas>/, '<div id="map"></div>') : html(name);
    return route.fulfill({contentType: 'text/html', body});
  });
});

interface Stepper {
  advanceFrames(count: number): Promise<void>;
}

/** What a library does until it can draw takes as many frames as it takes. */
async function untilReady(page: Page, rendering: Stepper): Promise<void> {
  for (let round = 0; round < 400; ++round) {
    if (await page.evaluate('globalThis.ready === true')) return;
    await rendering.advanceFrames(1);
    await page.waitForTimeout(5);
  }
  throw new Error('the page is never ready');
}

/** Steps to a whole second of the page's time, wherever it is, and tells how long the first frame took, and the others. */
async function toSecond(page: Page, rendering: Stepper, second: number): Promise<void> {
  const now = await page.evaluate(() => performance.now());
  const frames = Math.floor((second * 1000 - now) / 16);
  const timed = async (count: number): Promise<number> => {
    const start = performance.now();
    await rendering.advanceFrames(count);
    if (native) await page.evaluate('finish()');
    return (performance.now() - start) / count;
  };
  const {annotations} = test.info();
  annotations.push({type: 'firstMs', description: (await timed(1)).toFixed(3)});
  annotations.push({type: 'frameMs', description: (await timed(frames - 1)).toFixed(3)});
}

/** The golden; of the browser's own renderer a picture is taken. */
async function meets(page: Page, name: string, canvas = page.locator('canvas').first()): Promise<void> {
  if (native) await canvas.screenshot();
  else await expect(canvas).toHaveRendering(name);
}

for (const name of ['three', 'regl', 'plain', 'animation', 'plain?samples=4']) {
  test(name, async ({page, rendering}) => {
    await page.goto(`http://visual.test/${name}`);
    await toSecond(page, rendering, 1);
    await meets(page, `${name.replace('?', '-')}.png`);
  });
}

for (const [name, second] of [
  ['babylon', 8],
  ['pixi', 8],
] as const) {
  test(name, async ({page, rendering}) => {
    await page.goto(`http://visual.test/${name}`);
    await untilReady(page, rendering);
    await toSecond(page, rendering, second);
    await meets(page, `${name}.png`);
  });
}

for (const name of ['maplibre', 'deck']) {
  test(name, async ({page, rendering}) => {
    await page.goto(`http://visual.test/${name}`);
    await untilReady(page, rendering);
    await rendering.advanceFrames(5);
    await meets(page, `${name}.png`);
  });
}

test('worker', async ({page}) => {
  await page.goto('http://visual.test/worker');
  await meets(page, 'worker.png');
});

test('iframe', async ({page, rendering}) => {
  await page.goto('http://visual.test/plain');
  await page.setContent('<iframe src="http://visual.test/plain" width="400" height="300"></iframe>');
  const canvas = page.frameLocator('iframe').locator('canvas');
  await canvas.waitFor();
  await rendering.advanceFrames(62);
  await meets(page, 'plain.png', canvas);
});

test('popup', async ({page, rendering}) => {
  await page.goto('http://visual.test/plain');
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate("void open('/plain')")]);
  await popup.waitForLoadState();
  await rendering.advanceFrames(62);
  await meets(popup, 'plain.png');
});

/** What Node draws of the same scene, whose library may say something before. */
async function meetsNode(page: Page, name: string, seconds: number): Promise<void> {
  const output = execFileSync(process.execPath, ['node-scenes.mjs', name, String(seconds)], {encoding: 'utf8'});
  await expect(page.locator('canvas')).toHaveRenderingHash(output.trim().split('\n').at(-1)!);
}

for (const name of ['three', 'regl', 'plain']) {
  test(`${name} has the same hash in Node`, async ({page, rendering}) => {
    if (native) return;
    await page.goto(`http://visual.test/${name}`);
    await rendering.advanceFrames(62);
    await meetsNode(page, name, (62 * 16) / 1000);
  });
}

for (const name of ['babylon', 'pixi']) {
  test(`${name} has the same hash in Node`, async ({page, rendering}) => {
    if (native) return;
    await page.goto(`http://visual.test/${name}`);
    await untilReady(page, rendering);
    await toSecond(page, rendering, 8);
    await meetsNode(page, name, 8);
  });
}
