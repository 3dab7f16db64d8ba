// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The three.js demo, drawn by us and by the browser's own WebGL 2; and what its first draw waits for.

import {type Page, expect, test} from '@playwright/test';
import type {PNG} from 'pngjs';
import type {Counters} from '../../web/front/info.ts';
import {countColours, decodePicture, differingShare} from '../pictures.ts';

async function draw(page: Page, prefer: 'hardware' | 'software'): Promise<PNG> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`/demos/three/?prefer=${prefer}&time=1.2`);
  await expect(page.locator('#status')).not.toHaveText('Loading');
  expect(errors).toEqual([]);
  const picture = await page.locator('html').getAttribute('data-picture');
  expect(picture).not.toBeNull();
  expect(await page.evaluate('softWebgl2.active')).toBe(prefer === 'software');
  return decodePicture(picture!);
}

test('three.js with shadows, PMREM and tone mapping: under 1 % of pixels differ by more than 16', async ({browser}) => {
  test.setTimeout(180_000);
  const native = await draw(await browser.newPage(), 'hardware');
  const ours = await draw(await browser.newPage(), 'software');
  // An empty picture, or a flat one, is no success whatever it is compared with.
  expect(countColours(native)).toBeGreaterThan(1000);
  expect(countColours(ours)).toBeGreaterThan(1000);
  expect(differingShare(native, ours, 16)).toBeLessThan(0.01);
});

interface Draw {
  readonly before: Counters;
  readonly after: Counters;
  readonly pixel: readonly number[];
}

test('the first draw of a standard material makes no routine after an idle frame', async ({page}) => {
  await page.goto('/e2e/three/first-draw.html');
  await page.waitForFunction('window.linked');
  await page.waitForFunction('counters().earlyRoutines > 1');
  const {before, after, pixel} = await page.evaluate<Draw>('draw()');
  expect(before.lateRoutines).toBe(0);
  expect(after.routines).toBe(before.routines);
  expect(after.lateRoutines).toBe(0);
  expect(pixel[0]).toBeGreaterThan(100);
  expect(pixel[2]).toBeLessThan(50);
});
