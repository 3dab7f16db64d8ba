// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run peers: see README.md beside this file.

import fs from 'node:fs';
import path from 'node:path';
import {CommandLine} from '../options.ts';
import {mapLibreSuite} from './maplibre.ts';
import {Results, Run, report} from './suite.ts';
import {threeSuite} from './three.ts';

const help = `usage: npm run peers -- --three CHECKOUT | --maplibre CHECKOUT [options]

  --only REGEX   only pictures whose name matches
  --again        draw those once more that have been drawn
  --report       draw nothing, and say what is known
  --jobs N       as many at a time (2)
  --minutes N    begin nothing more after that (all the time)

Pictures go to build/peers/. What either side fails or draws otherwise is drawn once more, slowly, and by llvmpipe.`;

const commandLine = new CommandLine('peers', help, {
  three: {type: 'string'},
  maplibre: {type: 'string'},
  only: {type: 'string', default: ''},
  again: {type: 'boolean', default: false},
  report: {type: 'boolean', default: false},
  jobs: {type: 'string', default: '2'},
  minutes: {type: 'string', default: '1000000'},
});
const {values: options} = commandLine;

function folderOf(checkout: string, inside: string): string {
  if (!fs.existsSync(path.join(checkout, inside))) commandLine.fail(`${checkout} has no ${inside}`);
  return path.resolve(checkout);
}

async function main(): Promise<number> {
  if (!options.three === !options.maplibre) commandLine.fail('either --three or --maplibre says where a checkout is');
  const only = new RegExp(options.only);
  const {suite, stop} = options.three
    ? await threeSuite(folderOf(options.three, 'examples/screenshots'), only)
    : await mapLibreSuite(folderOf(options.maplibre!, 'test/integration/render/tests'), only);
  const results = new Results(suite.name);
  try {
    if (!options.report) {
      await new Run(suite, results, {
        jobs: commandLine.number('jobs', 1),
        again: options.again,
        deadline: Date.now() + 60_000 * commandLine.number('minutes', 0),
      }).all();
    }
  } finally {
    stop();
  }
  return report(suite, results) ? 0 : 1;
}

process.exitCode = await main();
