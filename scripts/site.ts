// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npm run site`: demos and documents as static pages in build/site. `-- --thumbnails` takes the gallery's pictures anew,
// in a browser without WebGL, into demos/<name>/thumbnail.jpg.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from '@playwright/test';
import {build as viteBuild} from 'vite';
import {kPages} from '../demos/pages.js';
import {launchOptions} from '../e2e/browser.ts';
import {serve} from '../e2e/serve.ts';
import {build} from './build.ts';
import {buildDir, listFiles, root} from './shell.ts';

export const siteDir = path.join(buildDir, 'site');

/** build/site; made only where something that it consists of has changed. dist/ must be there. */
export async function buildSite(): Promise<string> {
  const hash = createHash('sha256');
  const files = ['demos', 'docs', 'dist'].flatMap((folder) => listFiles(folder));
  files.push('README.md', 'package-lock.json', 'vite.site.config.js', 'scripts/site-pages.ts', 'scripts/tiles.ts');
  for (const file of files) hash.update(file).update(fs.readFileSync(path.join(root, file)));
  const key = hash.digest('hex');
  const stamp = path.join(buildDir, 'site.stamp');
  if (fs.existsSync(siteDir) && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key) return siteDir;
  await viteBuild({configFile: path.join(root, 'vite.site.config.js')});
  fs.writeFileSync(stamp, key);
  return siteDir;
}

/** Shows a folder, as any static server does. */
export async function serveSite(folder: string, port = 0): Promise<{url: string; close(): void}> {
  const {origin, stop} = await serve([{prefix: '/', folder}], {port});
  return {url: `${origin}/`, close: stop};
}

async function takeThumbnails(): Promise<void> {
  const site = await serveSite(siteDir);
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({viewport: {width: 900, height: 900}, colorScheme: 'light'});
    for (const {name} of kPages) {
      await page.goto(`${site.url}${name}/index.html`);
      if (name === 'bench') {
        await page.locator('#run').click();
        await page.locator('#state', {hasText: 'Done.'}).waitFor({timeout: 120_000});
      }
      await page.waitForTimeout(4000);
      const stage = page.locator('.stage, .pair, #grid, #chart').first();
      await stage.scrollIntoViewIfNeeded();
      const box = (await stage.boundingBox())!;
      const width = box.width;
      await page.screenshot({
        path: path.join(root, `demos/${name}/thumbnail.jpg`),
        type: 'jpeg',
        quality: 80,
        clip: {x: box.x, y: box.y, width, height: (width * 10) / 16},
      });
    }
  } finally {
    await browser.close();
    site.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg !== '--thumbnails')) {
    console.error('site: the only option is --thumbnails');
    process.exit(2);
  }
  try {
    await build({quiet: true, types: false});
    await buildSite();
    if (args.length > 0) {
      await takeThumbnails();
      await buildSite();
    }
    console.log(`The site is in ${siteDir}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
