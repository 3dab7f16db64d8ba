// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The scenes in Node with several threads: how long a frame takes, which part of it is serial, and what that foretells.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {geometricMean, median} from './statistics.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const kWarmUpMs = 500;
const kGroupMs = 60;

export interface ThreadsOptions {
  scenes: readonly string[];
  counts: readonly number[];
  dist: string;
  width: number;
  height: number;
  groups: number;
  out: string;
}

type Package = typeof import('../../web/entries/node.ts');

interface Scene {
  antialias?: boolean;
  setup(gl: WebGL2RenderingContext): void;
  frame(gl: WebGL2RenderingContext, index: number): void;
}

interface Run {
  threads: number;
  ms: number;
  /** Of a frame, what the calling thread does alone. */
  serialMs: number;
  hash: string;
}

/** One scene with each number of threads, groups turn by turn. */
async function runScene(
  {createContext, getInfo, readPixels}: Package,
  name: string,
  {counts, width, height, groups}: ThreadsOptions,
): Promise<Run[]> {
  const sides = [];
  for (const threads of counts) {
    const scene = (await import(`${pathToFileURL(path.join(here, 'scenes', `${name}.js`)).href}?${threads}`)) as Scene;
    const gl = createContext({width, height, threads, antialias: scene.antialias ?? false});
    while (getInfo(gl).threads !== threads) await sleep(5);
    scene.setup(gl);
    scene.frame(gl, 5);
    const hash = createHash('sha256').update(readPixels(gl)).digest('hex');
    const onePixel = new Uint8Array(4);
    let index = 6;
    const time = (frames: number): {ms: number; serialMs: number} => {
      const waited = getInfo(gl).waitedMs;
      const started = performance.now();
      for (let i = 0; i < frames; ++i) scene.frame(gl, index++);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, onePixel);
      const ms = performance.now() - started;
      return {ms: ms / frames, serialMs: (ms - (getInfo(gl).waitedMs - waited)) / frames};
    };
    const warm = performance.now();
    let frames = 1;
    for (;;) {
      const {ms} = time(frames);
      frames = Math.max(1, Math.round(kGroupMs / ms));
      if (performance.now() - warm > kWarmUpMs) break;
    }
    // Some scenes are made of others, which the other sides have too: each sets up its own before it goes on.
    const again = (): void => {
      scene.setup(gl);
      time(2);
    };
    sides.push({threads, hash, time, again, frames, gl, results: [] as {ms: number; serialMs: number}[]});
  }
  for (let group = 0; group < groups; ++group) {
    for (const side of sides) {
      side.again();
      side.results.push(side.time(side.frames));
    }
  }
  return sides.map(({threads, hash, gl, results}) => {
    gl.getExtension('WEBGL_lose_context')!.loseContext();
    return {
      ...{threads, hash},
      ms: median(results.map(({ms}) => ms)),
      serialMs: median(results.map(({serialMs}) => serialMs)),
    };
  });
}

/** True when all threads gave the same pictures. */
export async function benchThreads(options: ThreadsOptions): Promise<boolean> {
  const {counts, scenes, width, height, groups, dist, out} = options;
  const soft = (await import(pathToFileURL(path.join(dist, 'node.js')).href)) as Package;
  console.log(`${width}x${height} in Node ${process.version}, ${os.cpus().length} processors, medians of ${groups}`);
  console.log(
    'serial: share of the frame of one thread that the calling thread does alone; foretold: the larger of it and 1 / n',
  );
  const columns = counts.map((n) => `${n} (ms)`.padStart(10) + (n > 1 ? '  ratio foretold' : '')).join('');
  console.log(`${'scene'.padEnd(26)}${columns}  serial`);
  let same = true;
  const ratios = new Map<number, number[]>();
  const report = [];
  for (const name of scenes) {
    const runs = await runScene(soft, name, options);
    const one = runs.find(({threads}) => threads === 1);
    const several = runs.find(({threads}) => threads > 1);
    const serial = one && several ? Math.min(several.serialMs / one.ms, 1) : NaN;
    const cells = runs.map(({threads, ms}) => {
      if (threads === 1) return ms.toFixed(3).padStart(10);
      const ratio = one ? ms / one.ms : NaN;
      ratios.set(threads, [...(ratios.get(threads) ?? []), ratio]);
      return `${ms.toFixed(3).padStart(10)}${ratio.toFixed(2).padStart(7)}${Math.max(serial, 1 / threads)
        .toFixed(2)
        .padStart(9)}`;
    });
    const equal = runs.every(({hash}) => hash === runs[0]!.hash);
    same &&= equal;
    console.log(
      `${name.padEnd(26)}${cells.join('')}${serial.toFixed(2).padStart(8)}${equal ? '' : '  pictures differ'}`,
    );
    report.push({name, serial, runs});
  }
  for (const [threads, list] of ratios)
    console.log(`${threads} threads, geometric mean: ${geometricMean(list).toFixed(2)}`);
  fs.mkdirSync(path.dirname(out), {recursive: true});
  fs.writeFileSync(out, `${JSON.stringify({width, height, groups, threads: report}, null, 2)}\n`);
  return same;
}
