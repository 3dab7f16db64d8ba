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
import type {Renderer} from '../browser.ts';
import {CommandLine, kNativeRenderers} from '../options.ts';
import {buildShaderTool} from '../../scripts/build.ts';
import {benchCalls} from './calls.ts';
import {benchCompile} from './compile.ts';
import {root, serve} from './server.ts';
import {Side} from './side.ts';
import {benchExamples} from './examples.ts';
import {benchPages} from './pages.ts';
import {benchThreads} from './threads.ts';
import {type GroupMeans, groupMeans} from './scene-groups.ts';
import {differingShare, geometricMean, kMaxDiffering, median} from './statistics.ts';
import {threadCounts} from './thread-figures.ts';

const here = path.dirname(fileURLToPath(import.meta.url));

const help = `usage: npm run bench -- [options]

  --against NAME    swiftshader (default), llvmpipe, or both (default with --threads), beside each other
  --only REGEX      only scenes whose name matches
  --all-cores       do not bind the browsers to one core
  --core N          the core to bind to (0)
  --size WxH        of the drawing buffer (640x480)
  --groups N        timed groups of each scene on each side (9)
  --side NAME       ours or native: time that one alone, without comparison
  --threads LIST    time ours in Node with so many threads, one and others: 1,2,4; natives on all processors
  --compile         time programs from source to first pixel instead of scenes
  --calls           time calls into shaders, and within them, in Node, instead of scenes
  --first-picture   time pages from navigation to a triangle, and count what they transfer, instead of scenes
  --pages           time pages of three.js, Babylon.js, MapLibre, deck.gl, PixiJS and regl instead of scenes
  --examples DIR    time three.js' own examples, of a checkout of three.js, instead of scenes
  --dist FOLDER     the built package (dist)
  --out FILE        where the JSON goes (build/bench.json)
  --pictures DIR    save each scene's pictures there`;

const kNameWidth = 28;
const kCell = 13;

type Label = Renderer | 'ours';

interface SceneResult {
  name: string;
  /** Of a frame, by side. */
  ms: Partial<Record<Label, number>>;
  /** Ours to each native one: below 1 we are faster. */
  ratios: Partial<Record<Renderer, number>>;
  /** Share of pixels that differ from each native side's. */
  differing: Partial<Record<Renderer, number>>;
  /** Why it does not count against one of them. */
  unlike: string[];
  /** Why the scene does not count. */
  reason?: string;
}

const commandLine = new CommandLine('bench', help, {
  against: {type: 'string'},
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
  pages: {type: 'boolean', default: false},
  examples: {type: 'string'},
  dist: {type: 'string', default: path.join(root, 'dist')},
  out: {type: 'string', default: path.join(root, 'build/bench.json')},
  pictures: {type: 'string'},
});
const {values: options} = commandLine;
const fail = (message: string): never => commandLine.fail(message);
options.against ??= options.threads === undefined ? 'swiftshader' : 'both';
const chosen = commandLine.choice('against', [...kNativeRenderers, 'both']);
const against: readonly Renderer[] = chosen === 'both' ? kNativeRenderers : [chosen];
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
async function runScene(name: string, sides: readonly {label: Label; side: Side}[]): Promise<SceneResult> {
  const result: SceneResult = {name, ms: {}, ratios: {}, differing: {}, unlike: []};
  const pictures = new Map<Label, Uint8Array>();
  const times = new Map<Label, number[]>(sides.map(({label}) => [label, []]));
  for (const {label, side} of sides) {
    try {
      const {renderer, picture} = await side.prepare(`${name}.js`, width, height);
      savePicture(name, label, picture);
      pictures.set(label, picture);
      if (label !== 'ours' && !renderer.toLowerCase().includes(label)) {
        fail(
          `this browser draws with ${renderer}${label === 'llvmpipe' ? ' (Debian: libegl1 and libgl1-mesa-dri)' : ''}`,
        );
      }
      await side.warmUp();
    } catch (error) {
      result.reason ??= `${label}: ${messageOf(error)}`;
      if (label !== 'ours') return result;
    }
  }
  const ours = pictures.get('ours');
  for (const renderer of against) {
    const native = pictures.get(renderer);
    if (!ours || !native) continue;
    const differing = differingShare(native, ours);
    result.differing[renderer] = differing;
  }
  const broken = new Set<Label>(result.reason?.startsWith('ours: ') ? ['ours'] : []);
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
    result.ms[label] = median(times.get(label) ?? []);
  }
  for (const renderer of against) {
    const native = result.ms[renderer];
    if (result.ms.ours === undefined || native === undefined) continue;
    const differing = result.differing[renderer] ?? 0;
    if (differing < kMaxDiffering) result.ratios[renderer] = result.ms.ours / native;
    else result.unlike.push(`${(100 * differing).toFixed(1)}% of the pixels differ from ${renderer}'s`);
  }
  return result;
}

