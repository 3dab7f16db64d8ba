// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run soak: three.js, MapLibre and a page of uploads side by side for a long time, with other sizes, lost contexts and new
// programs meanwhile. Memory must come to rest: the browser's resident memory, from a third of the time on, grows by no
// more than the limit an hour (the 95 % interval of its slope reaches down to it), and each context's memory, and what its
// images and buffers hold, stay what they were.

import {spawn} from 'node:child_process';
import fs from 'node:fs';
import {chromium, type Page} from '@playwright/test';
import {launchOptions, pageScript} from '../browser.ts';
import {CommandLine} from '../options.ts';
import {slopeOf} from './slope.ts';

const help = `usage: npm run soak -- [options]

  --minutes N    how long (60)
  --limit N      MB an hour that resident memory may grow by (5)
  --threads N    isolated pages, whose contexts have so many threads (1)
  --only REGEX   only pages whose path matches
  --out FILE     where the samples go (build/soak.json)`;

const commandLine = new CommandLine('soak', help, {
  minutes: {type: 'string', default: '60'},
  limit: {type: 'string', default: '5'},
  threads: {type: 'string', default: '1'},
  only: {type: 'string', default: ''},
  out: {type: 'string', default: 'build/soak.json'},
});
const minutes = commandLine.number('minutes', 0.5);
const limit = commandLine.number('limit', 0);
const threads = commandLine.number('threads', 1);

const kPages = [
  'demos/three/index.html?prefer=software',
  'demos/maplibre/index.html?prefer=software',
  'e2e/soak/uploads.html',
].filter((path) => new RegExp(commandLine.values.only).test(path));
const kSampleMs = 5000;
const kSizes = [
  {width: 800, height: 600},
  {width: 640, height: 480},
];

interface Sample {
  minutes: number;
  rssMB: number;
  /** Of each page's contexts: their memories, and what images and buffers hold. */
  memory: number[];
  held: number[];
}

/**
 * Resident memory of a process and all that it started, in MB: what is shared counts once, by its proportional share, and
 * pages of files do not count, since other browsers on the machine share those, and their share falls back when they end.
 */
function residentMB(pid: number): number {
  let kilobytes = 0;
  const parents = new Map<number, number>();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // it has ended meanwhile
    }
  }
  for (const process of parents.keys()) {
    let at: number | undefined = process;
    while (at !== undefined && at !== pid) at = parents.get(at);
    if (at !== pid) continue;
    try {
      const rollup = fs.readFileSync(`/proc/${process}/smaps_rollup`, 'utf8');
      for (const [, size] of rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+)/gm)) kilobytes += Number(size);
    } catch {
      // likewise
    }
  }
  return kilobytes / 1024;
}

/** In each page: whatever it asks for, and so many threads. */
function askForThreads(threads: number): void {
  let own: object = {};
  Object.defineProperty(globalThis, 'softWebgl2Options', {
    get: () => ({...own, threads}),
    set: (options: object) => {
      own = options;
    },
  });
}

/** In each page: remembers its contexts. */
function remember(): void {
  const contexts: WebGL2RenderingContext[] = [];
  Object.assign(globalThis, {soakContexts: contexts});
  document.addEventListener('softwebgl2context', (event) => {
    contexts.push((event as CustomEvent<{gl: WebGL2RenderingContext}>).detail.gl);
  });
}

interface SoakWindow {
  soakContexts: WebGL2RenderingContext[];
  softWebgl2: {
    getInfo(gl: WebGL2RenderingContext): {
      bytes: number;
      counters: {bytes: number};
      threads: number;
      threadsReason: string;
    };
  };
}

/** How many threads a page's contexts have, and where it is one, why. */
const threadsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const {soakContexts, softWebgl2} = globalThis as unknown as SoakWindow;
    return soakContexts.map((gl) => softWebgl2.getInfo(gl)).map((info) => `${info.threads} ${info.threadsReason}`);
  });

const bytesOf = (page: Page): Promise<{memory: number; held: number}> =>
  page.evaluate(() => {
    const {soakContexts, softWebgl2} = globalThis as unknown as SoakWindow;
    let memory = 0;
    let held = 0;
    for (const gl of soakContexts) {
      const {bytes, counters} = softWebgl2.getInfo(gl);
      memory += counters.bytes;
      held += bytes;
    }
    return {memory, held};
  });

