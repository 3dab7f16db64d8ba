// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The pages of demos/ in an isolated Chromium without WebGL of its own: their frames, at times that are the same in each
// run, with so many threads.

import path from 'node:path';
import {type Browser, type Page, type Request, chromium} from '@playwright/test';
import {kPages} from '../../../demos/pages.js';
import {root} from '../../../scripts/shell.ts';
import {siteDir} from '../../../scripts/site.ts';
import {launchOptions, pageScript} from '../../browser.ts';
import {firstScript} from '../../first-script.ts';
import {serve, type Served} from '../../serve.ts';
import {checkFrames, type DemoFrames, type Expected, type Frame} from './frames.ts';

/** What tests may ask of a demo. */
export interface Demo extends Expected {
  readonly name: string;
  readonly frames: (page: Page, threads: number) => Promise<Frame[]>;
}

const kFrameMs = 40;
const kFrames = 4;
/** For workers of the page's own, of which nobody hears. */
const kSettleMs = 30;
const kStartMs = 60_000;
const kQuietMs = 5000;

/** What pages ask for and have not got. */
const open = new WeakMap<Page, Set<Request>>();

function watchRequests(page: Page): void {
  const requests = new Set<Request>();
  open.set(page, requests);
  // Of a thread that is ended while it loads nobody hears.
  page.on('request', (request) => request.url().endsWith('/thread.js') || requests.add(request));
  for (const end of ['requestfinished', 'requestfailed'] as const) {
    page.on(end as 'requestfinished', (request) => requests.delete(request));
  }
}

async function quiet(page: Page): Promise<void> {
  const end = Date.now() + kQuietMs;
  do await page.waitForTimeout(kSettleMs);
  while (open.get(page)!.size > 0 && Date.now() < end);
}

const frameAt = (page: Page, index: number, draw = 'undefined'): Promise<Frame> =>
  page.evaluate<Frame>(`held.frame(${index * kFrameMs}, ${draw})`);

interface HeldWindow {
  held: {readonly contexts: WebGL2RenderingContext[]; add(gl: WebGL2RenderingContext): void};
  softWebgl2: {getInfo(gl: WebGL2RenderingContext): {threads: number; threadsReason: string}};
}

/** With how many threads each context of the page draws, and why there is only one. */
const threadsOf = (page: Page): Promise<{threads: number; reason: string}[]> =>
  page.evaluate(() => {
    const {held, softWebgl2} = globalThis as unknown as HeldWindow;
    return held.contexts.map((gl) => {
      const {threads, threadsReason} = softWebgl2.getInfo(gl);
      return {threads, reason: threadsReason};
    });
  });

/** All contexts have so many, in pages that have any. */
async function started(page: Page, threads: number): Promise<void> {
  for (const end = Date.now() + kStartMs; ; await page.waitForTimeout(kSettleMs)) {
    const contexts = await threadsOf(page);
    const other = contexts.find((context) => context.threads !== threads);
    if (contexts.length > 0 && !other) return;
    if (Date.now() > end) throw new Error(`${other?.threads ?? 'no'} threads instead of ${threads}: ${other?.reason}`);
  }
}

/** Frames of a page that asks for them: some until all is there, then those that count. */
const moving =
  (warmUp: number) =>
  async (page: Page, threads: number): Promise<Frame[]> => {
    await page.waitForFunction('held.waiting > 0', undefined, {timeout: kStartMs, polling: 20});
    let index = 0;
    for (; index < warmUp; ++index) {
      await quiet(page);
      await frameAt(page, index);
    }
    await started(page, threads);
    const frames: Frame[] = [];
    for (const end = index + kFrames; index < end; ++index) {
      await quiet(page);
      frames.push(await frameAt(page, index));
    }
    return frames;
  };

const kRoundsOfPeace = 5;
const kViews = ['Shift+ArrowUp', 'Shift+ArrowRight', 'ArrowRight', 'Equal']; // tilt, turn, move, nearer

/** Tiles come when they come, and their workers are done when they are: frames count once the map asks for no more. */
async function mapFrames(page: Page, threads: number): Promise<Frame[]> {
  await page.waitForFunction('held.waiting > 0', undefined, {timeout: kStartMs, polling: 20});
  let index = 0;
  const rest = async (): Promise<void> => {
    const end = Date.now() + kStartMs;
    for (let rounds = 0; rounds < kRoundsOfPeace; ++rounds) {
      await quiet(page);
      if (!(await page.evaluate<boolean>('held.waiting > 0'))) continue;
      await frameAt(page, index++);
      rounds = -1;
      if (Date.now() > end) throw new Error('the map comes to no rest');
    }
  };
  await rest();
  await started(page, threads);
  await page.locator('canvas').focus();
  const frames: Frame[] = [];
  for (const key of kViews) {
    await page.keyboard.press(key);
    await rest();
    await page.evaluate("dispatchEvent(new Event('online'))"); // once more, please
    frames.push(await frameAt(page, index++));
  }
  return frames;
}

/** Pages that draw once, by one thread if need be: `draw` does it again when there are all. */
const still =
  (draw: string) =>
  async (page: Page, threads: number): Promise<Frame[]> => {
    await quiet(page);
    await started(page, threads);
    return [await frameAt(page, 0, `(gl) => { ${draw} }`)];
  };

