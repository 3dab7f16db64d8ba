// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run bench: see README.md beside this file.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';
import {printFirstPicture} from '../first-picture/main.ts';
import {CommandLine, kNativeRenderers} from '../options.ts';
import {buildShaderTool} from '../../scripts/build.ts';
import {benchCalls} from './calls.ts';
import {benchCompile} from './compile.ts';
import {root, serve} from './server.ts';
import {Side} from './side.ts';
import {benchExamples} from './examples.ts';
import {benchThreads} from './threads.ts';
import {differingShare, geometricMean, median} from './statistics.ts';

const here = path.dirname(fileURLToPath(import.meta.url));

const help = `usage: npm run bench -- [options]

  --against NAME    swiftshader (default) or llvmpipe
  --only REGEX      only scenes whose name matches
  --all-cores       do not bind the browsers to one core
  --core N          the core to bind to (0)
  --size WxH        of the drawing buffer (640x480)
  --groups N        timed groups of each scene on each side (9)
  --side NAME       ours or native: time that one alone, without comparison
  --threads LIST    time ours in Node with so many threads instead, one, and with others: 1,2,4
  --compile         time programs from source to first pixel instead of scenes
  --calls           time calls into shaders, and within them, in Node, instead of scenes
  --first-picture   time pages from navigation to a triangle, and count what they transfer, instead of scenes
  --examples DIR  time three.js' own examples, of a checkout of three.js, instead of scenes
  --dist FOLDER     the built package (dist)
  --out FILE        where the JSON goes (build/bench.json)
  --pictures DIR    save each scene's pictures there`;

/** Less than this share of the pixels may differ by more than 16/255. */
const maxDiffering = 0.01;

interface SceneResult {
  name: string;
  nativeMs?: number;
  oursMs?: number;
  /** Ours to native: below 1 we are faster. */
  ratio?: number;
  /** Share of pixels that differ. */
  differing?: number;
  /** Why the scene does not count. */
  reason?: string;
}

const commandLine = new CommandLine('bench', help, {
  against: {type: 'string', default: 'swiftshader'},
  only: {type: 'string', default: ''},
  'all-cores': {type: 'boolean', default: false},
  core: {type: 'string', default: '0'},
  size: {type: 'string', default: '640x480'},
  groups: {type: 'string', default: '9'},
  side: {type: 'string'},
  threads: {type: 'string'},
  compile: {type: 'boolean', default: false},
  calls: {type: 'boolean', default: false},
  'first-picture': {type: 'boolean', default: false},
  examples: {type: 'string'},
  dist: {type: 'string', default: path.join(root, 'dist')},
  out: {type: 'string', default: path.join(root, 'build/bench.json')},
  pictures: {type: 'string'},
});
const {values: options} = commandLine;
const fail = (message: string): never => commandLine.fail(message);
const against = commandLine.choice('against', kNativeRenderers);
const [width = NaN, height = NaN] = options.size.split('x').map(Number);
if (!(width > 0 && height > 0)) fail('--size needs WxH');
const groups = commandLine.number('groups', 1);
if (options.side !== undefined) commandLine.choice('side', ['ours', 'native']);

function savePicture(scene: string, side: string, pixels: Uint8Array): void {
  if (!options.pictures) return;
  const png = new PNG({width, height});
  for (let row = 0; row < height; ++row) {
    png.data.set(pixels.subarray(row * width * 4, (row + 1) * width * 4), (height - 1 - row) * width * 4);
  }
  fs.mkdirSync(options.pictures, {recursive: true});
  fs.writeFileSync(path.join(options.pictures, `${scene}-${side}.png`), PNG.sync.write(png));
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.replace(/^page\.evaluate: /, '') ?? '';

/** Both pictures, then groups turn by turn, so that whatever else the machine does hits both. */
async function runScene(name: string, sides: readonly {label: 'ours' | 'native'; side: Side}[]): Promise<SceneResult> {
  const result: SceneResult = {name};
  const pictures: Uint8Array[] = [];
  const times = new Map<string, number[]>(sides.map(({label}) => [label, []]));
  for (const {label, side} of sides) {
    try {
      const {renderer, picture} = await side.prepare(`${name}.js`, width, height);
      savePicture(name, label, picture);
      pictures.push(picture);
      if (label === 'native' && !renderer.toLowerCase().includes(against)) {
        fail(
          `this browser draws with ${renderer}${against === 'llvmpipe' ? ' (Debian: libegl1 and libgl1-mesa-dri)' : ''}`,
        );
      }
      await side.warmUp();
    } catch (error) {
      result.reason ??= `${label}: ${messageOf(error)}`;
      if (label === 'native') return result;
    }
  }
  const [first, second] = pictures;
  if (first && second) {
    result.differing = differingShare(first, second);
    if (result.differing >= maxDiffering) {
      result.reason ??= `${(100 * result.differing).toFixed(1)}% of the pixels differ`;
    }
  }
  const broken = new Set(result.reason?.startsWith('ours: ') ? ['ours'] : []);
  for (let group = 0; group < groups; ++group) {
    for (const {label, side} of sides) {
      if (broken.has(label)) continue;
      try {
        times.get(label)?.push(await side.group());
      } catch (error) {
        broken.add(label);
        result.reason ??= `${label}: ${messageOf(error)}`;
      }
    }
  }
  for (const {label, side} of sides) {
    if (broken.has(label)) continue;
    const said = await side.error();
    if (said) result.reason ??= `${label}: ${said}`;
    const ms = median(times.get(label) ?? []);
    if (label === 'ours') result.oursMs = ms;
    else result.nativeMs = ms;
  }
  if (result.oursMs !== undefined && result.nativeMs !== undefined) result.ratio = result.oursMs / result.nativeMs;
  return result;
}

function row(result: SceneResult): string {
  const ms = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(3)).padStart(10);
  const ratio = (result.ratio === undefined ? '-' : result.ratio.toFixed(2)).padStart(7);
  const differing = result.differing === undefined ? '-' : `${(100 * result.differing).toFixed(2)}%`;
  const reason = result.reason ? `  not counted: ${result.reason}` : '';
  return `${result.name.padEnd(18)}${ms(result.nativeMs)}${ms(result.oursMs)}${ratio}${differing.padStart(9)}${reason}`;
}

