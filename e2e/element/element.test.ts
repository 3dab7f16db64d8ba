// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {type Page, chromium, expect, test} from '@playwright/test';
import {launchOptions} from '../browser.ts';

/** In a browser without WebGL, so that whatever works is ours. */
async function withPage(baseURL: string, work: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({baseURL});
    await page.goto('/e2e/element/page.html');
    await page.waitForFunction(() => customElements.get('soft-webgl2-canvas') !== undefined);
    await work(page);
  } finally {
    await browser.close();
  }
}

test('the element makes a canvas in the light DOM, and its context draws', async ({baseURL}) => {
  await withPage(baseURL!, async (page) => {
    const answers = await page.evaluate(async () => {
      const element = document.querySelector<HTMLElementTagNameMap['soft-webgl2-canvas']>('#plain')!;
      const gl = await element.ready;
      const canvas = document.querySelector<HTMLCanvasElement>('#plain > canvas')!;
      gl.clearColor(1, 0, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      return {
        same: element.gl === gl && element.canvas === canvas && canvas.getContext('webgl2') === gl,
        size: [canvas.width, canvas.height, gl.drawingBufferWidth],
        role: [canvas.getAttribute('role'), canvas.getAttribute('aria-label')],
        renderer: element.renderer !== '',
      };
    });
    expect(answers).toEqual({same: true, size: [40, 30, 40], role: ['img', 'nothing yet'], renderer: true});
    await expect(page.locator('#plain > p')).toBeHidden();
  });
});

test("the author's own canvas is used, with its size", async ({baseURL}) => {
  await withPage(baseURL!, async (page) => {
    const answers = await page.evaluate(async () => {
      const element = document.querySelector<HTMLElementTagNameMap['soft-webgl2-canvas']>('#own')!;
      const gl = await element.ready;
      element.width = 25;
      await element.updateComplete;
      return [document.querySelectorAll('#own > canvas').length, gl.drawingBufferWidth, gl.drawingBufferHeight];
    });
    expect(answers).toEqual([1, 25, 10]);
    await expect(page.locator('#own output')).toContainText('frames/s');
  });
});

test('moving the element loses nothing', async ({baseURL}) => {
  await withPage(baseURL!, async (page) => {
    const same = await page.evaluate(async () => {
      const element = document.querySelector<HTMLElementTagNameMap['soft-webgl2-canvas']>('#plain')!;
      const gl = await element.ready;
      document.body.append(element);
      await element.updateComplete;
      return element.gl === gl && !gl.isContextLost() && element.querySelectorAll('canvas').length === 1;
    });
    expect(same).toBe(true);
  });
});

test('what stands inside shows when nothing works', async ({baseURL}) => {
  await withPage(baseURL!, async (page) => {
    const rejected = await page.evaluate(() => {
      const element = document.querySelector<HTMLElementTagNameMap['soft-webgl2-canvas']>('#hardware')!;
      return element.ready.then(
        () => false,
        () => true,
      );
    });
    expect(rejected).toBe(true);
    await expect(page.locator('#hardware > p')).toBeVisible();
  });
});
