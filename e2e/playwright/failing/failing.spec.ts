// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {kTwoColours} from '../pages.ts';
import {expect, test} from '../package.ts';

test('no golden yet', async ({page}) => {
  await page.setContent(kTwoColours);
  await expect(page.locator('canvas')).toHaveRendering('golden.png');
  await expect(page.locator('canvas')).toHaveRendering(); // written as well
});

test('two failures, both told', async ({page}) => {
  await page.setContent(kTwoColours);
  await expect.soft(page.locator('canvas')).toHaveRenderingHash('0'.repeat(64));
  await expect.soft(page.locator('canvas')).toBeBlank();
});