async function main(): Promise<number> {
  const core = options['all-cores'] ? undefined : Number(options.core);
  if (options.examples !== undefined) {
    const folder = path.resolve(options.examples);
    if (!fs.existsSync(path.join(folder, 'examples'))) fail('--examples needs a checkout of three.js');
    return (await benchExamples({
      folder,
      only: new RegExp(options.only),
      against,
      core,
      dist: path.resolve(options.dist),
      groups,
    }))
      ? 0
      : 1;
  }
  const scenes = fs
    .readdirSync(path.join(here, 'scenes'))
    .map((file) => path.basename(file, '.js'))
    .filter((name) => new RegExp(options.only).test(name))
    .sort();
  if (scenes.length === 0) fail('no such scene');
  const dist = path.resolve(options.dist);
  if (options.threads !== undefined) {
    const counts = options.threads.split(',').map(Number);
    if (counts.length === 0 || counts.some((n) => !(Number.isInteger(n) && n >= 1)))
      fail('--threads needs a list: 1,2');
    return (await benchThreads({scenes, counts, dist, width, height, groups, out: options.out})) ? 0 : 1;
  }
  if (options.side !== 'native' && !fs.existsSync(path.join(dist, 'auto-inline.js'))) {
    fail('dist/auto-inline.js is missing: npm run build');
  }
  if (options['first-picture']) {
    await printFirstPicture(dist);
    return 0;
  }
  if (options.calls) return benchCalls(await buildShaderTool()) ? 0 : 1;
  if (options.compile) return (await benchCompile({core, dist, rounds: groups})) ? 0 : 1;
  const {origin, stop} = await serve(dist);
  const sides: {label: 'ours' | 'native'; side: Side}[] = [];
  if (options.side !== 'ours') {
    sides.push({label: 'native', side: await Side.start({renderer: against, ours: false, core, origin})});
  }
  if (options.side !== 'native') {
    sides.push({label: 'ours', side: await Side.start({renderer: 'none', ours: true, core, origin})});
  }

  const results: SceneResult[] = [];
  console.log(
    `${width}x${height}, ${core === undefined ? 'all cores' : `core ${core}`}, ms per frame, medians of ${groups}, native is ${against}`,
  );
  console.log(
    `${'scene'.padEnd(18)}${'native'.padStart(10)}${'ours'.padStart(10)}${'ratio'.padStart(7)}${'differs'.padStart(9)}`,
  );
  for (const name of scenes) {
    const result = await runScene(name, sides);
    results.push(result);
    console.log(row(result));
  }
  const counted = results.filter((result) => result.reason === undefined && result.ratio !== undefined);
  const mean = geometricMean(counted.map((result) => result.ratio ?? NaN));
  if (counted.length > 0)
    console.log(`${'geometric mean'.padEnd(38)}${mean.toFixed(2).padStart(7)}  of ${counted.length} scenes`);

  const report = {
    against,
    browser: sides[0]?.side.version,
    width,
    height,
    core: core ?? 'all',
    cpu: os.cpus()[0]?.model,
    groups,
    geometricMean: counted.length > 0 ? mean : null,
    scenes: results,
  };
  fs.mkdirSync(path.dirname(options.out), {recursive: true});
  fs.writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
  for (const {side} of sides) await side.stop();
  stop();
  return results.every((result) => result.reason === undefined) ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error);
  process.exit(2);
}
