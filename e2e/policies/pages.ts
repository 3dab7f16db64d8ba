// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pages made for one test: with the policy, the tag and the faults that it names, in a browser without WebGL.

import path from 'node:path';
import {type Browser, type Page, chromium} from '@playwright/test';
import {launchOptions} from '../browser.ts';

export interface Situation {
  /** Response headers of the page. */
  headers?: {[name: string]: string};
  /** Attributes of the script's tag. @default src of auto.js */
  tag?: string;
  /** Of every tag. */
  nonce?: string;
  /** Runs before anything else in the page. */
  init?: string;
  /** What the server answers for a file of dist/ instead of the file. */
  faults?: {[file: string]: {status?: number; type?: string; body?(file: Buffer): Buffer | string}};
}

export interface Look {
  /** By kind of script: it had a context of ours. */
  readonly looks: {readonly [kind: string]: boolean};
  /** What the console says for us. */
  readonly said: readonly string[];
  readonly errors: readonly string[];
  readonly requests: readonly string[];
}

/** Another server, with the folder of the package. */
export const kCdn = 'https://cdn.example/soft-webgl2@0.1.0/dist';

let browser: Browser | undefined;

export async function openBrowser(): Promise<void> {
  browser = await chromium.launch(launchOptions({renderer: 'none'}));
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
}

/** A page whose scripts each ask for a context. `work`: what else to do there. */
export async function look(baseURL: string, situation: Situation, work?: (page: Page) => Promise<void>): Promise<Look> {
  const context = await browser!.newContext({baseURL});
  const said: string[] = [];
  const errors: string[] = [];
  const requests: string[] = [];
  try {
    const page = await context.newPage();
    await page.route(`${kCdn}/*`, (route) =>
      route.fulfill({
        path: path.join('dist', path.basename(new URL(route.request().url()).pathname)),
        headers: {'access-control-allow-origin': '*'},
      }),
    );
    page.on('console', (message) => {
      if (message.text().startsWith('soft-webgl2: ')) said.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    if (situation.init) await page.addInitScript(situation.init);
    const {nonce, tag = 'src="/dist/auto.js"'} = situation;
    const script = (attributes: string): string => `<script ${nonce ? `nonce="${nonce}" ` : ''}${attributes}></script>`;
    const html = `<!doctype html><meta charset="utf-8" /><title>A page with a policy</title>
      ${script(tag)}${script('src="/e2e/policies/look.js" data-as="next"')}
      ${script('src="/e2e/policies/look.js" data-as="deferred" defer')}
      ${script('src="/e2e/policies/look.js?import" type="module"')}<body></body>`;
    await page.route('**/policy.html', (route) =>
      route.fulfill({status: 200, headers: {'content-type': 'text/html', ...situation.headers}, body: html}),
    );
    for (const [file, {status = 200, type, body}] of Object.entries(situation.faults ?? {})) {
      await page.route(`**/dist/${file}`, async (route) => {
        const response = await route.fetch();
        const headers: {[name: string]: string} = {...response.headers(), ...(type ? {'content-type': type} : {})};
        delete headers['content-length'];
        await route.fulfill({status, headers, body: body ? body(await response.body()) : await response.body()});
      });
    }
    await page.goto('/policy.html', {waitUntil: 'load'});
    await work?.(page);
    const looks = (await page.evaluate('globalThis.looks')) as Look['looks'];
    return {looks, said, errors, requests};
  } finally {
    await context.close();
  }
}
