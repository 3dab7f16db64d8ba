// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The site as `npm run site` makes it, below a folder of some server, in a browser without WebGL.

import {AxeBuilder} from '@axe-core/playwright';
import {type Browser, type Page, chromium, expect} from '@playwright/test';
import {buildSite, serveSite} from '../../scripts/site.ts';
import {buildDir} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';

export interface OpenSite {
  readonly browser: Browser;
  readonly address: string;
  close(): Promise<void>;
}

export async function openSite(): Promise<OpenSite> {
  await buildSite(); // done already, unless this runs alone
  const site = await serveSite(buildDir); // so that the site is a folder of it
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  return {
    browser,
    address: `${site.url}site/`,
    async close() {
      await browser.close();
      site.close();
    },
  };
}

/** A page as wide as a telephone, and what goes wrong in it. */
export async function narrowPage(
  {browser}: OpenSite,
  colorScheme: 'light' | 'dark',
): Promise<{page: Page; lines: string[]}> {
  // axe wants a context of the test's own.
  const context = await browser.newContext({
    viewport: {width: 390, height: 844},
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const lines: string[] = [];
  // One frame of the gallery shows what a page without WebGL says.
  const note = (text: string): unknown => /Error creating WebGL/.test(text) || lines.push(text);
  page.on('console', (message) => message.type() === 'error' && note(message.text()));
  page.on('pageerror', (error) => note(error.message));
  page.on('response', (response) => response.status() >= 400 && lines.push(`${response.status()}: ${response.url()}`));
  return {page, lines};
}

/** It fits, has a title and a way back, said nothing, and axe finds nothing. */
export async function expectRight(page: Page, lines: string[], name: string): Promise<void> {
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
  // The site has no frames of other origins, for which axe otherwise opens a page of its own each time.
  const {violations} = await new AxeBuilder({page: page as never}).setLegacyMode().analyze();
  const found = violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html}`);
  expect.soft(found, name).toEqual([]);
  expect.soft(lines.splice(0), name).toEqual([]);
  const described = page.locator('meta[name=description]');
  expect.soft(await described.getAttribute('content'), name).toMatch(/^.{20,}[.!?]$/);
  expect.soft(await page.locator('header a').first().getAttribute('href'), name).toMatch(/^(\.\.?\/)+index\.html$/);
}
