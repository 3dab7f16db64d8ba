// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One of the two browsers of a comparison, bound to one core where asked: both native renderers are threaded.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {type Browser, type Page, chromium} from '@playwright/test';
import {type Renderer, findChromium, launchOptions} from '../browser.ts';

export interface SideOptions {
  renderer: Renderer;
  ours: boolean;
  /** Core number, or undefined for all of them. */
  core: number | undefined;
  origin: string;
}

export interface Prepared {
  renderer: string;
  picture: Uint8Array;
}

export const stepLimitMs = 90_000;

/** A program that starts the browser on one core, and all its processes with it. */
export function pinned(core: number): {executablePath: string; remove: () => void} {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const file = path.join(folder, 'chromium');
  const binary = findChromium() ?? chromium.executablePath();
  fs.writeFileSync(file, `#!/bin/sh\nexec taskset -c ${core} '${binary}' "$@"\n`, {mode: 0o755});
  return {executablePath: file, remove: () => fs.rmSync(folder, {recursive: true, force: true})};
}

/** An answer of the page, or an error after a while: evaluate() itself waits for ever. */
export async function ask<T>(page: Page, expression: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${stepLimitMs / 1000} s`)), stepLimitMs);
  });
  try {
    return await Promise.race([page.evaluate<T>(expression), limit]);
  } finally {
    clearTimeout(timer);
  }
}

export interface StartedBrowser {
  readonly browser: Browser;
  stop(): Promise<void>;
}

export async function startBrowser(renderer: Renderer, core: number | undefined): Promise<StartedBrowser> {
  const pin = core === undefined ? undefined : pinned(core);
  const browser = await chromium.launch(
    launchOptions({renderer, ...(pin ? {executablePath: pin.executablePath} : {})}),
  );
  return {
    browser,
    async stop() {
      await browser.close();
      pin?.remove();
    },
  };
}

export class Side {
  readonly #options: SideOptions;
  readonly #started: StartedBrowser;
  #page: Page | undefined;

  private constructor(options: SideOptions, started: StartedBrowser) {
    this.#options = options;
    this.#started = started;
  }

  static async start(options: SideOptions): Promise<Side> {
    return new Side(options, await startBrowser(options.renderer, options.core));
  }

  get version(): string {
    return this.#started.browser.version();
  }

  /** A fresh page with the scene in it; throws with the reason when the scene cannot be drawn. */
  async prepare(file: string, width: number, height: number): Promise<Prepared> {
    await this.#page?.close();
    const page = await this.#started.browser.newPage({
      viewport: {width: Math.max(width, 320), height: Math.max(height, 240)},
    });
    this.#page = page;
    page.setDefaultTimeout(stepLimitMs);
    await page.goto(`${this.#options.origin}/e2e/bench/page.html${this.#options.ours ? '?ours' : ''}`);
    await page.waitForFunction('globalThis.bench');
    const call = `bench.prepare(${JSON.stringify(file)}, ${width}, ${height})`;
    const result = await this.#call<{renderer: string; picture: string; error: string}>(call);
    if (result.error) throw new Error(result.error);
    return {renderer: result.renderer, picture: Buffer.from(result.picture, 'base64')};
  }

  warmUp(): Promise<number> {
    return this.#call('bench.warmUp()');
  }

  /** Milliseconds per frame of one group. */
  group(): Promise<number> {
    return this.#call('bench.group()');
  }

  error(): Promise<string> {
    return this.#call('bench.error()');
  }

  async stop(): Promise<void> {
    await this.#started.stop();
  }

  async #call<T>(expression: string): Promise<T> {
    if (!this.#page) throw new Error('no page');
    return ask(this.#page, expression);
  }
}
