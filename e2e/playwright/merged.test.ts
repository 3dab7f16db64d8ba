// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Beside fixtures and assertions of a project's own.

import {expect as theirs, mergeExpects, mergeTests, test as base, type Locator} from '@playwright/test';
import * as ours from './package.ts';
import {kTwoColours} from './pages.ts';

const own = base.extend<{canvas: Locator}>({
  canvas: async ({page}, use) => {
    await page.setContent(kTwoColours);
    await use(page.locator('canvas'));
  },
});

const ownExpect = theirs.extend({
  async toBeWide(canvas: Locator, width: number) {
    const received = await canvas.getAttribute('width');
    return {pass: received === String(width), message: () => `expected width ${width}, received ${received}`};
  },
});

const test = mergeTests(own, ours.test);
const expect = mergeExpects(ownExpect, ours.expect);

test('mergeTests and mergeExpects keep both', async ({canvas, rendering}) => {
  await rendering.advanceFrames(1);
  await expect(canvas).toBeWide(20);
  await expect(canvas).not.toBeBlank();
  await theirs(expect(canvas).toBeBlank({timeout: 100})).rejects.toThrow('several colours');
});

test.describe('with an option', () => {
  test.use({softWebgl2: {enabled: false}});
  test('options reach it', async ({canvas, page}) => {
    await expect(canvas).toBeWide(20);
    theirs(await page.evaluate("'softWebgl2' in window")).toBe(false);
  });
});
