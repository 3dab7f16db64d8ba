// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Assertions fail where they must, and say why.

import fs from 'node:fs';
import path from 'node:path';
import type {Locator, Page, TestInfo} from '@playwright/test';
import {buildDir, CommandError, runPackage} from '../../scripts/shell.ts';
import {decodePng, encodePng} from '../../web/node/png.ts';
import {expect, readRendering, renderingHash, test} from './package.ts';
import {kBlank, kLost, kOnePixel, kTwoColours} from './pages.ts';

async function draw(page: Page, script = ''): Promise<Locator> {
  await page.setContent(kTwoColours);
  if (script) await page.evaluate(script);
  return page.locator('canvas');
}

const kShort = {timeout: 100};

/** What an assertion that must not hold says. */
async function failure(assertion: Promise<unknown>): Promise<string> {
  const error = await assertion.then(
    () => null,
    (reason: unknown) => reason as Error,
  );
  expect(error, 'it passed').not.toBeNull();
  return error!.message.replace(/\x1b\[[\d;]*m/g, '');
}

test('a golden is met to the bit, in a path without platform and project', async ({page}, testInfo) => {
  const canvas = await draw(page);
  await expect(canvas).toHaveRendering('golden.png');
  const {width, height, data} = decodePng(fs.readFileSync(`${testInfo.file}-snapshots/golden.png`));
  expect([width, height, ...data.subarray(0, 4)]).toEqual([20, 10, 0, 128, 255, 255]);
  expect([...data.subarray((3 * 20 + 4) * 4).subarray(0, 4)]).toEqual([255, 128, 0, 255]);
  expect(await failure(expect(canvas).not.toHaveRendering('golden.png', kShort))).toContain('equals the golden');
  expect(await failure(expect(canvas).not.toHaveRendering('nowhere.png', kShort))).toMatch(/missing.*never writes one/);
  expect(await failure(expect(canvas).toHaveRendering('golden.jpg'))).toContain('must end with .png');
  const renderers = testInfo.annotations.filter(({type}) => type === 'renderer');
  expect(renderers).toEqual([{type: 'renderer', description: expect.stringMatching(/^soft-webgl2 \d/)}]);
});

test('one changed pixel fails, with pictures that show it, unless it is allowed', async ({page}, testInfo) => {
  const canvas = await draw(page, kOnePixel);
  const text = await failure(expect(canvas).toHaveRendering('golden.png', kShort));
  expect(text).toContain('1 pixels of 200 (0.50 %) differ, by up to 1 of 255');
  expect(text).toMatch(/drawn by: soft-webgl2 \d/);
  const attached = new Map(testInfo.attachments.map(({name, body}) => [name, body!]));
  expect([...attached.keys()]).toEqual(['golden-expected.png', 'golden-actual.png', 'golden-diff.png']);
  const {data} = decodePng(attached.get('golden-diff.png')!);
  const red: number[][] = [];
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 1] === 0) red.push([(at / 4) % 20, Math.floor(at / 80)]);
  }
  expect(red).toEqual([[17, 7]]);

  const less = {maxDiffPixels: 5, maxDiffPixelRatio: 0.004, ...kShort};
  expect(await failure(expect(canvas).toHaveRendering('golden.png', less))).toContain('1 pixels of 200');
  await expect(canvas).toHaveRendering('golden.png', {maxDiffPixels: 1});
  await expect(canvas).toHaveRendering('golden.png', {maxDiffPixelRatio: 0.005});
  await expect(canvas).toHaveRendering('golden.png', {threshold: 0.1});
  await expect(canvas).not.toHaveRendering('golden.png');
});

test('a blank picture fails unless it is allowed, a lost context always', async ({page}) => {
  const blank = await draw(page, kBlank);
  expect(await failure(expect(blank).toHaveRendering('blank.png', kShort))).toContain('the picture is blank');
  await expect(blank).toHaveRendering('blank.png', {allowBlank: true});
  await expect(blank).toBeBlank();
  expect(await failure(expect(blank).not.toBeBlank(kShort))).toContain('every pixel is 255 128 0 255');
  expect(await failure(expect(await draw(page)).toBeBlank(kShort))).toContain('several colours');
  const lost = await draw(page, kLost);
  expect(await failure(expect(lost).toHaveRendering('golden.png', kShort))).toContain('is lost');
  expect(await failure(expect(lost).not.toBeBlank(kShort))).toContain('is lost');
});

test('another size, and another hash', async ({page}) => {
  const canvas = await draw(page);
  const rendering = await readRendering(canvas);
  await expect(canvas).toHaveRenderingHash(renderingHash(rendering));
  expect(await failure(expect(canvas).toHaveRenderingHash('0'.repeat(64), kShort))).toMatch(
    /expected 0{64}\n\s+received [0-9a-f]{64}/,
  );
  expect(await failure(expect(canvas).toHaveRenderingHash('abc'))).toContain('64 digits');
  const changed = await draw(page, kOnePixel);
  await expect(changed).not.toHaveRenderingHash(renderingHash(rendering));
  const larger = await draw(page, `canvas.width = 30; ${kOnePixel}`);
  expect(await failure(expect(larger).toHaveRendering('golden.png', kShort))).toContain(
    'expected 20x10 pixels, received 30x10',
  );
});