function row(result: SceneResult): string {
  const text = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? '-';
  const ms = [...against, 'ours' as const].map((label) => text(result.ms[label], 3).padStart(kCell)).join('');
  const ratios = against.map((renderer) => text(result.ratios[renderer], 2).padStart(kCell)).join('');
  const shares = Object.values(result.differing);
  const differing = shares.length === 0 ? '-' : `${(100 * Math.max(...shares)).toFixed(2)}%`;
  const reasons = result.reason === undefined ? result.unlike : [result.reason];
  const reason = reasons.length > 0 ? `  not counted: ${reasons.join('; ')}` : '';
  return `${result.name.padEnd(kNameWidth)}${ms}${ratios}${differing.padStart(kCell)}${reason}`;
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
      pictures: options.pictures,
    }))
      ? 0
      : 1;
  }
  if (options.pages) {
    const only = new RegExp(options.only);
    const {pictures} = options;
    const dist = path.resolve(options.dist);
    return (await benchPages({only, against, core, dist, groups, viewport: {width, height}, pictures})) ? 0 : 1;
  }
  const scenes = fs
    .readdirSync(path.join(here, 'scenes'))
    .map((file) => path.basename(file, '.js'))
    .filter((name) => new RegExp(options.only).test(name))
    .sort();
  if (scenes.length === 0) fail('no such scene');
  const dist = path.resolve(options.dist);
  if (options.threads !== undefined) {
    const counts = threadCounts(options.threads) ?? fail('--threads needs a list with 1 in it, up to 16: 1,2');
    if (options.side === 'native') fail('--threads compares ours');
    const others = options.side === 'ours' ? [] : against;
    return (await benchThreads({scenes, counts, against: others, dist, width, height, groups, out: options.out}))
      ? 0
      : 1;
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
  const sides: {label: Label; side: Side}[] = [];
  for (const renderer of options.side === 'ours' ? [] : against) {
    sides.push({label: renderer, side: await Side.start({renderer, ours: false, core, origin})});
  }
  if (options.side !== 'native') {
    sides.push({label: 'ours', side: await Side.start({renderer: 'none', ours: true, core, origin})});
  }

  const results: SceneResult[] = [];
  console.log(
    `${width}x${height}, ${core === undefined ? 'all cores' : `core ${core}`}, ms per frame, medians of ${groups}`,
  );
  const heads = [...against, 'ours', ...against.map((renderer) => `/${renderer}`), 'differs'];
  console.log(`${'scene'.padEnd(kNameWidth)}${heads.map((head) => head.padStart(kCell)).join('')}`);
  for (const name of scenes) {
    const result = await runScene(name, sides);
    results.push(result);
    console.log(row(result));
  }
  const means: Partial<Record<Renderer, {scenes: number} & GroupMeans>> = {};
  for (const renderer of against) {
    const ratios = new Map<string, number>();
    for (const {name, reason, ratios: own} of results) {
      if (reason === undefined && own[renderer] !== undefined) ratios.set(name, own[renderer]);
    }
    if (ratios.size === 0) continue;
    const own = {scenes: geometricMean([...ratios.values()]), ...groupMeans(ratios)};
    means[renderer] = own;
    const groups = Object.entries(own.groups).map(([group, mean]) => `${group} ${mean.toFixed(2)}`);
    console.log(`geometric mean against ${renderer}: ${own.scenes.toFixed(2)} of ${ratios.size} scenes`);
    console.log(`  of groups: ${own.mean.toFixed(2)} (${groups.join(', ')})`);
  }

  const report = {
    against,
    browser: sides[0]?.side.version,
    width,
    height,
    core: core ?? 'all',
    cpu: os.cpus()[0]?.model,
    groups,
    geometricMeans: means,
    scenes: results,
  };
  fs.mkdirSync(path.dirname(options.out), {recursive: true});
  fs.writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
  for (const {side} of sides) await side.stop();
  stop();
  return results.every(({reason, unlike}) => reason === undefined && unlike.length === 0) ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error);
  process.exit(2);
}