/** The bench times each of its scenes in a loop, and shows none. */
async function benchFrames(page: Page, threads: number): Promise<Frame[]> {
  await page.evaluate('held.tick(10); held.opened = (gl) => (held.collected = held.collect(gl));');
  await page.locator('#run').click();
  await page.locator('#state', {hasText: 'Done.'}).waitFor({timeout: kStartMs});
  await started(page, threads);
  return page.evaluate<Frame[]>('held.collected()');
}

const kDemos: readonly Demo[] = [
  {name: 'gltf', moves: true, frames: moving(3)},
  {name: 'three', moves: true, frames: moving(3)},
  {name: 'babylon', moves: true, frames: moving(12)},
  {name: 'maplibre', moves: true, frames: mapFrames},
  {name: 'deck', moves: true, frames: moving(12)},
  {name: 'pixi', moves: true, frames: moving(3)},
  {name: 'editor', moves: true, frames: moving(3)},
  {name: 'hundred', moves: true, frames: moving(26)},
  {name: 'bench', moves: true, plain: true, frames: benchFrames},
  {name: 'same-bits', moves: false, frames: still('gl.drawArrays(gl.TRIANGLES, 0, 3);')},
  {
    name: 'hello-triangle',
    moves: false,
    frames: still('gl.clear(gl.COLOR_BUFFER_BIT); gl.drawArrays(gl.TRIANGLES, 0, 3);'),
  },
];

/** It holds another one in frames. */
const kLeftOut = ['gpu-gone'];

/** Of the gallery. */
export function demos(only = /./): readonly Demo[] {
  const missing = kPages.filter(({name}) => !kLeftOut.includes(name) && !kDemos.some((demo) => demo.name === name));
  if (missing.length > 0) throw new Error(`no frames are known of ${missing.map(({name}) => name).join(', ')}`);
  return kDemos.filter(({name}) => only.test(name));
}

/** Has a page of demos/ say how many threads it wants, and frames wait. */
function prepare(html: string, threads: number, held: string): string {
  const packages = JSON.stringify({
    imports: {'soft-webgl2': '/e2e/threads/demos/package.js', 'soft-webgl2/element': '/dist/element.js'},
  });
  const tagged = html
    .replace(/(<script[^>]*auto\.js")([^>]*><\/script>)/, `$1 data-threads="${threads}"$2${held}`)
    .replace('<soft-webgl2-canvas', `$& threads="${threads}"`);
  const known = tagged.includes(held) ? tagged : tagged.replace('<head>', () => `<head>${held}`);
  return known.replace('<head>', () => `<head><script type="importmap">${packages}</script>`);
}

export class DemoPages {
  readonly #browser: Browser;
  readonly #served: Served;

  private constructor(browser: Browser, served: Served) {
    this.#browser = browser;
    this.#served = served;
  }

  static async open(): Promise<DemoPages> {
    const held = await firstScript('e2e/threads/demos/held.js');
    const served = await serve(
      [
        {prefix: '/site/dist/', folder: path.join(root, 'dist')}, // all of it
        {prefix: '/site/', folder: siteDir},
        {prefix: '/demos/', folder: path.join(root, 'demos')},
        {prefix: '/dist/', folder: path.join(root, 'dist')},
        {prefix: '/e2e/threads/demos/', folder: path.join(root, 'e2e/threads/demos')},
      ],
      {
        headers: {'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp'},
        page: (html, url) => prepare(html, Number(url.searchParams.get('threads')), held),
      },
    );
    return new DemoPages(await chromium.launch(launchOptions({renderer: 'none'})), served);
  }

  /** What the contexts of a page have drawn. A picture without colours is an error. */
  async draw(demo: Demo, threads: number, screenshot?: string): Promise<DemoFrames> {
    const {name} = demo;
    const page = await this.#browser.newPage({viewport: {width: 700, height: 700}});
    try {
      watchRequests(page);
      const errors: string[] = [];
      page.on('pageerror', ({message}) => errors.push(message));
      // Those that import the package by its name are taken as they lie there: the site has it in its bundles.
      const bundled = ['gltf', 'three', 'babylon', 'maplibre', 'deck', 'pixi', 'hundred'].includes(name);
      await page.goto(`${this.#served.origin}/${bundled ? 'site' : 'demos'}/${name}/index.html?threads=${threads}`);
      if (!bundled) await page.evaluate(pageScript(knowPackage, name));
      const frames = await demo.frames(page, threads);
      const contexts = await threadsOf(page);
      const antialias = await page.evaluate<boolean>('held.contexts.some((gl) => gl.getContextAttributes().antialias)');
      if (screenshot) await page.screenshot({path: screenshot});
      if (errors.length > 0) throw new Error(`${name}: ${errors[0]}`);
      const least = Math.min(...contexts.map((context) => context.threads));
      return checkFrames(name, {frames, contexts: contexts.length, antialias, threads: least}, demo);
    } finally {
      await page.close();
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#served.stop();
  }
}

/** In the page: what auto.js has in the global scope, and the context of an element. */
async function knowPackage(name: string): Promise<void> {
  const soft = (await import('/dist/index.js' as string)) as {getInfo: unknown};
  Object.assign(globalThis, {softWebgl2: {getInfo: soft.getInfo}});
  if (name !== 'hello-triangle') return;
  const element = document.querySelector('soft-webgl2-canvas') as unknown as {ready: Promise<WebGL2RenderingContext>};
  (globalThis as unknown as HeldWindow).held.add(await element.ready);
}
