// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npm run test:visual`: the project beside this file, with the package from its tarball, against one set of goldens under
// every circumstance that changes pictures elsewhere.
//
//   npm run test:visual                    once in each circumstance that this machine offers
//   npm run test:visual -- --only 'scale'  those whose names contain a text
//   npm run test:visual -- --busy 50       so many runs while all processors are kept busy
//   npm run test:visual -- --speed 3       times against SwiftShader, on one processor: so many runs of each, in turns
//   npm run test:visual -- --update        renews the goldens

import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';
import {projectOf} from '../package/harness.ts';

const {values} = parseArgs({
  options: {
    only: {type: 'string', default: ''},
    busy: {type: 'string'},
    speed: {type: 'string'},
    update: {type: 'boolean', default: false},
    grep: {type: 'string', default: ''},
  },
});

const source = path.join(root, 'e2e/visual/project');
const folder = await projectOf('visual', source);
const esbuild = path.join(folder, 'node_modules/.bin/esbuild');
const pages = fs.readdirSync(path.join(folder, 'pages')).filter((file) => !file.endsWith('-scene.js'));
function bundle(...args: string[]): void {
  const common = ['--bundle', '--format=esm', '--target=es2022', '--log-level=warning'];
  if (spawnSync(esbuild, [...args, ...common], {cwd: folder, stdio: 'inherit'}).status !== 0) process.exit(1);
}
bundle(...pages.map((file) => `pages/${file}`), '--outdir=out');
bundle('node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', '--outfile=out/maplibre-gl-worker.js');

interface Circumstance {
  name: string;
  env?: Record<string, string>;
  /** What starts the run. */
  before?: readonly string[];
}

const has = (command: string): boolean => spawnSync('which', [command]).status === 0;
const circumstances: Circumstance[] = [
  {name: 'as usual'},
  {name: 'scale of 2', env: {SW_SCALE: '2'}},
  {name: 'German', env: {SW_LOCALE: 'de-DE', LANG: 'de_DE.UTF-8'}},
  {name: 'Japanese', env: {SW_LOCALE: 'ja-JP', TZ: 'Asia/Tokyo'}},
  ...(has('taskset') ? [{name: 'one processor', before: ['taskset', '-c', '0']}] : []),
  ...(has('xvfb-run') ? [{name: 'with a window', env: {SW_HEADED: '1'}, before: ['xvfb-run', '-a']}] : []),
];

interface Report {
  suites: {specs: {title: string; tests: {annotations: {type: string; description: string}[]}[]}[]}[];
  stats: {expected: number; unexpected: number; flaky: number; duration: number};
}

async function run({name, env = {}, before = []}: Circumstance, ...more: string[]): Promise<Report> {
  const cli = path.join(folder, 'node_modules/@playwright/test/cli.js');
  const words = [...before, process.execPath, cli, 'test', ...(values.grep ? ['-g', values.grep] : []), ...more];
  const report = path.join(folder, 'test-results/report.json');
  fs.rmSync(report, {force: true});
  const renderer = env['SW_NATIVE'] ? 'swiftshader' : 'none';
  const child = spawn(words[0]!, words.slice(1), {
    cwd: folder,
    env: {...process.env, NODE_OPTIONS: '', SW_LAUNCH: JSON.stringify(launchOptions({renderer})), ...env},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += String(text)));
  await new Promise((resolve) => child.on('close', resolve));
  if (!fs.existsSync(report)) throw new Error(`${name}: there is no report\n${output}`);
  const read = JSON.parse(fs.readFileSync(report, 'utf8')) as Report;
  const {expected, unexpected, flaky, duration} = read.stats;
  if (unexpected + flaky > 0) console.log(output);
  console.log(`${name}: ${expected} passed, ${unexpected + flaky} failed (${(duration / 1000).toFixed(1)} s)`);
  return read;
}

let failed = 0;
const count = ({stats}: Report): void => void (failed += stats.unexpected + stats.flaky);

/** Of each test its first frame, in which shaders are compiled, and one of the others. */
function frameTimes({suites}: Report): [title: string, ms: number][] {
  const specs = suites.flatMap((suite) => suite.specs);
  const kinds = [
    ['frameMs', ''],
    ['firstMs', ', the first'],
  ] as const;
  return kinds.flatMap(([kind, name]) =>
    specs.flatMap(({title, tests}): [string, number][] => {
      const found = tests[0]?.annotations.find(({type}) => type === kind);
      return found ? [[title + name, Number(found.description)]] : [];
    }),
  );
}

/** Keeps a processor busy for as long as whoever started it is there. */
const kBurner = `const parent = process.ppid;
(function burn() {
  for (const end = Date.now() + 100; Date.now() < end; );
  if (process.ppid === parent) setImmediate(burn);
})();`;

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

/**
 * SwiftShader once as a test runs it, which waits for what it looks at, and once waiting for every frame. Machines have
 * moods: sides take turns, and medians count.
 */
async function compareSpeed(rounds: number): Promise<void> {
  const before = has('taskset') ? ['taskset', '-c', '0'] : [];
  const sides = new Map<string, Record<string, string>>([
    ['soft-webgl2', {}],
    ['SwiftShader', {SW_NATIVE: 'last'}],
    ['SwiftShader, each frame', {SW_NATIVE: 'each'}],
  ]);
  const frames = new Map<string, Map<string, number[]>>();
  const whole = new Map<string, number[]>();
  const add = (to: Map<string, number[]>, name: string, value: number): void => {
    to.set(name, [...(to.get(name) ?? []), value]);
  };
  for (let round = 0; round < rounds; ++round) {
    for (const [side, env] of sides) {
      const report = await run({name: side, before, env}, '--grep-invert', 'in Node');
      count(report);
      add(whole, side, report.stats.duration);
      for (const [title, ms] of frameTimes(report)) {
        if (!frames.has(title)) frames.set(title, new Map());
        add(frames.get(title)!, side, ms);
      }
    }
  }
  const line = (title: string, of: Map<string, number[]>): void => {
    const [ours, last, each] = [...sides.keys()].map((side) => median(of.get(side) ?? [NaN])) as [
      number,
      number,
      number,
    ];
    const times = `${ours.toFixed(1)} ms, SwiftShader ${last.toFixed(1)} and ${each.toFixed(1)}`;
    console.log(`${title.padEnd(27)} ${times}: ${(ours / last).toFixed(2)} and ${(ours / each).toFixed(2)}`);
  };
  for (const [title, of] of frames) line(title, of);
  line('whole project', whole);
}

if (values.update) {
  count(await run({name: 'new goldens'}, '--update-snapshots=all'));
  fs.cpSync(path.join(folder, 'goldens'), path.join(source, 'goldens'), {recursive: true});
} else if (values.speed !== undefined) {
  await compareSpeed(Number(values.speed));
} else if (values.busy !== undefined) {
  const burners: ChildProcess[] = os.cpus().map(() => spawn(process.execPath, ['-e', kBurner], {stdio: 'ignore'}));
  try {
    for (let i = 1; i <= Number(values.busy); ++i) count(await run({name: `busy, run ${i}`}));
  } finally {
    for (const burner of burners) burner.kill();
  }
} else {
  for (const circumstance of circumstances) {
    if (circumstance.name.includes(values.only)) count(await run(circumstance, '--update-snapshots=none'));
  }
}
process.exitCode = failed > 0 ? 1 : 0;
