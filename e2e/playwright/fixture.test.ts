// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pages that know nothing of tests: who draws in them, and what time it is.

import type {Page} from '@playwright/test';
import {decodePng} from '../../web/node/png.ts';
import {expect, prepareContext, readRendering, renderingHash, test} from './package.ts';
import {kTwoColours} from './pages.ts';

const kPage = '/e2e/playwright/turning.html';
/** Of turning.html after 3 and 63 frames: on every machine, and in e2e/node/render.test.ts. */
const kAfter63 = 'turning-63.png';

const times = (page: Page): Promise<number[][]> => page.evaluate('times');

test('requestAnimationFrame, timers, performance.now and Date go together, and only when told', async ({
  page,
  rendering,
}) => {
  await page.goto(kPage);
  await rendering.advanceFrames(3);
  expect(await times(page)).toEqual([
    [16, 16, 1704067200016],
    [32, 32, 1704067200032],
    [48, 48, 1704067200048],
  ]);
  await page.evaluate('setTimeout(() => (globalThis.rang = performance.now()), 20)');
  await page.waitForTimeout(100);
  expect(await times(page)).toHaveLength(3);
  await page.clock.runFor(3);
  await rendering.advanceFrames(1); // to the next frame, however far it is
  expect(await times(page)).toHaveLength(4);
  expect(await page.evaluate('globalThis.rang ?? null')).toBeNull();
  await rendering.advanceFrames(1);
  expect(await page.evaluate('globalThis.rang')).toBe(68);
  await expect(rendering.advanceFrames(0.5)).rejects.toThrow('0.5 is no number of frames');
});

test('a page that moves and takes chances gives one picture', async ({page, rendering}) => {
  await page.goto(kPage);
  await rendering.advanceFrames(63);
  await expect(page.locator('canvas').first()).toHaveRendering(kAfter63);
  await page.reload(); // the document is new, and time is where it was
  await rendering.advanceFrames(1);
  expect((await times(page))[0]![0]).toBe(64 * 16);
});

test.describe('with another seed', () => {
  test.use({softWebgl2: {seed: 2}});
  test('chance is another one', async ({page, rendering}) => {
    await page.goto(kPage);
    await rendering.advanceFrames(63);
    await expect(page.locator('canvas').first()).not.toHaveRendering(kAfter63);
    expect(await page.evaluate('crypto.randomUUID()')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
  });
});

test.describe('with exact functions', () => {
  test.use({softWebgl2: {math: true}});
  test('Math gives the nearest double, in workers too', async ({page}) => {
    await page.goto(kPage);
    const cosine = 'Math.cos(1e22) + String(Math.sin).length';
    const inWorker = `new Promise((resolve) => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(${cosine})'])));
      worker.onmessage = ({data}) => resolve(data);
    })`;
    expect(await page.evaluate(inWorker)).toBe(await page.evaluate(cosine));
    expect(await page.evaluate('String(Math.sin)')).not.toContain('native code');
    expect(await page.evaluate('Math.cos(1e22)')).toBe(0.523214785395139);
  });
});

test.describe('with time that runs', () => {
  test.use({softWebgl2: {freezeTime: false}});
  test('frames come by themselves', async ({page, rendering}) => {
    await page.goto(kPage);
    await expect.poll(async () => (await times(page)).length).toBeGreaterThan(2);
    await expect(page.locator('canvas').first()).not.toBeBlank();
    await expect(rendering.advanceFrames(1)).rejects.toThrow('time runs by itself');
  });
});

test('iframes and popups are drawn by us, and step together', async ({page, rendering}) => {
  await page.goto('/e2e/playwright/turning.html');
  await page.setContent(
    `<iframe src="${kPage}"></iframe><iframe srcdoc="${kTwoColours.replaceAll('"', '&quot;')}"></iframe>`,
  );
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate(`void open('${kPage}')`)]);
  const inside = page.frameLocator('iframe >> nth=0').locator('canvas').first();
  await inside.waitFor();
  await popup.waitForLoadState();
  await rendering.advanceFrames(5);
  const a = await readRendering(inside);
  const b = await readRendering(popup.locator('canvas').first());
  expect(renderingHash(a)).toBe(renderingHash(b));
  await expect(page.frameLocator('iframe >> nth=1').locator('canvas')).toHaveRendering('two-colours.png');
});

