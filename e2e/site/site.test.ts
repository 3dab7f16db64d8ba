// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import path from 'node:path';
import {expect, test} from '@playwright/test';
import {PNG} from 'pngjs';
import {kPages} from '../../demos/pages.js';
import {documents} from '../../scripts/site-pages.ts';
import {root} from '../../scripts/shell.ts';
import {expectRight, narrowPage, openSite, type OpenSite} from './open.ts';

let site: OpenSite;
test.beforeAll(async () => {
  site = await openSite();
});
test.afterAll(() => site.close());

const kTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.wasm': 'application/wasm',
  '.glb': 'model/gltf-binary',
};
const typeOf = (file: string): string => kTypes[path.extname(file)] ?? 'text/javascript';

/** Pages whose first canvas must show something. */
const kDrawn = ['gltf', 'babylon', 'maplibre', 'deck', 'pixi', 'editor', 'same-bits', 'hello-triangle', 'hundred'];
/** Copied from the gallery: a page by itself, one with a library and a file beside it, and the core by its functions. */
const kCopied = ['hello-triangle', 'gltf', 'same-bits'];
/** In the dark, where only colours differ: one of each kind. */
const kDark = ['index', 'gltf/index', 'editor/index', 'bench/index'];

test('pages draw, fit, say nothing on the console, and axe finds nothing', async () => {
  test.setTimeout(900_000); // axe takes seconds for a long page, and a busy machine many more
  const {page, lines} = await narrowPage(site, 'light');
  const names = ['index', ...kPages.map(({name}) => `${name}/index`)];
  const titles = new Set<string>();
  for (const name of names) {
    await page.goto(`${site.address}${name}.html`);
    if (kDrawn.includes(name.split('/')[0]!)) {
      const drawn = async (): Promise<boolean> => isDrawn(await page.locator('canvas').first().screenshot());
      await expect.poll(drawn, {message: name, timeout: 30_000}).toBe(true);
    }
    titles.add(await page.title());
    await expectRight(page, lines, name);
  }
  expect(titles.size).toBe(names.length);
  await page.goto(`${site.address}index.html`);
  expect(await page.locator('.documents a').count()).toBe(documents().length);
  expect(await page.locator('.cards img').count()).toBe(kPages.length);
  await page.context().close();
});

test('pages are right in the dark', async () => {
  const {page, lines} = await narrowPage(site, 'dark');
  for (const name of kDark) {
    await page.goto(`${site.address}${name}.html`);
    await expectRight(page, lines, name);
  }
  await page.context().close();
});

/** More than two colours on a screenshot: who reads a canvas after its frame finds it empty. */
function isDrawn(screenshot: Buffer): boolean {
  const {data} = PNG.sync.read(screenshot);
  return new Set(new Uint32Array(new Uint8Array(data).buffer)).size > 2;
}

test("what is copied runs on a page of one's own", async () => {
  test.setTimeout(120_000);
  const context = await site.browser.newContext({viewport: {width: 390, height: 844}});
  for (const name of kCopied) {
    const page = await context.newPage();
    await page.goto(`${site.address}${name}/index.html`);
    await page.locator('details.source summary').click();
    const names = await page.locator('details.source h3').allTextContents();
    const texts = await page.locator('details.source pre').allTextContents();
    const files = new Map<string, string | Buffer>(names.map((file, i) => [file, texts[i]!]));
    for (const link of await page.locator('details.source a[download]').all()) {
      const address = new URL((await link.getAttribute('href'))!, page.url()).href;
      files.set(await link.innerText(), await (await page.request.get(address)).body());
    }
    const lines: string[] = [];
    page.on('console', (message) => message.type() === 'error' && lines.push(message.text()));
    page.on('pageerror', (error) => lines.push(error.message));
    await page.route('https://own.example/**', (route) => {
      const file = new URL(route.request().url()).pathname.slice(1) || 'index.html';
      const body = files.get(file);
      return body === undefined ? route.fulfill({status: 404}) : route.fulfill({body, contentType: typeOf(file)});
    });
    await page.route('https://cdn.jsdelivr.net/npm/**', (route) => {
      const [, own, rest] = /\/npm\/(.+?)@[\d.]+\/(.+)$/.exec(route.request().url())!;
      const file = path.join(own === 'soft-webgl2' ? root : path.join(root, 'node_modules', own!), rest!);
      return route.fulfill({path: file, contentType: typeOf(file), headers: {'access-control-allow-origin': '*'}});
    });
    await page.goto('https://own.example/');
    const drawn = async (): Promise<boolean> => isDrawn(await page.locator('canvas').first().screenshot());
    await expect.poll(drawn, {message: name, timeout: 30_000}).toBe(true);
    expect(
      lines.filter((line) => !/favicon|status of 404/.test(line)),
      name,
    ).toEqual([]);
    await page.close();
  }
  await context.close();
});

test('the picture that all machines have is the same here', async () => {
  const page = await site.browser.newPage();
  await page.goto(`${site.address}same-bits/index.html`);
  await expect(page.locator('#verdict')).toContainText('the same, to the bit');
  await page.close();
});

test('the editor tells errors at their line, and shows the wasm of what compiles', async () => {
  const page = await site.browser.newPage();
  await page.goto(`${site.address}editor/index.html`);
  await expect(page.locator('#wat')).toContainText('func $main');
  await page
    .locator('#code')
    .fill('#version 300 es\nprecision highp float;\nout vec4 color;\nvoid main() { colour = vec4(1); }');
  await page.getByRole('button', {name: 'Line 4'}).click();
  expect(await page.evaluate(() => getSelection()?.toString())).toContain('colour');
  await page.close();
});

test('the bench gives a chart and a result to copy', async () => {
  const page = await site.browser.newPage();
  await page.addInitScript(() => Object.assign(globalThis, {benchBudgetMs: 50}));
  await page.goto(`${site.address}bench/index.html`);
  await page.locator('#run').click();
  await expect(page.locator('#result')).toContainText('Many draws', {timeout: 60_000});
  await expect(page.getByRole('button', {name: 'Copy the result'})).toBeVisible();
  await page.close();
});

test('a hundred contexts live on one page', async () => {
  const page = await site.browser.newPage();
  await page.goto(`${site.address}hundred/index.html`);
  await expect(page.locator('#count')).toContainText('100 of 100 contexts alive', {timeout: 60_000});
  await page.close();
});
