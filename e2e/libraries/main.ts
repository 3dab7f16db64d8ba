// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run test:libraries: scenes of libraries (pages/), each drawn by the browser's own WebGL and by ours, as they come:
// under 1 % of pixels may differ by more than 16 of 255.

import fs from 'node:fs';
import path from 'node:path';
import {type Browser, chromium} from '@playwright/test';
import {build} from 'esbuild';
import {PNG} from 'pngjs';
import {buildDir, root} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';
import {CommandLine, kNativeRenderers} from '../options.ts';
import {projectOf, serve, write} from '../package/harness.ts';
import {countColours, differingShare} from '../pictures.ts';

const help = `usage: npm run test:libraries -- [options]

  --only REGEX    only libraries whose name matches
  --against NAME  swiftshader (default) or llvmpipe

Pictures go to build/libraries/, those of the two sides beside each other.`;

const commandLine = new CommandLine('test:libraries', help, {
  only: {type: 'string', default: ''},
  against: {type: 'string', default: 'swiftshader'},
});
const {values: options} = commandLine;
const renderer = commandLine.choice('against', kNativeRenderers);

const kTimeoutMs = 120_000;
const kThreshold = 16;
const kShare = 0.01;
/** A flat picture proves nothing. */
const kLeastColours = 30;

const page = (script: string, before: string): string => `<!doctype html><meta charset="utf-8"><title>${script}</title>
<style>body {margin: 0; background: #fff} #host {position: relative; width: 400px; height: 300px; overflow: hidden}</style>
<div id="host"></div>${before}
<script type="module">
  const {dataset} = document.documentElement;
  try {
    const {default: draw} = await import('./${script}');
    await draw(document.querySelector('#host'));
    for (let i = 0; i < 3; ++i) await new Promise(requestAnimationFrame);
    dataset.done = '';
  } catch (error) {
    dataset.done = String(error?.stack ?? error);
  }
</script>`;

async function picture(browser: Browser, url: string, isOurs: boolean): Promise<PNG> {
  const page = await browser.newPage({viewport: {width: 420, height: 320}});
  page.setDefaultTimeout(kTimeoutMs);
  try {
    await page.goto(url);
    await page.waitForFunction(() => document.documentElement.dataset['done'] !== undefined);
    const failure = await page.evaluate(() => document.documentElement.dataset['done']);
    if (failure) throw new Error(failure);
    const active = await page.evaluate('globalThis.softWebgl2?.active === true');
    if (active !== isOurs) throw new Error(isOurs ? 'ours did not draw it' : 'the browser did not draw it');
    return PNG.sync.read(await page.locator('#host').screenshot({animations: 'disabled', caret: 'hide'}));
  } finally {
    await page.close();
  }
}

async function main(): Promise<number> {
  const folder = await projectOf('libraries', path.join(root, 'e2e/libraries'));
  const names = fs
    .readdirSync(path.join(folder, 'pages'))
    .filter((file) => file !== 'common.js')
    .map((file) => path.basename(file, '.js'))
    .filter((name) => new RegExp(options.only).test(name));
  if (names.length === 0) commandLine.fail('no such library');
  const auto = '<script src="node_modules/soft-webgl2/dist/auto.js" data-prefer="software"></script>';
  const files: Record<string, string> = {};
  for (const name of names) {
    files[`${name}.native.html`] = page(`out/${name}.js`, '');
    files[`${name}.ours.html`] = page(`out/${name}.js`, auto);
  }
  write(folder, files);
  const pictures = path.join(buildDir, 'libraries');
  fs.mkdirSync(pictures, {recursive: true});
  const site = await serve(folder);
  const browser = await chromium.launch(launchOptions({renderer}));
  let failed = 0;
  try {
    for (const name of names) {
      const started = Date.now();
      try {
        await build({
          entryPoints: [path.join(folder, 'pages', `${name}.js`)],
          outdir: path.join(folder, 'out'),
          bundle: true,
          alias: {'e2e/random': path.join(root, 'e2e/random.ts')},
          format: 'esm',
          target: 'es2022',
          define: {global: 'globalThis', 'process.env.NODE_ENV': '"production"'},
          external: ['fs', 'path'], // asked for where there is a Node
          loader: {'.css': 'empty'},
          logLevel: 'silent',
        });
        const sides = new Map<string, PNG>();
        for (const side of ['native', 'ours']) {
          const drawn = await picture(browser, `${site.url}${name}.${side}.html`, side === 'ours');
          fs.writeFileSync(path.join(pictures, `${name}.${side}.png`), PNG.sync.write(drawn));
          sides.set(side, drawn);
        }
        const [native, ours] = [sides.get('native')!, sides.get('ours')!];
        const share = differingShare(native, ours, kThreshold);
        const colours = Math.min(countColours(native), countColours(ours));
        const good = share < kShare && colours >= kLeastColours;
        if (!good) ++failed;
        const seconds = Math.round((Date.now() - started) / 1000);
        const percent = (100 * share).toFixed(2).padStart(6);
        console.log(
          `${name.padEnd(12)} ${percent} % of pixels differ, ${colours} colours (${seconds} s)${good ? '' : ' FAILED'}`,
        );
      } catch (error) {
        ++failed;
        console.log(`${name.padEnd(12)} FAILED: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
  console.log(`${names.length - failed} of ${names.length} libraries look alike`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main();
