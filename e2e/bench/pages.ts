// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Frames of pages made with the libraries that people use (pages/), each with its own npm package. What a page costs that
// draws nothing is taken off.

import fs from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';
import {buildDir, root} from '../../scripts/shell.ts';
import type {Renderer} from '../browser.ts';
import {DrivenPages} from './driven-pages.ts';
import {PageTable} from './page-table.ts';

export interface PagesOptions {
  readonly only: RegExp;
  readonly against: readonly Renderer[];
  readonly core: number | undefined;
  readonly dist: string;
  readonly groups: number;
  readonly viewport: {readonly width: number; readonly height: number};
  readonly pictures: string | undefined;
}

const source = path.join(root, 'e2e/bench/pages');
const kNothing = 'nothing';
const kLeastColours = 30;

const html = (name: string, {width, height}: PagesOptions['viewport']): string => `<!doctype html>
<html><head><meta charset="utf-8"><title>${name}</title>
<style>body {margin: 0} #host {position: relative; width: ${width}px; height: ${height}px; overflow: hidden}</style></head>
<body><div id="host"></div><script type="module" src="/${name}.js"></script></body></html>`;

/** True when each page that matches could be timed. */
export async function benchPages(options: PagesOptions): Promise<boolean> {
  const {only, against, core, dist, groups, viewport, pictures} = options;
  const names = fs
    .readdirSync(source)
    .map((file) => path.basename(file, '.js'))
    .filter((name) => name !== kNothing && only.test(name));
  const folder = path.join(buildDir, 'bench-pages');
  fs.rmSync(folder, {recursive: true, force: true});
  const all = [kNothing, ...names];
  await build({
    entryPoints: all.map((name) => path.join(source, `${name}.js`)),
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    define: {'process.env.NODE_ENV': '"production"'},
    loader: {'.css': 'empty'},
    logLevel: 'error',
  });
  for (const name of all) fs.writeFileSync(path.join(folder, `${name}.html`), html(name, viewport));
  const pages = await DrivenPages.start({
    against,
    core,
    dist,
    groups,
    viewport,
    pictures,
    leastColours: (file) => (file === `${kNothing}.html` ? 1 : kLeastColours),
    mounts: [
      {prefix: '/packages/', folder: path.join(root, 'node_modules')},
      {prefix: '/', folder},
    ],
  });
  const table = new PageTable(against, groups, viewport);
  const nothing = await pages.time(`${kNothing}.html`);
  if (typeof nothing === 'string') throw new Error(`the page that draws nothing: ${nothing}`);
  const of = (milliseconds: number): string => `${milliseconds.toFixed(2)} ms`;
  console.log(
    `a frame that draws nothing, taken off: ${[...nothing.native].map(([renderer, ms]) => `${renderer} ${of(ms)}`).join(', ')}, ours ${of(nothing.ours)}`,
  );
  for (const name of names) table.add(name, await pages.time(`${name}.html`), nothing);
  await pages.stop();
  return table.end();
}
