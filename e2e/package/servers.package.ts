// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// Frameworks that render on a server first: importing the package there does nothing, the page draws.

import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from '@playwright/test';
import {PNG} from 'pngjs';
import {root} from '../../scripts/shell.ts';
import {expectGreen, inProject, project, serve, start, withPage, write} from './harness.ts';
import {snippet} from './snippets.ts';

for (const compiler of ['turbopack', 'webpack']) {
  test(`Next.js with ${compiler}: server, client, and a picture made on the server`, async () => {
    const folder = await project('next');
    write(folder, {'app/picture.jsx': snippet('next')});
    await inProject(folder, 'next', 'build', `--${compiler}`);
    const site = await start(folder, 'next', 'start', '--port', '{port}', '--hostname', '127.0.0.1');
    try {
      const html = await (await fetch(site.url)).text();
      expect(html).toContain('soft-webgl2');
      await withPage(async (page, lines) => {
        await expectGreen(page, site.url, lines);
        expect(lines.filter((line) => /error/i.test(line))).toEqual([]); // React takes over what the server rendered
      });
      const answer = await fetch(`${site.url}picture`);
      const png = PNG.sync.read(Buffer.from(await answer.arrayBuffer()));
      expect([...png.data.subarray(0, 4)]).toEqual([0, 204, 0, 255]);
    } finally {
      await site.close();
    }
  });
}

test('Next.js in development', async () => {
  const folder = await project('next');
  write(folder, {'app/picture.jsx': snippet('next')});
  const site = await start(folder, 'next', 'dev', '--port', '{port}', '--hostname', '127.0.0.1');
  try {
    await withPage(async (page, lines) => expectGreen(page, site.url, lines));
  } finally {
    await site.close();
  }
});

test('Astro: built on the server, drawn by the page', async () => {
  const folder = await project('astro');
  const draw = fs.readFileSync(path.join(root, 'e2e/package/shared/draw.js'), 'utf8');
  const code = `${snippet('bundler')}import {drawGreen} from './draw.js';\ndrawGreen(gl);`;
  write(folder, {'main.js': code, 'draw.js': draw});
  await inProject(folder, 'astro', 'build');
  const site = await serve(path.join(folder, 'dist'));
  await withPage(async (page, lines) => expectGreen(page, site.url, lines));
  await site.close();
});
