// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// three.js' examples against its own screenshots, by the measure of its end-to-end tests: pages of 800 x 500 pixels, each
// four of them averaged; fewer than 0.1 % may be off by more than a tenth of the way from black to white.

import fs from 'node:fs';
import path from 'node:path';
import type {Page} from '@playwright/test';
import {PNG} from 'pngjs';
import {firstScript} from '../first-script.ts';
import {servePeer} from './site.ts';
import {type Lane, LeftOut, type SideName, type Suite, type Verdict, within} from './suite.ts';

const kViewport = {width: 800, height: 500};
const kThreshold = 0.1;
const kShare = 0.001;
const kLoadMs = 60_000;
const kDrawMs = 60_000;
const kIdleMs = 500;
/** For what has been loaded to be decoded, before anything is drawn. */
const kParseMsPerMegabyte = 250;
const kSettleMs = 250;
/** What examples throw that have no other way to draw. */
const kNeedsWebGpu = 'No WebGPU support';

/** Each four pixels as one. */
function half(picture: PNG): PNG {
  const [width, height] = [picture.width >> 1, picture.height >> 1];
  const result = new PNG({width, height});
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      for (let channel = 0; channel < 4; ++channel) {
        const at = (2 * y * picture.width + 2 * x) * 4 + channel;
        const below = at + picture.width * 4;
        const sum = picture.data[at]! + picture.data[at + 4]! + picture.data[below]! + picture.data[below + 4]!;
        result.data[(y * width + x) * 4 + channel] = Math.round(sum / 4);
      }
    }
  }
  return result;
}

/** Share of pixels whose colours are far apart. */
function difference(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const limit = 3 * (255 * kThreshold) ** 2;
  let differing = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    let distance = 0;
    for (let channel = 0; channel < 3; ++channel) distance += (a.data[at + channel]! - b.data[at + channel]!) ** 2;
    if (distance > limit) ++differing;
  }
  return differing / (a.width * a.height);
}

/** What a page asks for, and whether it is there. */
class Requests {
  bytes = 0;
  missing: string | undefined;
  error: string | undefined;
  #open = 0;
  #quietSince = Date.now();

  constructor(page: Page, origin: string) {
    const end = (): void => {
      --this.#open;
      this.#quietSince = Date.now();
    };
    page.on('request', () => ++this.#open);
    page.on('requestfinished', end);
    page.on('requestfailed', (request) => {
      end();
      const {hostname, protocol} = new URL(request.url());
      if (!request.url().startsWith(origin) && protocol.startsWith('http'))
        this.missing ??= `asks the net for ${hostname}`;
    });
    page.on('response', (response) => {
      this.bytes += Number(response.headers()['content-length'] ?? 0);
      const {pathname} = new URL(response.url());
      if (response.status() === 404 && pathname !== '/favicon.ico')
        this.missing ??= `is not in the checkout: ${pathname}`;
    });
    page.on('pageerror', (error) => (this.error ??= error.message));
  }

  async quiet(page: Page, ms: number): Promise<void> {
    const limit = Date.now() + kLoadMs;
    while ((this.#open > 0 || Date.now() - this.#quietSince < ms) && Date.now() < limit) await page.waitForTimeout(50);
  }
}

export async function threeSuite(checkout: string, only: RegExp): Promise<{suite: Suite; stop: () => void}> {
  const examples = path.join(checkout, 'examples');
  const names = fs
    .readdirSync(examples)
    .filter((file) => file.endsWith('.html') && file !== 'index.html')
    .map((file) => path.basename(file, '.html'))
    .filter((name) => only.test(name));
  const site = await servePeer({
    folders: [['/', checkout]],
    head: await firstScript('e2e/peers/pages/still.js'),
    // Identifiers of objects are no part of the sequence of random numbers.
    edit: (pathname, text) =>
      pathname.startsWith('/build/')
        ? text.replaceAll('Math.random() * 0xffffffff', 'Math._random() * 0xffffffff')
        : text,
  });
  const expected = new Map<string, PNG>();

  async function draw(lane: Lane, side: SideName, name: string, patience: number): Promise<PNG> {
    const browser = await lane.browser(side);
    const page = await browser.newPage({viewport: kViewport});
    try {
      const requests = new Requests(page, site.origin);
      await page.goto(`${site.origin}/examples/${name}.html${side === 'ours' ? '?ours' : ''}`, {
        waitUntil: 'load',
        timeout: kLoadMs,
      });
      await requests.quiet(page, kIdleMs);
      if (requests.missing) throw new LeftOut(requests.missing);
      await within(kDrawMs, 'not started', page.evaluate('still.clean()'));
      await requests.quiet(page, kIdleMs * patience);
      await page.waitForTimeout(((requests.bytes * kParseMsPerMegabyte) / 2 ** 20) * patience);
      await requests.quiet(page, kIdleMs);
      await within(kDrawMs, 'not drawn', page.evaluate('still.draw()'));
      await page.waitForTimeout(kSettleMs * patience);
      if (requests.missing) throw new LeftOut(requests.missing);
      const renderer = await within(kDrawMs, 'no answer', page.evaluate<string>('still.renderer()'));
      if (requests.error === kNeedsWebGpu) throw new LeftOut('draws by it alone: WebGPU');
      if (!renderer) throw requests.error ? new Error(requests.error) : new LeftOut('draws without it: WebGL');
      const wanted = side === 'ours' ? 'soft-webgl2' : side;
      if (!renderer.toLowerCase().includes(wanted)) throw new Error(`drawn by ${renderer}`);
      return half(PNG.sync.read(await page.screenshot({timeout: kDrawMs})));
    } finally {
      await within(kLoadMs, 'not closed', page.close()).catch(() => undefined);
    }
  }

  /** The screenshot, decoded by a browser. */
  async function screenshot(lane: Lane, name: string): Promise<PNG | undefined> {
    if (expected.has(name)) return expected.get(name);
    if (!fs.existsSync(path.join(examples, 'screenshots', `${name}.jpg`))) return undefined;
    const page = await (await lane.browser('swiftshader')).newPage();
    try {
      const url = await page.evaluate(async (address) => {
        const bitmap = await createImageBitmap(await (await fetch(address)).blob());
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
        canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
        return canvas.toDataURL();
      }, `${site.origin}/examples/screenshots/${name}.jpg`);
      const picture = PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
      expected.set(name, picture);
      return picture;
    } finally {
      await page.close();
    }
  }

  async function judge(lane: Lane, name: string, picture: PNG): Promise<Verdict> {
    const wanted = await screenshot(lane, name);
    if (!wanted) return {};
    const share = difference(wanted, picture);
    return {share, passes: share < kShare};
  }

  const suite: Suite = {
    name: 'three',
    names,
    tolerance: () => kShare,
    draw,
    judge,
    difference: (_, a, b) => difference(a, b),
  };
  return {suite, stop: site.stop};
}
