// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The scenes in Node with several threads, beside native renderers on all processors: how long a frame takes, which
// part of it is serial, and what that foretells.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import type {Renderer} from '../browser.ts';
import {serve} from './server.ts';
import {Side} from './side.ts';
import {differingShare, geometricMean, kMaxDiffering, median} from './statistics.ts';
import {foretelling, inTurn, kForetold, overlapped, type SceneFigures} from './thread-figures.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const kPictureFrame = 5; // as page.js has it
const kWarmUpMs = 500;
const kGroupMs = 60;

export interface ThreadsOptions {
  scenes: readonly string[];
  counts: readonly number[];
  /** Beside which native renderers. */
  against: readonly Renderer[];
  dist: string;
  width: number;
  height: number;
  groups: number;
  out: string;
}

type Package = typeof import('../../web/entries/node.ts');

interface Scene {
  antialias?: boolean;
  stencil?: boolean;
  setup(gl: WebGL2RenderingContext): void;
  frame(gl: WebGL2RenderingContext, index: number): void;
}

interface FrameTime {
  ms: number;
  /** What the calling thread does alone. */
  serialMs: number;
}

interface Run extends FrameTime {
  threads: number;
  hash: string;
}

interface NativeRun {
  ms: number;
  /** Share of pixels that differ from ours. */
  differing: number;
}

export interface SceneReport extends SceneFigures {
  runs: Run[];
  natives: Partial<Record<Renderer, NativeRun>>;
  foretold: Record<number, {overlapped: number; inTurn: number}>;
}

/** One number of threads, and its scene. */
class OurSide {
  readonly threads: number;
  readonly picture: Uint8Array;
  readonly results: FrameTime[] = [];
  readonly #scene: Scene;
  readonly #gl: WebGL2RenderingContext;
  readonly #waitedMs: () => number;
  readonly #onePixel = new Uint8Array(4);
  #index = kPictureFrame + 1;
  #frames = 1;

  private constructor(threads: number, scene: Scene, gl: WebGL2RenderingContext, waitedMs: () => number) {
    this.threads = threads;
    this.#scene = scene;
    this.#gl = gl;
    this.#waitedMs = waitedMs;
    scene.setup(gl);
    scene.frame(gl, kPictureFrame);
    const {drawingBufferWidth: width, drawingBufferHeight: height} = gl;
    this.picture = new Uint8Array(width * height * 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, this.picture);
  }

  static async start(soft: Package, name: string, threads: number, size: ThreadsOptions): Promise<OurSide> {
    const scene = (await import(`${pathToFileURL(path.join(here, 'scenes', `${name}.js`)).href}?${threads}`)) as Scene;
    const {antialias = false, stencil = false} = scene;
    const gl = soft.createContext({width: size.width, height: size.height, threads, antialias, stencil});
    while (soft.getInfo(gl).threads !== threads) await sleep(5);
    const side = new OurSide(threads, scene, gl, () => soft.getInfo(gl).waitedMs);
    for (const started = performance.now(); performance.now() - started < kWarmUpMs;) {
      side.#frames = Math.max(1, Math.round(kGroupMs / side.#time(side.#frames).ms));
    }
    return side;
  }

