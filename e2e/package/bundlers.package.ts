// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Bundlers, each with the package from its tarball, as docs/getting-started.md says: their page draws in a browser without
// WebGL, through the patched getContext and through the element.

import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from '@playwright/test';
import {root} from '../../scripts/shell.ts';
import {
  expectGreen,
  inProject,
  project,
  serve,
  start,
  withPage,
  write,
  type Site,
  type SiteOptions,
} from './harness.ts';
import {snippet} from './snippets.ts';

const shared = (file: string): string => fs.readFileSync(path.join(root, 'e2e/package/shared', file), 'utf8');

/** The rest of the page's module: draws on its canvas, then on an element. */
const kDraw = `
import 'soft-webgl2/element';
import {drawGreen, middle} from './draw.js';
drawGreen(gl);
const element = document.createElement('soft-webgl2-canvas');
document.body.append(element);
element.ready.then((other) => {
  drawGreen(other);
  document.title = 'element ' + middle(other);
});
`;

/** A bundler's project with the page whose module begins with `code`. */
async function pageProject(name: string, code: string): Promise<string> {
  const folder = await project(name);
  write(folder, {'main.js': code + kDraw, 'draw.js': shared('draw.js'), 'index.html': shared('index.html')});
  return folder;
}

async function draws(site: Site, path = ''): Promise<void> {
  try {
    await withPage(async (page, lines) => {
      await expectGreen(page, site.url + path, lines);
      await expect.poll(() => page.title(), {timeout: 30_000}).toBe('element 0,204,0,255');
    });
  } finally {
    await site.close();
  }
}

/** The page next to what the bundler made of its module. */
async function bundled(folder: string, options?: SiteOptions): Promise<Site> {
  fs.copyFileSync(path.join(folder, 'index.html'), path.join(folder, 'out/index.html'));
  return serve(path.join(folder, 'out'), options);
}

for (const vite of ['vite-6', 'vite-8']) {
  test(`${vite} builds`, async () => {
    const folder = await pageProject(vite, snippet('bundler'));
    await inProject(folder, 'vite', 'build', '--target', 'es2022', '--outDir', 'out', '--emptyOutDir');
    await draws(await serve(path.join(folder, 'out')));
  });

  test(`${vite} builds for a folder of the site`, async () => {
    const folder = await pageProject(vite, snippet('bundler'));
    await inProject(
      folder,
      'vite',
      'build',
      '--target',
      'es2022',
      '--base',
      '/some/where/',
      '--outDir',
      'out/some/where',
    );
    await draws(await serve(path.join(folder, 'out')), 'some/where/');
  });

  test(`${vite} serves for development`, async () => {
    const folder = await pageProject(vite, snippet('bundler'));
    await draws(await start(folder, 'vite', '--port', '{port}', '--strictPort', '--host', '127.0.0.1'));
  });

  test(`${vite} serves with the package excluded from what it moves`, async () => {
    const folder = await pageProject(vite, snippet('bundler'));
    write(folder, {'vite.config.js': "export default {optimizeDeps: {exclude: ['soft-webgl2']}};"});
    await draws(await start(folder, 'vite', '--port', '{port}', '--strictPort', '--host', '127.0.0.1'));
  });
}

test('webpack builds', async () => {
  const folder = await pageProject('webpack', snippet('bundler'));
  await inProject(folder, 'webpack');
  await draws(await bundled(folder));
});

test('webpack drops an allocator that is not used', async () => {
  const folder = await pageProject('webpack', '');
  const sizes = ['', 'new Allocator().malloc(1);'].map(async (use, index) => {
    const name = `allocator-${index}`;
    write(folder, {
      [`${name}.js`]: `import {Allocator} from 'soft-webgl2/alloc';\nconsole.log('mine');\n${use}`,
      [`${name}.config.js`]: `module.exports = {
        ...require('./webpack.config.js'),
        entry: './${name}.js',
        output: {path: __dirname + '/out', filename: '${name}.js'},
      };`,
    });
    await inProject(folder, 'webpack', '--config', `${name}.config.js`);
    return fs.readFileSync(path.join(folder, 'out', `${name}.js`), 'utf8').length;
  });
  const [unused, used] = await Promise.all(sizes);
  expect(unused).toBeLessThan(200);
  expect(used).toBeGreaterThan(4000);
});

test('esbuild builds, told where the file is', async () => {
  const folder = await pageProject('esbuild', snippet('wasm-url'));
  const [command, ...args] = snippet('esbuild').trim().split(' ');
  await inProject(folder, command!, ...args);
  await draws(await bundled(folder));
});

test('esbuild builds the entry that holds all', async () => {
  const folder = await pageProject('esbuild', snippet('inline'));
  await inProject(folder, 'esbuild', 'main.js', '--bundle', '--format=esm', '--outdir=out');
  await draws(await bundled(folder));
});

for (const fallback of [false, true]) {
  test(`a bundle without the file says what to do (${fallback ? 'a page' : 'status 404'} in its place)`, async () => {
    const folder = await pageProject('esbuild', snippet('bundler'));
    fs.rmSync(path.join(folder, 'out'), {recursive: true, force: true});
    await inProject(folder, 'esbuild', 'main.js', '--bundle', '--format=esm', '--outdir=out');
    const site = await bundled(folder, {fallback});
    await withPage(async (page, lines) => {
      await page.goto(site.url);
      await expect.poll(() => lines.join('\n'), {timeout: 30_000}).toContain("import from 'soft-webgl2/inline'");
      expect(lines.join('\n')).toContain('load({wasmUrl})');
    });
    await site.close();
  });
}

test('Rollup builds, told where the file is', async () => {
  const folder = await pageProject('rollup', snippet('wasm-url'));
  write(folder, {'rollup.config.js': snippet('rollup')});
  await inProject(folder, 'rollup', '-c');
  await draws(await bundled(folder));
});

test('Parcel builds', async () => {
  const folder = await pageProject('parcel', snippet('bundler'));
  await inProject(folder, 'parcel', 'build', 'index.html', '--dist-dir', 'out', '--no-cache');
  await draws(await serve(path.join(folder, 'out')));
});
