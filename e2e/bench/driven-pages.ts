// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Frames of pages that draw themselves, in one browser after the other: driven.js takes their frames in hand. The sides take
// turns, group by group.

import fs from 'node:fs';
import path from 'node:path';
import type {Page} from '@playwright/test';
import {PNG} from 'pngjs';
import type {Renderer} from '../browser.ts';
import {firstScript} from '../first-script.ts';
import {countColours} from '../pictures.ts';
import {serve, type Mount, type Served} from '../serve.ts';
import {type StartedBrowser, ask, startBrowser, stepLimitMs} from './side.ts';
import {median} from './statistics.ts';

const kIdleMs = 8_000;
/** Before a page's frames count: what it loads and compiles first is there. */
const kFirstFrames = 8;

export interface DrivenOptions {
  /** Native renderers, one browser each, beside ours. */
  readonly against: readonly Renderer[];
  readonly core: number | undefined;
  readonly dist: string;
  readonly groups: number;
  readonly viewport: {readonly width: number; readonly height: number};
  /** That a picture of this page has, to count. */
  leastColours(file: string): number;
  /** Where pictures go, if anywhere. */
  readonly pictures: string | undefined;
  /** Where the pages are. */
  readonly mounts: readonly Mount[];
}

export interface DrivenTimes {
  /** Milliseconds of a frame, by native renderer. */
  readonly native: ReadonlyMap<Renderer, number>;
  readonly ours: number;
}

interface Side {
  readonly renderer: Renderer;
  readonly started: StartedBrowser;
}

async function serveDriven({dist, mounts}: DrivenOptions): Promise<Served> {
  const driven = await firstScript('e2e/bench/driven.js');
  return serve([{prefix: '/dist/', folder: dist}, ...mounts], {
    page: (html, url) => {
      const auto = url.searchParams.has('ours')
        ? '<script src="/dist/auto-inline.js" data-prefer="software"></script>'
        : '';
      return html.replace('<head>', () => `<head>${auto}${driven}`);
    },
  });
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

export class DrivenPages {
  readonly #options: DrivenOptions;
  readonly #site: Served;
  readonly #sides: readonly Side[];

  private constructor(options: DrivenOptions, site: Served, sides: readonly Side[]) {
    this.#options = options;
    this.#site = site;
    this.#sides = sides;
  }

  static async start(options: DrivenOptions): Promise<DrivenPages> {
    const sides: Side[] = [];
    for (const renderer of [...options.against, 'none'] as const) {
      sides.push({renderer, started: await startBrowser(renderer, options.core)});
    }
    return new DrivenPages(options, await serveDriven(options), sides);
  }

  /** A page's times, or why it has none. */
  async time(file: string): Promise<DrivenTimes | string> {
    const {viewport, groups} = this.#options;
    const pages: Page[] = [];
    const times: number[][] = this.#sides.map(() => []);
    let why = '';
    try {
      for (const {renderer, started} of this.#sides) {
        const page = await started.browser.newPage({viewport});
        pages.push(page);
        const isOurs = renderer === 'none';
        const url = `${this.#site.origin}/${file}${isOurs ? '?ours' : ''}`;
        await settle(page, url, isOurs ? 'soft-webgl2' : renderer);
      }
      for (let group = 0; group < groups; ++group) {
        for (const [i, page] of pages.entries()) times[i]!.push(await ask<number>(page, 'bench.group()'));
      }
      for (const page of pages) why ||= await ask<string>(page, 'bench.error()');
      for (const [i, page] of pages.entries()) why ||= await this.#look(page, file, this.#sides[i]!.renderer);
    } catch (error) {
      why = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
    }
    for (const page of pages) await page.close().catch(() => undefined);
    if (why) return why;
    const medians = times.map(median);
    return {
      native: new Map(this.#options.against.map((renderer, i) => [renderer, medians[i]!])),
      ours: medians.at(-1)!,
    };
  }

  /** Whoever draws nothing is quick. What is wrong with the picture, or ''. */
  async #look(page: Page, file: string, renderer: Renderer): Promise<string> {
    const picture = await page.screenshot({animations: 'disabled', caret: 'hide'});
    const side = renderer === 'none' ? 'ours' : renderer;
    const {pictures, leastColours} = this.#options;
    if (pictures !== undefined) {
      fs.mkdirSync(pictures, {recursive: true});
      fs.writeFileSync(path.join(pictures, `${path.basename(file, '.html')}-${side}.png`), picture);
    }
    const colours = countColours(PNG.sync.read(picture));
    return colours < leastColours(file) ? `${side} drew ${colours} colours` : '';
  }

  async stop(): Promise<void> {
    for (const {started} of this.#sides) await started.stop();
    this.#site.stop();
  }
}
