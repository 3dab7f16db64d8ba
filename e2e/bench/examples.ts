// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Frames of pages that somebody else wrote: three.js' examples, from a checkout of it beside this one.

import fs from 'node:fs';
import path from 'node:path';
import type {Renderer} from '../browser.ts';
import {DrivenPages} from './driven-pages.ts';
import {PageTable} from './page-table.ts';

export interface ExamplesOptions {
  /** Of the checkout. */
  readonly folder: string;
  readonly only: RegExp;
  readonly against: readonly Renderer[];
  readonly core: number | undefined;
  readonly dist: string;
  readonly groups: number;
  readonly pictures: string | undefined;
}

const kViewport = {width: 800, height: 500};
/** One colour is no picture, but some have few: lines on black. */
const kLeastColours = 3;

/** True when each page that matches could be timed. */
export async function benchExamples(options: ExamplesOptions): Promise<boolean> {
  const {folder, only, against, core, dist, groups, pictures} = options;
  const names = fs
    .readdirSync(path.join(folder, 'examples'))
    .filter((file) => /^webgl_.*\.html$/.test(file))
    .map((file) => path.basename(file, '.html'))
    .filter((name) => only.test(name));
  const pages = await DrivenPages.start({
    against,
    core,
    dist,
    groups,
    viewport: kViewport,
    pictures,
    leastColours: () => kLeastColours,
    mounts: [{prefix: '/', folder}],
  });
  const table = new PageTable(against, groups, kViewport);
  for (const name of names) table.add(name, await pages.time(`examples/${name}.html`));
  await pages.stop();
  return table.end();
}
