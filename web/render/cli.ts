// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// `npx soft-webgl2`. Exit codes: 0 done, 1 something failed, 2 the command line is wrong.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {kVersion} from '../front/build.ts';
import {frameFile, type RenderedFrame, type RenderJob} from './job.ts';
import {framesOf, mergeManifests, parseManifest, parseShard, type Manifest} from './manifest.ts';
import type {ModelOptions} from './model-scene.ts';
import {renderMany} from './render-many.ts';
import {runJob} from './worker.ts';
import {readCore} from '../node/canvas.ts';
import {renderingHash} from '../node/hash.ts';
import {decodePng} from '../node/png.ts';

const kHelp = `soft-webgl2 ${kVersion}: pictures without a GPU

  soft-webgl2 <model.glb> <picture.png> [options]       one picture of a glTF model (with three.js)
  soft-webgl2 <model.glb> <folder> --frames 36 --turntable
  soft-webgl2 render <scene.mjs> --out <folder> [options]
  soft-webgl2 merge <manifest.json>... --out <manifest.json>

options
  --size 800x600       of the pictures
  --frames 60          how many; --fps 60 gives each its time
  --out <folder>       for frame-0000.png and so on, and manifest.json
  --shard 2/8          the second of eight shares; the manifest is manifest-2-of-8.json
  --workers 2          threads; all processors, unless you say otherwise
  --background #223    of a model; transparent, unless you say otherwise
  --camera 1,0.6,1.5   from where to look at a model
  --turntable          the model turns once in the course of the frames
  --help, --version

A scene is a module whose default export takes {canvas, gl, width, height, frames, fps} and gives a function that draws a
frame, of which it is told {frame, time}. Frames must depend on nothing but these.

examples
  npx soft-webgl2 helmet.glb helmet.png --size 1024x1024 --background white
  npx soft-webgl2 render scene.mjs --size 800x600 --frames 60 --out frames
  npx soft-webgl2 render scene.mjs --frames 600 --out frames --shard $INDEX/8   # on each of eight machines
  npx soft-webgl2 merge frames/manifest-*.json --out frames/manifest.json
`;

/** The command line is wrong. */
class UsageError extends Error {}

export interface Streams {
  out(text: string): void;
  err(text: string): void;
  /** A terminal, which can draw a line over. */
  readonly isTerminal: boolean;
}

const kOptions = {
  size: {type: 'string', default: '800x600'},
  frames: {type: 'string', default: '1'},
  fps: {type: 'string', default: '60'},
  out: {type: 'string'},
  shard: {type: 'string'},
  workers: {type: 'string', default: String(os.availableParallelism())},
  background: {type: 'string'},
  camera: {type: 'string', default: '1,0.6,1.5'},
  turntable: {type: 'boolean', default: false},
  help: {type: 'boolean', short: 'h', default: false},
  version: {type: 'boolean', default: false},
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({args: [...args], options: kOptions, allowPositionals: true});
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
type Values = ReturnType<typeof parse>['values'];

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} ${text}: say a whole number from 1 on`);
  return value;
}

function sizeOf(text: string): {width: number; height: number} {
  const [, width, height] = (/^(\d+)x(\d+)$/.exec(text) ?? []).map(Number);
  if (!width || !height || width > 8192 || height > 8192) {
    throw new UsageError(`--size ${text}: say width x height, as in 800x600, up to 8192`);
  }
  return {width, height};
}

/** One line that is drawn over while work goes on; nothing where there is no terminal. */
class Progress {
  readonly #streams: Streams;
  readonly #total: number;
  readonly #start = Date.now();
  #done = 0;

  constructor(streams: Streams, total: number) {
    this.#streams = streams;
    this.#total = total;
  }
  step(): void {
    ++this.#done;
    if (!this.#streams.isTerminal || this.#total < 2) return;
    const share = this.#done / this.#total;
    const bar = '#'.repeat(Math.round(share * 30)).padEnd(30, '.');
    const left = ((Date.now() - this.#start) / 1000) * (1 / share - 1);
    this.#streams.err(`\r[${bar}] ${this.#done}/${this.#total}, ${left.toFixed(0)} s left   `);
    if (this.#done === this.#total) this.#streams.err('\n');
  }
}

interface Whole {
  job: Omit<RenderJob, 'only'>;
  only: readonly number[];
}

/** Draws frames on all workers; gives them in order. Throws what the first failure says. */
async function drawAll({job, only}: Whole, workers: number, streams: Streams): Promise<RenderedFrame[]> {
  const progress = new Progress(streams, only.length);
  const count = Math.max(Math.min(workers, only.length), 1);
  const jobs = Array.from({length: count}, (_, i) => ({
    ...job,
    only: framesOf(only.length, {index: i + 1, count}).map((at) => only[at]!),
  }));
  const results = await renderMany(jobs, {workers: count, onFrame: () => progress.step()});
  for (const result of results) if (!result.ok) throw result.error;
  return results.flatMap(({frames}) => frames);
}

function manifestOf(job: Omit<RenderJob, 'only'>, scene: string, drawn: readonly RenderedFrame[]): Manifest {
  const {width, height, frames = 1, fps = 60} = job;
  const hashes = Object.fromEntries(drawn.map(({frame, hash}) => [frame, hash]));
  return {renderer: `soft-webgl2 ${kVersion}`, scene, width, height, frames, fps, hashes};
}

function existing(file: string): string {
  if (!fs.existsSync(file)) throw new UsageError(`${file} is not there`);
  return file;
}