const kWorker = `onmessage = ({data: canvas}) => {
  const gl = canvas.getContext('webgl2', {alpha: false});
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(0, 0, 5, 5);
  gl.clearColor(Math.random(), 0, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  postMessage(String(gl.getParameter(gl.RENDERER)));
};`;

for (const type of ['classic', 'module']) {
  for (const source of ['blob', 'file'] as const) {
    test(`workers (${type}, ${source}) draw with us`, async ({page}) => {
      await page.route('**/worker-of-a-test.js', (route) =>
        route.fulfill({contentType: 'text/javascript', body: kWorker}),
      );
      await page.goto(kPage);
      const renderer = await page.evaluate(`new Promise((resolve, reject) => {
        const canvas = document.querySelector('#other');
        const url = '${source}' === 'file' ? '/worker-of-a-test.js'
          : URL.createObjectURL(new Blob([${JSON.stringify(kWorker)}], {type: 'text/javascript'}));
        const worker = new Worker(url, {type: '${type}'});
        worker.onmessage = ({data}) => resolve(data);
        worker.onerror = ({message}) => reject(new Error(message));
        const offscreen = canvas.transferControlToOffscreen();
        worker.postMessage(offscreen, [offscreen]);
      })`);
      expect(renderer).toContain('soft-webgl2');
      await expect(page.locator('#other')).toHaveRendering('worker.png');
    });
  }
}

test('a policy without WebAssembly is bypassed, and the report says so', async ({page}, testInfo) => {
  const url = 'http://policy.test/';
  await page.route(url, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: {'content-security-policy': "script-src 'unsafe-inline'"},
      body: kTwoColours,
    }),
  );
  await page.goto(url);
  await expect(page.locator('canvas')).toHaveRendering('two-colours.png');
  expect(testInfo.annotations).toContainEqual({
    type: 'soft-webgl2',
    description: expect.stringContaining(`${url}: its policy stops WebAssembly`),
  });
});

test('what was shown is read, though the page drew nothing since and the drawing buffer is empty again', async ({
  page,
  rendering,
}) => {
  await page.setContent(kTwoColours);
  await rendering.advanceFrames(2);
  const pixel = 'const p = new Uint8Array(4); gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, p); Array.from(p)';
  expect(await page.evaluate(pixel)).toEqual([0, 0, 0, 0]); // preserveDrawingBuffer is false
  await expect(page.locator('canvas')).toHaveRendering('two-colours.png');
});

/** Canvases of 4x4: one is drawn and read in each frame, one drawn in each, one in the third alone and read in the fifth. */
const kSteps = `<!doctype html><style>body { margin: 0 } canvas { display: block }</style>
  <canvas id="read" width="4" height="4"></canvas><canvas id="drawn" width="4" height="4"></canvas>
  <canvas id="once" width="4" height="4"></canvas><script>
  var puts = new Map();
  var {putImageData} = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    puts.set(this.canvas.id, (puts.get(this.canvas.id) ?? 0) + 1);
    putImageData.apply(this, args);
  };
  var contexts = [...document.querySelectorAll('canvas')].map((canvas) => canvas.getContext('webgl2'));
  var copy = new OffscreenCanvas(4, 4).getContext('2d', {willReadFrequently: true});
  function look(canvas) {
    copy.clearRect(0, 0, 4, 4);
    copy.drawImage(canvas, 0, 0);
    return copy.getImageData(0, 0, 1, 1).data[0];
  }
  function paint(gl, red, alpha = 1) {
    gl.clearColor((red / 255) * alpha, 0, 0, alpha);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }
  var seen = [], pixel = new Uint8Array(4), count = 0;
  requestAnimationFrame(function frame() {
    ++count;
    var [read, drawn, once] = contexts;
    var before = look(read.canvas);
    paint(read, count);
    seen.push([before, look(read.canvas)]);
    queueMicrotask(() => queueMicrotask(() => seen.at(-1).push(look(read.canvas))));
    setTimeout(() => seen.at(-1).push(look(read.canvas)), 5);
    paint(drawn, 100 + count);
    if (count === 3) paint(once, 200);
    if (count === 5) once.readPixels(0, 0, 1, 1, once.RGBA, once.UNSIGNED_BYTE, pixel);
    requestAnimationFrame(frame);
  });
</script>`;