  #time(frames: number): FrameTime {
    const gl = this.#gl;
    const waited = this.#waitedMs();
    const started = performance.now();
    for (let i = 0; i < frames; ++i) this.#scene.frame(gl, this.#index++);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, this.#onePixel);
    const ms = performance.now() - started;
    return {ms: ms / frames, serialMs: (ms - (this.#waitedMs() - waited)) / frames};
  }

  group(): void {
    // Some scenes are made of others, which the other sides have too: each sets up its own before it goes on.
    this.#scene.setup(this.#gl);
    this.#time(1);
    this.results.push(this.#time(this.#frames));
  }

  stop(): Run {
    this.#gl.getExtension('WEBGL_lose_context')!.loseContext();
    return {
      threads: this.threads,
      hash: createHash('sha256').update(this.picture).digest('hex'),
      ms: median(this.results.map(({ms}) => ms)),
      serialMs: median(this.results.map(({serialMs}) => serialMs)),
    };
  }
}

/** One scene with each number of threads and with each native renderer, groups turn by turn. */
async function runScene(
  soft: Package,
  name: string,
  options: ThreadsOptions,
  natives: ReadonlyMap<Renderer, Side>,
): Promise<SceneReport> {
  const {counts, width, height, groups} = options;
  const sides: OurSide[] = [];
  for (const threads of counts) sides.push(await OurSide.start(soft, name, threads, options));
  const pictures = new Map<Renderer, Uint8Array>();
  for (const [renderer, side] of natives) {
    pictures.set(renderer, (await side.prepare(`${name}.js`, width, height)).picture);
    await side.warmUp();
  }
  const times = new Map<Renderer, number[]>([...natives.keys()].map((renderer) => [renderer, []]));
  for (let group = 0; group < groups; ++group) {
    for (const side of sides) side.group();
    for (const [renderer, side] of natives) times.get(renderer)!.push(await side.group());
  }
  const {picture} = sides[0]!;
  const runs = sides.map((side) => side.stop());
  const one = runs.find(({threads}) => threads === 1)!;
  const several = runs.find(({threads}) => threads > 1);
  const serial = several ? Math.min(several.serialMs / one.ms, 1) : 1;
  return {
    name,
    serial,
    measured: Object.fromEntries(runs.map(({threads, ms}) => [threads, ms / one.ms])),
    foretold: Object.fromEntries(
      kForetold.map((n) => [n, {overlapped: overlapped(serial, n), inTurn: inTurn(serial, n)}]),
    ),
    runs,
    natives: Object.fromEntries(
      [...times].map(([renderer, ms]) => [
        renderer,
        {ms: median(ms), differing: differingShare(pictures.get(renderer)!, picture)},
      ]),
    ),
  };
}

/** Ours with most threads to a native one, where both draw the same. */
export function nativeRatio({runs, natives}: SceneReport, renderer: Renderer): number | undefined {
  const native = natives[renderer];
  const most = runs.reduce((a, b) => (b.threads > a.threads ? b : a));
  return native && native.differing < kMaxDiffering ? most.ms / native.ms : undefined;
}

const cell = (value: number | undefined, width: number, digits = 2): string =>
  (value?.toFixed(digits) ?? '-').padStart(width);

function head({counts, against}: ThreadsOptions): string {
  const ours = counts.map((n) => `${n} (ms)`.padStart(10) + (n > 1 ? '  ratio  best in turn' : ''));
  const most = Math.max(...counts);
  const others = against.map((renderer) => `${renderer} (ms)`.padStart(18) + `${most}/it`.padStart(6));
  return `${'scene'.padEnd(28)}${ours.join('')}  serial${others.join('')}`;
}

function row(report: SceneReport, same: boolean): string {
  const ours = report.runs.map(({threads, ms}) => {
    const {[threads]: ratio} = report.measured;
    const foretold = cell(overlapped(report.serial, threads), 6) + cell(inTurn(report.serial, threads), 8);
    return cell(ms, 10, 3) + (threads > 1 ? cell(ratio, 7) + foretold : '');
  });
  const others = (Object.entries(report.natives) as [Renderer, NativeRun][]).map(
    ([renderer, {ms}]) => cell(ms, 18, 3) + cell(nativeRatio(report, renderer), 6),
  );
  const differs = same ? '' : '  pictures differ';
  return `${report.name.padEnd(28)}${ours.join('')}${cell(report.serial, 8)}${others.join('')}${differs}`;
}

function printMeans(reports: readonly SceneReport[], {counts, against}: ThreadsOptions): void {
  for (const threads of counts.filter((n) => n > 1)) {
    const told = foretelling(reports, threads);
    console.log(
      `${threads} threads, geometric mean: ${told.measured.toFixed(2)}; foretold ${told.overlapped.toFixed(2)} at best, ` +
        `${told.inTurn.toFixed(2)} in turn; within a tenth of that: ${told.close} of ${told.scenes} scenes`,
    );
  }
  for (const renderer of against) {
    const ratios = reports.flatMap((report) => nativeRatio(report, renderer) ?? []);
    console.log(
      `${Math.max(...counts)} threads to ${renderer}, geometric mean: ${geometricMean(ratios).toFixed(2)} of ` +
        `${ratios.length} scenes`,
    );
  }
}

/** True when all scenes could be drawn, and all threads gave the same pictures. */
export async function benchThreads(options: ThreadsOptions): Promise<boolean> {
  const {scenes, width, height, groups, dist, out, against} = options;
  const soft = (await import(pathToFileURL(path.join(dist, 'node.js')).href)) as Package;
  const {origin, stop} = await serve(dist);
  const natives = new Map<Renderer, Side>();
  for (const renderer of against) {
    natives.set(renderer, await Side.start({renderer, ours: false, core: undefined, origin}));
  }
  console.log(`${width}x${height} in Node ${process.version}, ${os.cpus().length} processors, medians of ${groups}`);
  console.log('serial: share of the frame of one thread that the calling thread does alone');
  console.log('best: the larger of that and 1 / n; in turn: serial + parallel / n');
  console.log(head(options));
  let same = true;
  const reports: SceneReport[] = [];
  const write = (): void => {
    const {version} = process;
    const report = {width, height, groups, node: version, processors: os.cpus().length, threads: reports};
    fs.mkdirSync(path.dirname(out), {recursive: true});
    fs.writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
  };
  for (const name of scenes) {
    let report: SceneReport;
    try {
      report = await runScene(soft, name, options, natives);
    } catch (error) {
      console.log(`${name.padEnd(28)}  not counted: ${error instanceof Error ? error.message : String(error)}`);
      same = false;
      continue;
    }
    const equal = report.runs.every(({hash}) => hash === report.runs[0]!.hash);
    same &&= equal;
    console.log(row(report, equal));
    reports.push(report);
    write(); // whoever stops it has what is known so far
  }
  printMeans(reports, options);
  for (const side of natives.values()) await side.stop();
  stop();
  return same;
}
