// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import path from 'node:path';
import {type Page, expect, test} from '@playwright/test';
import {countColours, decodePicture, differingShare} from '../pictures.ts';

async function draw(page: Page): Promise<string> {
  await page.goto('/e2e/hello-triangle/page.html');
  expect(await page.evaluate('glError')).toBe(0);
  return page.evaluate('picture');
}

test("a triangle is the same picture as the browser's own", async ({page, context}) => {
  const native = decodePicture(await draw(page));
  const other = await context.newPage();
  await other.addInitScript(() => {
    (globalThis as {softWebgl2Options?: object}).softWebgl2Options = {prefer: 'software'};
  });
  await other.addInitScript({path: path.resolve('dist/auto-inline.js')});
  const ours = decodePicture(await draw(other));
  expect(await other.evaluate('softWebgl2.active')).toBe(true);
  expect(countColours(ours)).toBeGreaterThan(100);
  // Vertices are snapped to 1/256 of a pixel here and to 1/16 there, so an edge may fall on the other side of a pixel's
  // centre; interpolation may round the last bit otherwise.
  expect(differingShare(native, ours, 2)).toBeLessThan(0.001);

  // What is on the screen is what toDataURL told.
  const shown = decodePicture(`,${(await other.locator('canvas').screenshot()).toString('base64')}`);
  expect(differingShare(shown, ours, 2)).toBe(0);
});
