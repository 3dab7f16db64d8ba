// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Many pictures on one machine: a thread for each job, and only so many at a time. What a job takes is gone with it.

import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {Worker} from 'node:worker_threads';
import {readCore} from '../node/canvas.ts';
import type {JobMessage, RenderedFrame, RenderJob} from './job.ts';
import type {WorkerJob} from './worker.ts';

export interface RenderManyOptions {
  /** Jobs at a time. @default the number of processors */
  workers?: number;
  /** What a job may take, in milliseconds. @default 600000 */
  timeoutMs?: number;
  /** JavaScript's heap of each job, in MB. @default 1024 */
  heapMB?: number;
  /** Told of each frame. */
  onFrame?: (job: RenderJob, frame: RenderedFrame) => void;
}

export type RenderResult =
  | {readonly ok: true; readonly frames: readonly RenderedFrame[]}
  | {readonly ok: false; readonly frames: readonly RenderedFrame[]; readonly error: Error};

function addressOf(scene: string | URL): string {
  const text = String(scene);
  return /^(file|data|node):/.test(text) ? text : pathToFileURL(path.resolve(text)).href;
}

function runOne(
  job: RenderJob,
  wasmModule: WebAssembly.Module,
  {timeoutMs = 600_000, heapMB = 1024, onFrame}: RenderManyOptions,
): Promise<RenderResult> {
  const frames: RenderedFrame[] = [];
  return new Promise((resolve) => {
    const workerData: WorkerJob = {...job, scene: addressOf(job.scene), wasmModule};
    const fail = (error: Error): void => {
      clearTimeout(timer);
      resolve({ok: false, frames, error});
      void worker.terminate();
    };
    const script = new URL(/* @vite-ignore */ './render-worker.js', import.meta.url);
    const worker = new Worker(script, {
      workerData,
      resourceLimits: {maxOldGenerationSizeMb: heapMB},
    });
    const timer = setTimeout(() => fail(new Error(`the job took more than ${timeoutMs} ms`)), timeoutMs);
    worker.on('message', (message: JobMessage) => {
      if ('frame' in message) {
        frames.push(message.frame);
        onFrame?.(job, message.frame);
      } else {
        clearTimeout(timer);
        resolve({ok: true, frames});
      }
    });
    worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => fail(new Error(`the job ended by itself (${code})`)));
  });
}

/** Draws all jobs. Never rejects for a job's sake: one that fails has an error in its place, and harms no other. */
export async function renderMany(jobs: readonly RenderJob[], options: RenderManyOptions = {}): Promise<RenderResult[]> {
  const {workers = os.availableParallelism()} = options;
  if (!Number.isInteger(workers) || workers < 1) throw new TypeError(`renderMany: ${workers} is no number of workers`);
  for (const {width, height} of jobs) {
    if (!(width >= 1 && height >= 1)) throw new TypeError(`renderMany: ${width}x${height} is no size`);
  }
  const wasmModule = readCore();
  const results: RenderResult[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) {
      results[index] = await runOne(jobs[index]!, wasmModule, options);
    }
  };
  await Promise.all(Array.from({length: Math.min(workers, jobs.length)}, work));
  return results;
}
