// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which pixels random primitives cover, compared with the browser's own WebGL 2. Its renderer here holds positions in
// sixteenths of a pixel, so corners lie on that grid, and what is not on it (where a viewport's edge or a line's side
// cuts) may differ by a pixel now and then.

import {type Page, expect, test} from '@playwright/test';

interface Comparison {
  /** Pixels that the browser's own WebGL covered. */
  covered: number;
  /** Pixels and scenes that differ, and the first of those scenes. */
  pixels: number;
  scenes: number;
  first: unknown;
}
type Compare = (kind: object, seed: number, count: number) => Promise<Comparison>;

const kPointSizes = [0, -1, 0.3, 1, 1.5, 2, 3, 7, 20];
const kTargets = [
  {antialias: false, onCanvas: false},
  {antialias: false, onCanvas: true},
  {antialias: true, onCanvas: false},
  {antialias: true, onCanvas: true},
];

async function compareAll(
  page: Page,
  modes: readonly string[],
  grids: readonly number[],
  further: object,
): Promise<{name: string; result: Comparison}[]> {
  await page.goto('/e2e/rasterization/page.html');
  await page.waitForSelector('html[data-ready]', {state: 'attached'});
  const kinds = modes.flatMap((mode) =>
    grids.flatMap((grid) => kTargets.map((target) => ({mode, grid, ...target, ...further}))),
  );
  const results: {name: string; result: Comparison}[] = [];
  for (const kind of kinds) {
    const result = await page.evaluate(
      (given) => (globalThis as unknown as {compare: Compare}).compare(given, 5, 25),
      kind,
    );
    const name = `${kind.mode} on 1/${16 / kind.grid} pixels, antialias ${kind.antialias}, canvas ${kind.onCanvas}`;
    expect(result.covered, name).toBeGreaterThan(0);
    results.push({name, result});
  }
  return results;
}

test('triangles and points cover the pixels and samples that they cover in the browser', async ({page}) => {
  const modes = ['TRIANGLES', 'TRIANGLE_STRIP', 'POINTS'];
  for (const {name, result} of await compareAll(page, modes, [1, 16], {pointSizes: kPointSizes})) {
    expect(result.first, name).toBeNull();
  }
});

test('lines between pixel corners take the pixels that they take in the browser', async ({page}) => {
  for (const {name, result} of await compareAll(page, ['LINES', 'LINE_STRIP'], [16], {})) {
    if (name.includes('antialias false')) expect(result.first, name).toBeNull();
    else expect(result.pixels / result.covered, name).toBeLessThan(0.08); // samples at the sides of a line
  }
});

test('nothing is drawn outside of the viewport', async ({page}) => {
  const modes = ['TRIANGLES', 'LINES', 'POINTS'];
  const further = {viewports: true, margin: 20, pointSizes: kPointSizes};
  for (const {name, result} of await compareAll(page, modes, [1], further)) {
    const share = name.startsWith('LINES') ? 0.08 : 0.03;
    expect(result.pixels / result.covered, `${name}: ${JSON.stringify(result.first)}`).toBeLessThan(share);
  }
});
