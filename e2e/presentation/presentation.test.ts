// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What people see: the browser's own WebGL and ours side by side on backgrounds of every kind, in one screenshot.

import {type Page, expect, test} from '@playwright/test';
import {PNG} from 'pngjs';

const kBackgrounds = {
  dark: '#102030',
  light: '#e8f0d8',
  patterned: 'repeating-linear-gradient(90deg, #f04010 0 2px, #10c0f0 2px 4px)',
  transparent: 'transparent',
};

/** Side of a canvas. */
const kSide = 64;

declare const shown: {
  draw(attributes: WebGLContextAttributes, colorSpace: PredefinedColorSpace, later: boolean): Promise<void>;
};

async function open(page: Page, background: string): Promise<void> {
  await page.setViewportSize({width: 4 * kSide, height: kSide});
  await page.goto('/e2e/presentation/page.html');
  await page.waitForFunction(() => 'shown' in globalThis);
  await page.evaluate((background) => void (document.body.style.background = background), background);
}

/** The most that channels of the two canvases differ by. */
async function difference(page: Page, transparent: boolean): Promise<number> {
  const {data, width} = PNG.sync.read(await page.screenshot({omitBackground: transparent}));
  let most = 0;
  const seen = new Set<number>();
  for (let y = 0; y < kSide; ++y) {
    for (let x = 0; x < kSide; ++x) {
      const [native, ours] = [(y * width + x) * 4, (y * width + x + kSide) * 4];
      seen.add(data.readUInt32BE(native));
      const alphas = [data[native + 3]!, data[ours + 3]!];
      for (let channel = 0; channel < 4; ++channel) {
        // The file's colours are divided by alpha, which magnifies a step where there is little of it.
        const [a, b] = [native, ours].map((at, side) =>
          channel < 3 ? (data[at + channel]! * alphas[side]!) / 255 : data[at + 3]!,
        ) as [number, number];
        most = Math.max(most, Math.abs(a - b));
      }
    }
  }
  expect(seen.size, 'colours that the browser shows').toBeGreaterThan(20);
  return most;
}

for (const [name, background] of Object.entries(kBackgrounds)) {
  test(`light above alpha and everything else lies on a ${name} background as in browsers`, async ({page}) => {
    await open(page, background);
    for (const attributes of [{}, {premultipliedAlpha: false}, {antialias: false}, {alpha: false}]) {
      await page.evaluate((attributes) => shown.draw(attributes, 'srgb', false), attributes);
      expect.soft(await difference(page, name === 'transparent'), JSON.stringify(attributes)).toBeLessThanOrEqual(1.01);
    }
  });
}

test('a canvas that has shown an empty picture first shows light above alpha, too', async ({page}) => {
  await open(page, kBackgrounds.patterned);
  await page.evaluate(() => shown.draw({}, 'srgb', true));
  expect(await difference(page, false)).toBeLessThanOrEqual(1.01);
});

test('files of a canvas have 8 bits, wherever that keeps its colours', async ({page}) => {
  await open(page, kBackgrounds.dark);
  const files = await page.evaluate(async () => {
    const depth = async (color: number[], attributes: WebGLContextAttributes): Promise<number[]> => {
      const canvas = document.createElement('canvas');
      canvas.dataset['side'] = 'ours';
      canvas.width = canvas.height = 4;
      const gl = canvas.getContext('webgl2', {preserveDrawingBuffer: true, ...attributes})!;
      gl.clearColor(color[0]!, color[1]!, color[2]!, color[3]!);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const url = canvas.toDataURL();
      const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!)));
      const image = new Image();
      image.src = url;
      await image.decode();
      const flat = document.createElement('canvas').getContext('2d')!;
      flat.drawImage(image, 0, 0);
      const kDepthAt = 24;
      return [
        atob(url.slice(url.indexOf(',') + 1)).charCodeAt(kDepthAt),
        new Uint8Array(await blob.arrayBuffer())[kDepthAt]!,
        ...flat.getImageData(0, 0, 1, 1).data,
      ];
    };
    return {
      premultiplied: await depth([0.2, 0.1, 0, 0.2], {}),
      light: await depth([1, 0.2, 0, 0.2], {}),
      straight: await depth([1, 0.2, 0, 1], {premultipliedAlpha: false}),
      clear: await depth([1, 0.5, 0, 0.02], {premultipliedAlpha: false}),
    };
  });
  expect(files).toEqual({
    premultiplied: [8, 8, 255, 130, 0, 51],
    light: [8, 8, 255, 255, 0, 51],
    straight: [8, 8, 255, 51, 0, 255],
    clear: [16, 16, 255, 153, 0, 5], // as the flat canvas has it: a half at alpha 5 is 2.5
  });
});