test('frames that a test steps through can be read by the page, and those that it stops at by all', async ({
  page,
  rendering,
}) => {
  await page.setContent(kSteps);
  await rendering.advanceFrames(10);
  const expected = Array.from({length: 10}, (_, i) => [0, i + 1, i + 1, i + 1]);
  expected[9]!.pop(); // the time of its timer has not come
  expect(await page.evaluate('seen')).toEqual(expected);
  expect(await page.evaluate('Array.from(pixel)')).toEqual([0, 0, 0, 0]);
  expect(await page.evaluate("[puts.get('drawn'), puts.get('once')]")).toEqual([1, 1]);
  for (const [id, red] of [
    ['read', 10],
    ['drawn', 110],
    ['once', 200],
  ] as const) {
    const {data} = await readRendering(page.locator(`#${id}`));
    expect([id, ...data.subarray(0, 4)]).toEqual([id, red, 0, 0, 255]);
    const shot = decodePng(await page.locator(`#${id}`).screenshot());
    expect([id, ...shot.data.subarray(0, 4)]).toEqual([id, red, 0, 0, 255]);
  }
  await rendering.advanceFrames(1);
  expect(await page.evaluate("puts.get('drawn')")).toBe(2);
});

test('a picture that shows through is shown where the page has read past it', async ({page, rendering}) => {
  await page.setContent(`${kSteps}<script>paint = ((before) => (gl, red) => before(gl, red, 0.5))(paint)</script>`);
  await rendering.advanceFrames(10);
  const {data} = await readRendering(page.locator('#once'));
  expect([...data.subarray(0, 4)]).toEqual([199, 0, 0, 128]);
  const shot = decodePng(await page.locator('#once').screenshot());
  expect(shot.data[0]).toBeGreaterThan(220); // half of it over white
  expect(shot.data[1]).toBeLessThan(130);
});

test('a stream of a canvas has each frame', async ({page, rendering}) => {
  await page.setContent(kSteps);
  await page.evaluate('void (stream = contexts[1].canvas.captureStream())');
  await rendering.advanceFrames(10);
  expect(await page.evaluate("puts.get('drawn')")).toBe(10);
});

test('style sheets stand still', async ({page}) => {
  await page.setContent(`<style>@keyframes move { from { left: 5px } to { left: 500px } }
    p { position: absolute; animation: move 1s linear infinite }</style><p>text</p>`);
  await page.waitForTimeout(50);
  expect(await page.evaluate("getComputedStyle(document.querySelector('p')).left")).toBe('5px');
});

test('contexts that a test makes by itself', async ({browser}) => {
  const context = await browser.newContext();
  const rendering = await prepareContext(context, {seed: false});
  const page = await context.newPage();
  await page.setContent(`${kTwoColours}<script>requestAnimationFrame((now) => document.title = now)</script>`);
  expect(await page.title()).toBe('');
  await rendering.advanceFrames(1);
  expect(await page.title()).toBe('16');
  await expect(page.locator('canvas')).toHaveRendering('two-colours.png');
  await context.close();
  await expect(prepareContext(context, {sed: 1} as never)).rejects.toThrow("'sed' is no option");
});

test.describe('without us', () => {
  test.use({softWebgl2: {enabled: false}});
  test("the browser's own renderer draws, in the same time", async ({page, rendering}) => {
    await page.goto(kPage);
    await rendering.advanceFrames(2);
    expect((await times(page)).map(([time]) => time)).toEqual([16, 32]);
    expect(await page.evaluate("'softWebgl2' in window")).toBe(false);
  });
});