async function drawFrames(job: Omit<RenderJob, 'only'>, name: string, values: Values, streams: Streams): Promise<void> {
  let shard: {index: number; count: number} | undefined;
  try {
    if (values.shard !== undefined) shard = parseShard(values.shard);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const only = framesOf(job.frames ?? 1, shard ?? {index: 1, count: 1});
  const drawn = await drawAll({job, only}, wholeNumber('workers', values.workers), streams);
  const file = path.join(job.out!, shard ? `manifest-${shard.index}-of-${shard.count}.json` : 'manifest.json');
  fs.mkdirSync(job.out!, {recursive: true});
  fs.writeFileSync(file, `${JSON.stringify(manifestOf(job, name, drawn), null, 2)}\n`);
  streams.out(`${drawn.length} frames in ${job.out}, hashes in ${file}\n`);
}

async function render(positionals: readonly string[], values: Values, streams: Streams): Promise<void> {
  const [scene, ...more] = positionals;
  if (!scene || more.length > 0) throw new UsageError('render: say one scene, as in `soft-webgl2 render scene.mjs`');
  if (values.out === undefined) throw new UsageError('render: say where pictures go (--out <folder>)');
  const job = {
    scene: existing(scene),
    ...sizeOf(values.size),
    frames: wholeNumber('frames', values.frames),
    fps: wholeNumber('fps', values.fps),
    out: values.out,
  };
  await drawFrames(job, path.basename(scene), values, streams);
}

function modelOptions(file: string, values: Values): ModelOptions {
  const direction = values.camera.split(',').map(Number);
  if (
    direction.length !== 3 ||
    direction.some((part) => !Number.isFinite(part)) ||
    direction.every((part) => part === 0)
  ) {
    throw new UsageError(`--camera ${values.camera}: say three numbers, as in 1,0.6,1.5`);
  }
  const background = values.background === undefined || values.background === 'transparent' ? null : values.background;
  return {file, background, direction: direction as [number, number, number], turntable: values.turntable};
}

async function renderModel(positionals: readonly string[], values: Values, streams: Streams): Promise<void> {
  const [file, target, ...more] = positionals;
  if (!file || !target || more.length > 0)
    throw new UsageError('say a model and a picture: soft-webgl2 model.glb picture.png');
  const frames = wholeNumber('frames', values.frames);
  const job = {
    scene: new URL(/* @vite-ignore */ './model-scene.js', import.meta.url),
    ...sizeOf(values.size),
    frames,
    fps: wholeNumber('fps', values.fps),
    data: modelOptions(existing(path.resolve(file)), values),
  };
  if (!target.endsWith('.png')) return drawFrames({...job, out: target}, path.basename(file), values, streams);
  if (frames > 1) throw new UsageError(`${frames} frames do not fit into ${target}: say a folder`);
  // In this thread: one picture is sooner done than a worker is there.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soft-webgl2-'));
  try {
    await runJob({...job, scene: job.scene.href, out: folder, wasmModule: readCore()}, () => undefined);
    fs.copyFileSync(path.join(folder, frameFile(0, 1)), target);
  } finally {
    fs.rmSync(folder, {recursive: true, force: true});
  }
  streams.out(`${target}\n`);
}

/** Pictures that lie beside a manifest must be those that it tells of. */
function checkPictures(file: string, {hashes, frames}: Manifest): string[] {
  return Object.entries(hashes).flatMap(([frame, hash]) => {
    const picture = path.join(path.dirname(file), frameFile(Number(frame), frames));
    if (!fs.existsSync(picture)) return [];
    return renderingHash(decodePng(fs.readFileSync(picture))) === hash ? [] : [`${picture} is not what ${file} says`];
  });
}

function merge(files: readonly string[], values: Values, streams: Streams): number {
  if (files.length === 0) throw new UsageError('merge: say which manifests');
  const parts = files.map((file) => ({file, manifest: parseManifest(fs.readFileSync(existing(file), 'utf8'), file)}));
  const {merged, complaints} = mergeManifests(parts);
  complaints.push(...parts.flatMap(({file, manifest}) => checkPictures(file, manifest)));
  for (const complaint of complaints) streams.err(`soft-webgl2: ${complaint}\n`);
  if (complaints.length > 0) return 1;
  const text = `${JSON.stringify(merged, null, 2)}\n`;
  if (values.out === undefined) streams.out(text);
  else fs.writeFileSync(values.out, text);
  streams.err(`${merged.frames} frames, all there\n`);
  return 0;
}

/** Returns the exit code. */
export async function runCommand(args: readonly string[], streams: Streams): Promise<number> {
  try {
    const {values, positionals} = parse(args);
    if (values.version) return (streams.out(`${kVersion}\n`), 0);
    if (values.help) return (streams.out(kHelp), 0);
    const [command, ...rest] = positionals;
    if (command === undefined) throw new UsageError('say what to draw');
    if (command === 'merge') return merge(rest, values, streams);
    if (command === 'render') await render(rest, values, streams);
    else if (/\.(glb|gltf)$/i.test(command)) await renderModel(positionals, values, streams);
    else throw new UsageError(`'${command}' is no command, and no model (.glb, .gltf)`);
    return 0;
  } catch (error) {
    const usage = error instanceof UsageError;
    streams.err(`soft-webgl2: ${(error as Error).message}${usage ? ' (--help has examples)' : ''}\n`);
    return usage ? 2 : 1;
  }
}
