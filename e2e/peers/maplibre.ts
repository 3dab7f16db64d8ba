// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// MapLibre's render tests, each with its own threshold. The library is the one built in the checkout, else the package of
// that version from npm.

import fs from 'node:fs';
import path from 'node:path';
import type {Page} from '@playwright/test';
import pixelmatch from 'pixelmatch';
import {PNG} from 'pngjs';
import {root} from '../../scripts/shell.ts';
import {projectOf} from '../package/harness.ts';
import {servePeer} from './site.ts';
import {type Lane, type SideName, type Suite, type Verdict, within} from './suite.ts';

interface RenderTest {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly reportWidth?: number;
  readonly reportHeight?: number;
  /** Of pixels that may differ, and by how much, as pixelmatch takes it. */
  readonly allowed: number;
  readonly threshold: number;
  readonly timeout: number;
}

interface Style {
  readonly metadata: {readonly test: RenderTest};
}

interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly string[];
  readonly renderer: string;
}

const kDefaults = {width: 512, height: 512, pixelRatio: 1, allowed: 0.00025, threshold: 0.1285, timeout: 40_000};
const kLoadMs = 60_000;

/**
 * Straight alpha, as the peer's runner computes it: quotients are cut off, and those above 255 wrap around, because they
 * go into bytes.
 */
function straight(premultiplied: Uint8Array): Uint8Array {
  const result = new Uint8Array(premultiplied);
  for (let at = 0; at < result.length; at += 4) {
    const alpha = result[at + 3]! / 255;
    if (alpha === 0) continue;
    for (let channel = 0; channel < 3; ++channel) result[at + channel] = result[at + channel]! / alpha;
  }
  return result;
}

export async function mapLibreSuite(checkout: string, only: RegExp): Promise<{suite: Suite; stop: () => void}> {
  const tests = path.join(checkout, 'test/integration/render/tests');
  const names = fs
    .readdirSync(tests, {recursive: true, encoding: 'utf8'})
    .filter((file) => path.basename(file) === 'style.json')
    .map((file) => path.dirname(file))
    .filter((name) => only.test(name))
    .sort();
  const project = await projectOf('peers', path.join(root, 'e2e/peers'));
  const modules = path.join(project, 'node_modules');
  const built = path.join(checkout, 'dist');
  const packaged = path.join(modules, 'maplibre-gl');
  const versionOf = (folder: string): string =>
    JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
  const isBuilt = fs.existsSync(path.join(built, 'maplibre-gl-dev.mjs'));
  if (!isBuilt && versionOf(checkout) !== versionOf(packaged)) {
    throw new Error(`tests of ${versionOf(checkout)}, package of ${versionOf(packaged)}: check out that, or build it`);
  }
  /** As the peer's own servers are asked for: that of assets, and that of tiles from a package. */
  const localized = (text: string): string =>
    text
      .replaceAll(/http:\/\/localhost:2900\/|local:\/\//g, `${site.origin}/assets/`)
      .replaceAll('http://localhost:2901/', `${site.origin}/mvt/`);
  const site = await servePeer({
    folders: [
      ['/maplibre-gl/', isBuilt ? built : path.join(packaged, 'dist')],
      ['/rtl-text/', path.join(modules, '@mapbox/mapbox-gl-rtl-text/dist')],
      ['/mvt/', path.join(modules, '@mapbox/mvt-fixtures/real-world')],
      ['/assets/', path.join(checkout, 'test/integration/assets')],
      ['/peers/', path.join(root, 'e2e/peers/pages')],
    ],
    edit: (pathname, text) => (pathname.startsWith('/assets/') ? localized(text) : text),
    statusOf: (pathname) => (pathname.includes('/sparse204/1-') ? 204 : 404),
  });
  const pages = new WeakMap<Lane, Map<SideName, Page>>();

  const styleOf = (name: string): Style => {
    const style = JSON.parse(fs.readFileSync(path.join(tests, name, 'style.json'), 'utf8'));
    return {...style, metadata: {...style.metadata, test: {...kDefaults, ...style.metadata?.test}}};
  };
  const testOf = (name: string): RenderTest => styleOf(name).metadata.test;

  async function pageOf(lane: Lane, side: SideName): Promise<Page> {
    const ofLane = pages.get(lane) ?? new Map<SideName, Page>();
    pages.set(lane, ofLane);
    let page = ofLane.get(side);
    if (!page || page.isClosed()) {
      page = await (await lane.browser(side)).newPage({deviceScaleFactor: 2});
      ofLane.set(side, page);
      await page.goto(`${site.origin}/peers/maplibre.html${side === 'ours' ? '?ours' : ''}`);
      await page.waitForFunction('globalThis.renderTest', undefined, {timeout: kLoadMs});
    }
    return page;
  }

  async function draw(lane: Lane, side: SideName, name: string, patience: number): Promise<PNG> {
    const page = await pageOf(lane, side);
    const style = styleOf(name);
    const {width, height, pixelRatio, reportWidth, reportHeight, timeout} = style.metadata.test;
    await page.setViewportSize({width, height});
    const drawn = await within(
      timeout * patience,
      'not drawn',
      page.evaluate<Drawn>(`renderTest.draw(${JSON.stringify(style)})`),
    );
    const wanted = side === 'ours' ? 'soft-webgl2' : side;
    if (!drawn.renderer.toLowerCase().includes(wanted)) throw new Error(`drawn by ${drawn.renderer}`);
    const size = {
      width: Math.floor(reportWidth ?? width * pixelRatio),
      height: Math.floor(reportHeight ?? height * pixelRatio),
    };
    if (size.width !== drawn.width || size.height !== drawn.height) {
      throw new Error(`${drawn.width} x ${drawn.height} pixels, not ${size.width} x ${size.height}`);
    }
    const picture = new PNG(size);
    const pixels = Buffer.concat(drawn.rows.map((row) => Buffer.from(row, 'base64')));
    picture.data = Buffer.from(straight(pixels));
    return picture;
  }

  function difference(name: string, a: PNG, b: PNG): number {
    if (a.width !== b.width || a.height !== b.height) return 1;
    const {threshold} = testOf(name);
    return pixelmatch(a.data, b.data, undefined, a.width, a.height, {threshold}) / (a.width * a.height);
  }

  /** The nearest of the pictures that there are: some tests have one for each platform. */
  function judge(_: Lane, name: string, picture: PNG): Promise<Verdict> {
    const folder = path.join(tests, name);
    const shares = fs
      .readdirSync(folder)
      .filter((file) => /^expected.*\.png$/.test(file))
      .map((file) => difference(name, picture, PNG.sync.read(fs.readFileSync(path.join(folder, file)))));
    if (shares.length === 0) return Promise.resolve({});
    const share = Math.min(...shares);
    return Promise.resolve({share, passes: share <= testOf(name).allowed});
  }

  const suite: Suite = {
    name: 'maplibre',
    names,
    tolerance: (name) => testOf(name).allowed + Number.EPSILON,
    draw,
    judge,
    difference,
  };
  return {suite, stop: site.stop};
}