/** Loses all contexts of a page, and has them back. */
const loseAndRestore = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (const gl of (globalThis as unknown as SoakWindow).soakContexts) {
      const loss = gl.getExtension('WEBGL_lose_context');
      loss?.loseContext();
      await new Promise((resolve) => setTimeout(resolve, 200));
      loss?.restoreContext();
    }
  });

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isLost = (page: Page): Promise<boolean> =>
  page.evaluate(() => (globalThis as unknown as SoakWindow).soakContexts.some((gl) => gl.isContextLost()));

async function main(): Promise<number> {
  const port = 20000 + Math.floor(Math.random() * 20000);
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/start.ts', '--serve-only', '--port', String(port)],
    {stdio: 'ignore'},
  );
  const browserServer = await chromium.launchServer(launchOptions({renderer: 'none'}));
  const addressOf = (path: string): string => {
    const url = new URL(path, `http://127.0.0.1:${port}`);
    if (threads > 1) url.searchParams.set('isolated', ''); // vite.config.js
    return url.href;
  };
  const samples: Sample[] = [];
  let failures: string[] = [];
  try {
    const browser = await chromium.connect(browserServer.wsEndpoint());
    const pages: Page[] = [];
    for (const path of kPages) {
      const context = await browser.newContext({viewport: kSizes[0]!});
      const page = await context.newPage();
      page.on('pageerror', (error) => (failures = [...failures, `${path}: ${error.message}`]));
      if (threads > 1) await page.addInitScript({content: pageScript(askForThreads, threads)});
      await page.addInitScript(remember);
      for (let tries = 0; ; ++tries) {
        try {
          await page.goto(addressOf(path));
          break;
        } catch (error) {
          if (tries === 60) throw error;
          await wait(1000);
        }
      }
      await page.waitForFunction(() => (globalThis as unknown as SoakWindow).soakContexts.length > 0);
      pages.push(page);
    }
    const start = Date.now();
    const pid = browserServer.process().pid!;
    for (let round = 1; Date.now() - start < minutes * 60_000; ++round) {
      await wait(kSampleMs);
      if (round % 6 === 0) await Promise.all(pages.map((page) => page.setViewportSize(kSizes[(round / 6) % 2]!)));
      if (round % 24 === 0) await Promise.all(pages.map(loseAndRestore));
      const bytes = await Promise.all(pages.map(bytesOf));
      const memory = bytes.map((of) => of.memory);
      const held = bytes.map((of) => of.held);
      const sample = {minutes: (Date.now() - start) / 60_000, rssMB: residentMB(pid), memory, held};
      samples.push(sample);
      if (round % 12 === 0) {
        const of = `contexts ${memory.join(' ')}, of it held ${held.join(' ')}`;
        console.log(`${sample.minutes.toFixed(1)} min: ${sample.rssMB.toFixed(0)} MB, ${of}`);
      }
    }
    for (const [i, page] of pages.entries()) {
      if (await isLost(page)) failures = [...failures, `${kPages[i]}: a context stays lost`];
      for (const of of await threadsOf(page)) {
        console.log(`${kPages[i]}: threads: ${of}`);
        if (parseInt(of) !== threads) failures = [...failures, `${kPages[i]}: not ${threads} threads`];
      }
    }
    await browser.close();
  } finally {
    await browserServer.close();
    server.kill();
  }
  fs.mkdirSync('build', {recursive: true});
  fs.writeFileSync(commandLine.values.out, JSON.stringify(samples, null, 1));

  const settled = samples.filter((sample) => sample.minutes > minutes / 3);
  const {slope, low, high} = slopeOf(settled.map((sample) => [sample.minutes / 60, sample.rssMB]));
  console.log(
    `resident memory: ${slope.toFixed(1)} MB an hour, 95 % between ${low.toFixed(1)} and ${high.toFixed(1)} (limit ${limit})`,
  );
  if (low > limit) failures.push('resident memory grows');
  for (const [i, path] of kPages.entries()) {
    for (const what of ['memory', 'held'] as const) {
      const most = settled.map((sample) => sample[what][i]!);
      const half = Math.ceil(most.length / 2);
      const [before, after] = [Math.max(...most.slice(0, half)), Math.max(...most.slice(half))];
      console.log(`${path}: ${what} at most ${before} bytes, then ${after}`);
      if (after > before) failures.push(`${path}: ${what === 'held' ? 'what its contexts hold' : 'its memory'} grows`);
    }
  }
  for (const failure of failures) console.error(`soak: ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = await main();
