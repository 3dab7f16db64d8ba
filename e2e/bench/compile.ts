// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run bench -- --compile: how long three.js' standard material takes from source to its first pixel, and the first
// program of a page, on one core. README.md beside this file says what is counted.

import fs from 'node:fs';
import path from 'node:path';
import {type Browser, type Page, chromium} from '@playwright/test';
import {launchOptions} from '../browser.ts';
import {serve} from './server.ts';
import {pinned} from './side.ts';
import {median} from './statistics.ts';

export interface CompileOptions {
  core: number | undefined;
  dist: string;
  /** Fresh browsers for each "first", and materials of each kind in the page that is warm. */
  rounds: number;
}

interface Measured {
  ms: number;
  /** Processor time of the page's process, and of that its main thread's. */
  cpu?: number;
  main?: number;
  build?: number;
  draw?: number;
  engine?: number;
  modules: number;
  bytes: number;
}

/** Milliseconds; issue 3 has them. */
const limits = {first: 250, warm: 120};
/** Materials of each kind before the page counts as warm. */
const warmUps = 4;

/** Processor time of all renderer processes so far, in milliseconds; 0 where /proc has none of it. */
async function rendererTime(browser: Browser): Promise<{cpu: number; main: number}> {
  const session = await browser.newBrowserCDPSession();
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const nanoseconds = {cpu: 0, main: 0};
  for (const {id, type} of processInfo) {
    const tasks = `/proc/${id}/task`;
    if (type !== 'renderer' || !fs.existsSync(tasks)) continue;
    for (const task of fs.readdirSync(tasks)) {
      try {
        const spent = Number(fs.readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]);
        nanoseconds.cpu += spent;
        if (Number(task) === id) nanoseconds.main += spent;
      } catch {
        // gone since it was listed
      }
    }
  }
  return {cpu: nanoseconds.cpu / 1e6, main: nanoseconds.main / 1e6};
}

const digits = (value: number | undefined): string => (value ?? 0).toFixed(1).padStart(8);

function row(label: string, runs: readonly Measured[], limit?: number): boolean {
  const of = (pick: (run: Measured) => number | undefined): number => median(runs.map((run) => pick(run) ?? 0));
  const ms = of((run) => run.ms);
  const verdict = limit === undefined ? '' : ms <= limit ? `  within ${limit}` : `  OVER ${limit}`;
  const least = Math.min(...runs.map((run) => run.ms));
  const kilobytes = of((run) => run.bytes) / 1024;
  console.log(
    label.padEnd(34) +
      [ms, least, of((r) => r.cpu), of((r) => r.main), of((r) => r.build), of((r) => r.draw), of((r) => r.engine)]
        .map(digits)
        .join('') +
      digits(of((run) => run.modules)) +
      digits(kilobytes) +
      verdict,
  );
  return limit === undefined || ms <= limit;
}

/** Prints the table; true when all is within the limits. */
export async function benchCompile({core, dist, rounds}: CompileOptions): Promise<boolean> {
  const pin = core === undefined ? undefined : pinned(core);
  const {origin, stop} = await serve(dist);
  const withBrowser = async <T>(work: (browser: Browser) => Promise<T>): Promise<T> => {
    const executable = pin ? {executablePath: pin.executablePath} : {};
    const browser = await chromium.launch(launchOptions({renderer: 'none', ...executable}));
    try {
      return await work(browser);
    } finally {
      await browser.close();
    }
  };
  const open = async (browser: Browser, query: string) => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`compile: ${error.message}`));
    await page.goto(`${origin}/e2e/bench/compile.html${query}`);
    return page;
  };
  const timed = async (browser: Browser, page: Page, call: string): Promise<Measured> => {
    const before = await rendererTime(browser);
    const measured = await page.evaluate<Measured>(call);
    const after = await rendererTime(browser);
    return {...measured, cpu: after.cpu - before.cpu, main: after.main - before.main};
  };
  // A browser of its own for each: engines remember code for as long as their process lives.
  const atLoad = (what: string): Promise<Measured> =>
    withBrowser(async (browser) => {
      const page = await open(browser, `?first=${what}`);
      await page.waitForFunction('globalThis.firstResult');
      const result = await page.evaluate<Measured & {failed?: string}>('firstResult');
      if (result.failed) throw new Error(result.failed);
      return result;
    });
  const afterLoad = (what: string): Promise<Measured> =>
    withBrowser(async (browser) => {
      const page = await open(browser, '');
      await page.waitForFunction('globalThis.compileBench');
      await page.waitForTimeout(1000);
      return timed(browser, page, `compileBench.first('${what}')`);
    });
  try {
    console.log(
      `${core === undefined ? 'all cores' : `core ${core}`}, ms, medians of ${rounds}, and of them by step; ${path.relative(process.cwd(), dist) || '.'}`,
    );
    console.log(
      ''.padEnd(34) +
        ['ms', 'least', 'cpu', 'main', 'build', 'draw', 'engine', 'modules', 'KB']
          .map((word) => word.padStart(8))
          .join(''),
    );
    let good = true;
    for (const [label, what, first] of [
      ['first program, small', 'small', atLoad],
      ['first, standard material', 'plain', atLoad],
      ['first, standard with maps', 'maps', atLoad],
      ['first, small, 1 s after load', 'small', afterLoad],
      ['first, standard, 1 s after load', 'plain', afterLoad],
    ] as const) {
      const runs: Measured[] = [];
      for (let i = 0; i < rounds; ++i) runs.push(await first(what));
      good = row(label, runs, limits.first) && good;
    }
    const warm = await withBrowser(async (browser) => {
      const page = await open(browser, '');
      await page.waitForFunction('globalThis.compileBench');
      await page.evaluate("compileBench.first('plain')");
      const next = (what: string): Promise<Measured> => timed(browser, page, `compileBench.next('${what}')`);
      const second = [await next('plain')];
      const runs = {plain: [] as Measured[], maps: [] as Measured[]};
      for (let i = 0; i < warmUps + rounds; ++i) {
        for (const what of ['plain', 'maps'] as const) {
          const measured = await next(what);
          if (i >= warmUps) runs[what].push(measured);
        }
      }
      return {second, ...runs};
    });
    row('second, standard material', warm.second);
    good = row('warm, standard material', warm.plain, limits.warm) && good;
    good = row('warm, standard with maps', warm.maps, limits.warm) && good;
    return good;
  } finally {
    stop();
    pin?.remove();
  }
}
