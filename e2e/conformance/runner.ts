// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Runs suite pages in a browser that is shared by several jobs, and replaced when it breaks or has served long enough.
// A page judged by `Result.status`; the counts of subtests are for reading only, since one page can report millions.

import {
  type Browser,
  type BrowserContext,
  type BrowserServer,
  type LaunchOptions,
  type Page,
  chromium,
} from '@playwright/test';
import {pageScript} from '../browser.ts';
import {type Report, type Snapshot, pageHook} from './page-hook.ts';
import {testsPrefix} from './server.ts';
import type {SuitePage, WebGLVersion} from './suite.ts';

export type Status = 'pass' | 'fail' | 'error' | 'timeout' | 'crash';

export interface Result {
  status: Status;
  /** Subtests passed, failed, skipped; for a timeout as far as the page got. */
  passed: number;
  failed: number;
  skipped: number;
  ms: number;
  messages?: string[];
  /** First uncaught error, also of pages that pass. */
  error?: string;
}

export interface RunnerOptions {
  origin: string;
  timeoutMs: number;
  maxMessages: number;
  keepConsole: boolean;
  /** Of the contexts that pages ask for without saying which. */
  webglVersion: WebGLVersion;
}

const errorGraceMs = 5000;
const pagesPerContext = 40;
const pagesPerBrowser = 400;
const bindingName = '__conformanceReport';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The promise, or an error when it takes longer. */
export async function within<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took over ${ms} ms`)), ms);
  });
  promise.catch(() => {});
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** One browser process for all jobs. */
export class SharedBrowser {
  pagesServed = 0;
  /** Replace the browser once no job holds a context. */
  retire = false;
  readonly onLost = new Set<() => void>();
  readonly #launch: LaunchOptions;
  #server: BrowserServer | undefined;
  #browser: Browser | undefined;
  #holders = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(launch: LaunchOptions) {
    this.#launch = launch;
  }

  isCurrent(browser: Browser | undefined): boolean {
    return browser !== undefined && browser === this.#browser && browser.isConnected();
  }

  /** In turn, so that two jobs never start two browsers. */
  acquire(): Promise<Browser> {
    const next = this.#turn.then(() => this.#ready());
    this.#turn = next.catch(() => {});
    return next;
  }

  release(): void {
    --this.#holders;
  }

  async #ready(): Promise<Browser> {
    while (this.#browser?.isConnected() && this.retire && this.#holders > 0) await sleep(100);
    if (!this.#browser?.isConnected() || this.retire) {
      await this.stop();
      this.#server = await within(chromium.launchServer(this.#launch), 60_000, 'browser start');
      this.#browser = await within(chromium.connect(this.#server.wsEndpoint()), 30_000, 'browser connect');
      this.#browser.once('disconnected', () => {
        for (const lost of this.onLost) lost();
      });
      this.pagesServed = 0;
      this.retire = false;
    }
    ++this.#holders;
    return this.#browser;
  }

  /** At once, when this process ends for whatever reason. */
  kill(): void {
    this.#server?.process().kill('SIGKILL');
  }

  async stop(): Promise<void> {
    const server = this.#server;
    const browser = this.#browser;
    this.#server = undefined;
    this.#browser = undefined;
    if (browser) await within(browser.close(), 5000, 'browser close').catch(() => {});
    if (server) await within(server.kill(), 10_000, 'browser kill').catch(() => server.process().kill('SIGKILL'));
  }
}

/** How a page ended, with what it reported. `gone` may be another page's doing. */
type Ending = Partial<Snapshot> & {status: Report['status'] | 'timeout' | 'crash' | 'gone'};

/** One page at a time in a context of its own. */
export class Job {
  readonly #shared: SharedBrowser;
  readonly #options: RunnerOptions;
  #browser: Browser | undefined;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  #pagesInContext = 0;
  #pending: {pathname: string; end: (ending: Ending) => void} | undefined;

  constructor(shared: SharedBrowser, options: RunnerOptions) {
    this.#shared = shared;
    this.#options = options;
    shared.onLost.add(() => this.#pending?.end({status: 'gone', error: 'browser gone'}));
  }

  async open(): Promise<Page> {
    const stale =
      !this.#shared.isCurrent(this.#browser) || this.#shared.retire || this.#pagesInContext >= pagesPerContext;
    if (this.#page && !stale) return this.#page;
    await this.close();
    this.#browser = await this.#shared.acquire();
    const viewport = {width: 1280, height: 800};
    this.#context = await within(this.#browser.newContext({viewport}), 30_000, 'new context');
    const page = await within(this.#context.newPage(), 30_000, 'new page');
    this.#pagesInContext = 0;
    await page.exposeBinding(bindingName, (_source, text: string) => {
      const report = JSON.parse(text) as Report;
      if (report.path === this.#pending?.pathname) this.#pending.end(report);
    });
    const {maxMessages, keepConsole} = this.#options;
    const hook = pageScript(pageHook, {binding: bindingName, maxMessages, errorGraceMs, keepConsole});
    await page.addInitScript({content: hook});
    page.on('crash', () => this.#pending?.end({status: 'crash', error: 'page crashed'}));
    page.on('close', () => this.#pending?.end({status: 'gone', error: 'page closed'}));
    page.on('dialog', (dialog) => dialog.dismiss().catch(() => {}));
    if (keepConsole)
      page.on('console', (message) => console.log(`  [${message.type()}] ${message.text().slice(0, 500)}`));
    this.#page = page;
    return page;
  }

  async close(): Promise<void> {
    const context = this.#context;
    const browser = this.#browser;
    this.#page = this.#context = this.#browser = undefined;
    if (context && this.#shared.isCurrent(browser)) {
      // A renderer that hangs takes its context with it: replace the browser when the other jobs are between pages.
      await within(context.close(), 8000, 'context close').catch(() => (this.#shared.retire = true));
    }
    if (browser) this.#shared.release();
  }

  /** Runs the page; again, twice at most, where the browser was lost under it. */
  async run(suitePage: SuitePage): Promise<Result> {
    for (let attempt = 0; ; ++attempt) {
      const started = performance.now();
      let ending: Ending;
      try {
        ending = await this.#visit(suitePage);
      } catch (error) {
        ending = {status: 'gone', error: String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''};
      }
      if (ending.status !== 'finished') await this.close();
      if (ending.status !== 'gone' || attempt === 2) return toResult(ending, performance.now() - started);
      await sleep(500);
    }
  }

  async #visit(suitePage: SuitePage): Promise<Ending> {
    const page = await this.open();
    ++this.#pagesInContext;
    if (++this.#shared.pagesServed >= pagesPerBrowser) this.#shared.retire = true;
    const pathname = encodeURI(`${testsPrefix}/${suitePage.path}`);
    const limit = this.#options.timeoutMs;
    let timer: NodeJS.Timeout | undefined;
    const ending = await new Promise<Ending>((end) => {
      this.#pending = {pathname, end};
      timer = setTimeout(() => end({status: 'timeout'}), limit);
      // quiet=1: the page builds no log for people.
      page
        .goto(`${this.#options.origin}${pathname}?webglVersion=${this.#options.webglVersion}&quiet=1`, {
          waitUntil: 'commit',
          timeout: limit,
        })
        .then(
          (response) => {
            if (response && response.status() >= 400) end({status: 'error', error: `HTTP ${response.status()}`});
          },
          (error: Error) => {
            if (!/Timeout|interrupted|ERR_ABORTED/.test(error.message)) end({status: 'gone', error: error.message});
          },
        );
    });
    clearTimeout(timer);
    this.#pending = undefined;
    return ending.status === 'timeout' ? {...ending, ...(await this.#interrupt(page))} : ending;
  }

  /** Breaks out of a busy loop to learn how far the page got. */
  async #interrupt(page: Page): Promise<Partial<Snapshot>> {
    try {
      const session = await within(page.context().newCDPSession(page), 2000, 'devtools session');
      await within(session.send('Runtime.terminateExecution'), 2000, 'terminate');
      const read = 'globalThis.__conformanceSnapshot?.()';
      return (await within(page.evaluate<Snapshot | undefined>(read), 2000, 'snapshot')) ?? {};
    } catch {
      return {};
    }
  }
}

function toResult(ending: Ending, ms: number): Result {
  const {passed = 0, failed = 0, skipped = 0} = ending;
  const messages = [...(ending.messages ?? [])];
  let status: Status;
  switch (ending.status) {
    case 'finished':
      status = failed === 0 && passed + skipped > 0 ? 'pass' : 'fail';
      if (passed + failed + skipped === 0) messages.push('(finished without reporting any subtest)');
      break;
    case 'gone':
      status = 'crash';
      break;
    default:
      status = ending.status;
  }
  return {
    status,
    passed,
    failed,
    skipped,
    ms: Math.round(ms),
    ...(messages.length > 0 ? {messages} : {}),
    ...(ending.error ? {error: ending.error} : {}),
  };
}
