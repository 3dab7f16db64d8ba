// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Frames of pages that somebody else wrote: three.js' examples, from a checkout of it beside this one. Each page draws
// itself in either browser; driven.js takes its frames in hand. The two sides take turns, group by group.

import fs from 'node:fs';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import type {Page} from '@playwright/test';
import type {Renderer} from '../browser.ts';
import {ask, startBrowser, stepLimitMs} from './side.ts';
import {root} from './server.ts';
import {geometricMean, median} from './statistics.ts';

export interface ExamplesOptions {
  /** Of the checkout. */
  readonly folder: string;
  readonly only: RegExp;
  readonly against: Renderer;
  readonly core: number | undefined;
  readonly dist: string;
  readonly groups: number;
}

const kViewport = {width: 800, height: 500};
const kIdleMs = 8_000;
/** Before a page's frames count: what it loads and compiles first is there. */
const kFirstFrames = 8;

const kTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

async function serveExamples(folder: string, dist: string): Promise<{origin: string; stop: () => void}> {
  const fileOf = (name: string): string => {
    if (name.startsWith('/dist/')) return path.join(dist, name.slice('/dist/'.length));
    return name === '/driven.js' ? path.join(root, 'e2e/bench/driven.js') : path.join(folder, name);
  };
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = fileOf(decodeURIComponent(url.pathname));
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404).end();
    const extension = path.extname(file);
    let body: Buffer | string = fs.readFileSync(file);
    if (extension === '.html') {
      const ours = url.searchParams.has('ours')
        ? '<script src="/dist/auto-inline.js" data-prefer="software"></script>'
        : '';
      body = body.toString().replace('<head>', `<head>${ours}<script src="/driven.js"></script>`);
    }
    return response.writeHead(200, {'content-type': kTypes[extension] ?? 'application/octet-stream'}).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop};
}

async function settle(page: Page, url: string, renderer: string): Promise<void> {
  await page.goto(url, {waitUntil: 'load', timeout: stepLimitMs});
  // Some pages never rest.
  await page.waitForLoadState('networkidle', {timeout: kIdleMs}).catch(() => undefined);
  const started = Date.now();
  while (Date.now() - started < kIdleMs && (await ask<number>(page, 'bench.frames')) < kFirstFrames) {
    await page.waitForTimeout(100);
  }
  const who = await ask<string>(page, 'bench.take()');
  if (!who.toLowerCase().includes(renderer)) throw new Error(`drawn by ${who}`);
  await ask(page, 'bench.group()');
}

/** True when each page that matches could be timed. */
export async function benchExamples(options: ExamplesOptions): Promise<boolean> {
  const {folder, only, against, core, groups} = options;
  const names = fs
    .readdirSync(path.join(folder, 'examples'))
    .filter((file) => /^webgl_.*\.html$/.test(file))
    .map((file) => path.basename(file, '.html'))
    .filter((name) => only.test(name));
  const {origin, stop} = await serveExamples(folder, options.dist);
  const sides = [
    {query: '', renderer: against as string, browser: await startBrowser(against, core)},
    {query: '?ours', renderer: 'soft-webgl2', browser: await startBrowser('none', core)},
  ];
  const ratios: number[] = [];
  console.log(`${kViewport.width}x${kViewport.height}, ms per frame, medians of ${groups}, native is ${against}`);
  for (const name of names) {
    const pages: Page[] = [];
    const times: [number[], number[]] = [[], []];
    let why = '';
    try {
      for (const {browser, query, renderer} of sides) {
        const page = await browser.browser.newPage({viewport: kViewport});
        pages.push(page);
        await settle(page, `${origin}/examples/${name}.html${query}`, renderer);
      }
      for (let group = 0; group < groups; ++group) {
        for (const [i, page] of pages.entries()) times[i]!.push(await ask<number>(page, 'bench.group()'));
      }
      for (const page of pages) why ||= await ask<string>(page, 'bench.error()');
    } catch (error) {
      why = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
    }
    for (const page of pages) await page.close().catch(() => undefined);
    const [native, ours] = [median(times[0]), median(times[1])];
    if (!why) ratios.push(ours / native);
    const numbers = why ? '' : `${native.toFixed(2).padStart(10)}${ours.toFixed(2).padStart(10)}`;
    console.log(
      `${name.padEnd(44)}${numbers}${why ? `  not counted: ${why}` : (ours / native).toFixed(2).padStart(7)}`,
    );
  }
  console.log(`geometric mean ${geometricMean(ratios).toFixed(2)} of ${ratios.length} of ${names.length} pages`);
  for (const {browser} of sides) await browser.stop();
  stop();
  return ratios.length === names.length;
}
