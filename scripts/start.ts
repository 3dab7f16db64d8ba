// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npm start`: builds the site (demos and documents), serves it and prints its address.
//
//   --check        open the first demo headless, save its picture, exit 0 if there is something in it
//   --port N       serve there, and nowhere else
//   --serve-only   build nothing, and serve the checkout as Vite does, for tests

import fs from 'node:fs';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {type Page, chromium} from '@playwright/test';
import {PNG} from 'pngjs';
import {createServer} from 'vite';
import {launchOptions} from '../e2e/browser.ts';
import {build} from './build.ts';
import {buildDir, root} from './shell.ts';
import {buildSite, serveSite, siteDir} from './site.ts';

const checkTimeoutMs = 60_000;
/** Where the site is served, unless somebody else is there. */
const kPort = 5173;

async function serve(port: number | undefined): Promise<{address: string}> {
  const server = await createServer({
    configFile: path.join(root, 'vite.config.js'),
    logLevel: 'warn',
    server: port === undefined ? {} : {port, strictPort: true},
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the server has no address');
  return {address};
}

/** True when more than a speck of the picture differs from its most common colour. */
export function hasContent(png: PNG): boolean {
  const counts = new Map<number, number>();
  for (let at = 0; at < png.data.length; at += 4) {
    const colour = png.data.readUInt32LE(at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const pixels = png.width * png.height;
  return pixels > 0 && pixels - Math.max(...counts.values()) > pixels / 200;
}

/** The demo's largest canvas, once it shows something; its last state when it never does. */
async function capture(page: Page): Promise<Buffer> {
  const deadline = Date.now() + checkTimeoutMs;
  for (;;) {
    const boxes = [];
    for (const canvas of await page.locator('canvas').all()) {
      const box = await canvas.boundingBox();
      if (box && box.width > 0 && box.height > 0) boxes.push({canvas, area: box.width * box.height});
    }
    const largest = boxes.sort((a, b) => b.area - a.area)[0];
    const picture = largest ? await largest.canvas.screenshot() : await page.screenshot();
    if ((largest && hasContent(PNG.sync.read(picture))) || Date.now() > deadline) return picture;
    await page.waitForTimeout(250);
  }
}

async function check(address: string): Promise<boolean> {
  // No WebGL in this browser: whatever is drawn is ours.
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({viewport: {width: 1024, height: 768}});
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) errors.push(message.text());
    });
    await page.goto(address);
    const first = await page.locator('.cards a[href]').first().getAttribute('href');
    if (!first) throw new Error('the gallery names no demo');
    await page.goto(new URL(first, page.url()).href);
    const picture = await capture(page);
    const file = path.join(buildDir, 'check.png');
    fs.mkdirSync(buildDir, {recursive: true});
    fs.writeFileSync(file, picture);
    console.log(`${page.url()}\npicture: ${file}`);
    for (const error of errors) console.log(`page error: ${error}`);
    const drawn = hasContent(PNG.sync.read(picture));
    if (!drawn) console.log('the picture is empty');
    return drawn && errors.length === 0;
  } finally {
    await browser.close();
  }
}

const {values} = parseArgs({
  options: {
    check: {type: 'boolean', default: false},
    port: {type: 'string'},
    'serve-only': {type: 'boolean', default: false},
  },
});

try {
  const port = values.port === undefined ? undefined : Number(values.port);
  if (values['serve-only']) {
    const {address} = await serve(port);
    console.log(`The checkout is at ${address} (Ctrl-C stops)`);
  } else {
    await build({types: false});
    const site = await serveSite(await buildSite(), port ?? kPort).catch((error: NodeJS.ErrnoException) => {
      if (port !== undefined || error.code !== 'EADDRINUSE') throw error;
      return serveSite(siteDir);
    });
    if (values.check) {
      const good = await check(site.url);
      site.close();
      process.exit(good ? 0 : 1);
    }
    console.log(`The site is at ${site.url} (Ctrl-C stops)`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
