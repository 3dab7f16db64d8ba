// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Errors, answers and pixels of small sequences of calls, compared with the browser's own WebGL 2.

import {expect, test} from '@playwright/test';

/** Where ours differs on purpose: the beginning of a line of a case, and why. docs/conformance.md says more. */
const kAccepted: {[name: string]: [RegExp, string][]} = {
  samplerAndTextureParametersAsFloats: [[/_LEVEL",10000000000/, 'out of range: we clamp, C++ leaves it open']],
  copiesBetweenFormats: [[/"SRGB8_ALPHA8","RGBA?"/, 'table 3.18 gives unsized formats a meaning for sRGB']],
  copiesKeepTheirValues: [
    [/"SRGB8_ALPHA8","RGBA?"/, 'table 3.18 gives unsized formats a meaning for sRGB'],
    [/^\["(RGBA4|SRGB8_ALPHA8|RG8|R8)",/, 'a clear colour is rounded to the nearest; SwiftShader cuts it off'],
  ],
  blitsOfNoArea: [
    [/",0,(true,true|false,false)\]/, 'a mask of 0 copies nothing, so there are no identical buffers'],
    [/",17408,true,false\]/, 'our default framebuffer has no hidden stencil buffer'],
  ],
  texturesWithoutData: [[/DEPTH/, 'WebGL 2.0 says zeros; Chromium clears to 1']],
  severalWrongArguments: [[/./, 'the first of several mistakes; the specification leaves the order open']],
};

test('errors and answers are those of the browser', async ({page}) => {
  await page.goto('/e2e/calls/page.html');
  await page.waitForSelector('html[data-ready]', {state: 'attached'});
  const {compared, different} = await page.evaluate(() =>
    (
      globalThis as unknown as {
        compareCases: () => Promise<{compared: number; different: {[name: string]: string[]}}>;
      }
    ).compareCases(),
  );
  expect(compared).toBeGreaterThan(2000);
  expect(different['severalWrongArguments']?.length ?? 0).toBeLessThanOrEqual(10);
  for (const [name, lines] of Object.entries(different)) {
    const left = lines.filter((line) => !(kAccepted[name] ?? []).some(([pattern]) => pattern.test(line)));
    expect(left, name).toEqual([]);
  }
});