test('what is no canvas of ours', async ({page, browser}) => {
  await page.setContent('<canvas></canvas><script>document.querySelector("canvas").getContext("2d")</script>');
  const canvas = page.locator('canvas');
  expect(await failure(expect(canvas).toHaveRendering('golden.png', kShort))).toContain('draws nothing on this canvas');
  expect(await failure(expect(page.locator('#nobody')).toBeBlank(kShort))).toContain('no such element');
  const bare = await browser.newContext();
  const theirs = await bare.newPage();
  await theirs.setContent('<canvas></canvas>');
  expect(await failure(expect(theirs.locator('canvas')).toBeBlank(kShort))).toContain('prepareContext(context)');
  await bare.close();
});

test('a picture is waited for', async ({page}) => {
  const canvas = await draw(page, kBlank);
  await page.evaluate(
    `void new Promise((resolve) => { const {port1, port2} = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); })
      .then(() => { gl.enable(gl.SCISSOR_TEST); gl.scissor(0, 0, 3, 3); gl.clearColor(0, 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT); })`,
  );
  await expect(canvas).not.toBeBlank();
});

/** As if the command line had said so; goldens are those of `folder`. */
function pretend(testInfo: TestInfo, folder: string, updateSnapshots: string, ignoreSnapshots = false): void {
  Object.assign(testInfo.config, {updateSnapshots});
  Object.assign(testInfo.project, {snapshotDir: folder, ignoreSnapshots});
}

test('--update-snapshots and --ignore-snapshots', async ({page}, testInfo) => {
  const before = {config: {...testInfo.config}, project: {...testInfo.project}};
  const folder = testInfo.outputPath('goldens');
  const file = path.join(folder, path.relative(testInfo.project.testDir, `${testInfo.file}-snapshots`), 'golden.png');
  const sound = fs.readFileSync(`${testInfo.file}-snapshots/golden.png`);
  const picture = decodePng(sound);
  picture.data[0]! ^= 0xff;
  const spoilt = encodePng(picture.data, picture.width, picture.height, 'soft-webgl2 0.0.1');
  fs.mkdirSync(path.dirname(file), {recursive: true});
  fs.writeFileSync(file, spoilt);
  const canvas = await draw(page);
  try {
    pretend(testInfo, folder, 'none');
    const text = await failure(expect(canvas).toHaveRendering('golden.png', kShort));
    expect(text).toMatch(/made by soft-webgl2 0\.0\.1, this is soft-webgl2 \d/);
    pretend(testInfo, folder, 'none', true);
    await expect(canvas).toHaveRendering('golden.png');
    await expect(canvas).not.toHaveRendering('golden.png');
    expect(fs.readFileSync(file)).toEqual(spoilt);
    pretend(testInfo, folder, 'changed');
    await expect(canvas).toHaveRendering('golden.png', {maxDiffPixels: 1});
    expect(fs.readFileSync(file)).toEqual(spoilt);
    await expect(canvas).toHaveRendering('golden.png');
    expect(decodePng(fs.readFileSync(file))).toEqual(decodePng(sound));
    fs.writeFileSync(file, spoilt);
    pretend(testInfo, folder, 'all');
    await expect(canvas).toHaveRendering('golden.png', {maxDiffPixels: 1});
    expect(decodePng(fs.readFileSync(file))).toEqual(decodePng(sound));
    fs.rmSync(file);
    pretend(testInfo, folder, 'none');
    expect(await failure(expect(canvas).toHaveRendering('golden.png'))).toContain('forbids to write it');
    expect(fs.existsSync(file)).toBe(false);
    pretend(testInfo, folder, 'missing');
    await expect(canvas).toHaveRendering('golden.png');
    expect(decodePng(fs.readFileSync(file))).toEqual(decodePng(sound));
  } finally {
    Object.assign(testInfo.config, before.config);
    Object.assign(testInfo.project, before.project);
  }
});

interface Suite {
  suites?: Suite[];
  specs?: {title: string; tests: {results: {status: string; errors: {message: string}[]}[]}[]}[];
}

test('in a run of Playwright a missing golden fails and is written, and soft assertions go on', async ({}, testInfo) => {
  const goldens = testInfo.outputPath('goldens');
  const output = path.join(buildDir, 'failing');
  const env = {SW_GOLDENS: goldens, SW_OUTPUT: output, FORCE_COLOR: '0'};
  const config = 'e2e/playwright/failing/playwright.config.ts';
  const run = runPackage('@playwright/test/cli.js', ['test', '--config', config], {quiet: true, env});
  await expect(run).rejects.toThrow(CommandError);
  const report = JSON.parse(fs.readFileSync(`${output}.json`, 'utf8')) as Suite;
  const specs = report.suites!.flatMap((suite) => suite.specs ?? []);
  const texts = specs.map(({tests: [only]}) => only!.results[0]!.errors.map(({message}) => message).join('\n'));
  expect(texts[0]).toContain('golden.png, writing actual');
  expect(texts[0]).toContain('no-golden-yet-1.png, writing actual');
  expect(texts[1]).toMatch(/toHaveRenderingHash\(\) failed[^]*toBeBlank\(\) failed/);
  expect(fs.readdirSync(path.join(goldens, 'failing.spec.ts-snapshots')).sort()).toEqual([
    'golden.png',
    'no-golden-yet-1.png',
  ]);
});
