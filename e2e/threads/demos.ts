// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Frames of the gallery's pages with many numbers of threads, in an isolated Chromium and in Node: all pictures must be
// the same, and none is empty.
//
//   node --import tsx e2e/threads/demos.ts [--only REGEX] [--threads 1,2,3,5,8] [--in node,chromium] [--pictures FOLDER]

import path from 'node:path';
import {buildSite} from '../../scripts/site.ts';
import {CommandLine} from '../options.ts';
import type {DemoFrames} from './demos/frames.ts';
import {drawInNode, kNodeDemos} from './demos/node.ts';
import {DemoPages, demos} from './demos/pages.ts';

const commandLine = new CommandLine(
  'demos',
  'usage: node --import tsx e2e/threads/demos.ts [--only REGEX] [--threads 1,2,3,5,8] [--in node,chromium] [--pictures FOLDER]',
  {
    only: {type: 'string', default: '.'},
    threads: {type: 'string', default: '1,2,3,5,8'},
    in: {type: 'string', default: 'node,chromium'},
    pictures: {type: 'string'},
  },
);
const {values: options} = commandLine;
const counts = options.threads!.split(',').map(Number);

/** True when all counts gave the same frames. */
async function compare(where: string, name: string, draw: (threads: number) => Promise<DemoFrames>): Promise<boolean> {
  const all: DemoFrames[] = [];
  for (const threads of counts) {
    const drawn = await draw(threads);
    if (drawn.threads !== threads) throw new Error(`${name}: ${drawn.threads} threads instead of ${threads}`);
    all.push(drawn);
  }
  const text = all.map(({frames}) => frames.map(({hash}) => hash).join(' '));
  const odd = counts.filter((_, i) => text[i] !== text[0]);
  const [{frames, contexts, antialias}] = all as [DemoFrames];
  const about = `${frames.length} frames, ${contexts} contexts${antialias ? ', antialiased' : ''}`;
  const colours = Math.min(...frames.map((frame) => frame.colours));
  console.log(
    `${where}: ${name}: ${about}, ${colours} colours or more, ` +
      (odd.length > 0 ? `other pictures with ${odd.join(', ')} threads` : `the same with ${counts.join(', ')} threads`),
  );
  return odd.length === 0;
}

const only = new RegExp(options.only!);
let different = 0;
if (options.in!.includes('node')) {
  for (const demo of kNodeDemos.filter(({name}) => only.test(name))) {
    if (!(await compare('Node', demo.name, (threads) => drawInNode(demo, threads)))) ++different;
  }
}
if (options.in!.includes('chromium')) {
  await buildSite();
  const pages = await DemoPages.open();
  try {
    for (const demo of demos(only)) {
      const same = await compare('Chromium', demo.name, (threads) =>
        pages.draw(demo, threads, options.pictures && path.join(options.pictures, `${demo.name}-${threads}.png`)),
      );
      if (!same) ++different;
    }
  } finally {
    await pages.close();
  }
}
process.exit(different > 0 ? 1 : 0);
