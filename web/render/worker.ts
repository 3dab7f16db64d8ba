// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// One job, in a thread of its own.

import fs from 'node:fs';
import path from 'node:path';
import {parentPort, workerData} from 'node:worker_threads';
import {page} from '../loader/page.ts';
import {defineGlobals} from '../node/globals.ts';
import {renderingHash} from '../node/hash.ts';
import {createCanvas} from '../node/node.ts';
import {frameFile, type JobMessage, type RenderJob, type Scene, type Stage} from './job.ts';

export interface WorkerJob extends Omit<RenderJob, 'scene'> {
  scene: string;
  wasmModule: WebAssembly.Module;
}

export async function runJob(job: WorkerJob, tell: (message: JobMessage) => void): Promise<void> {
  const {width, height, frames = 1, fps = 60, out, data, wasmModule} = job;
  defineGlobals();
  page.threads.one('jobs of renderMany() have a thread each');
  const module = (await import(/* @vite-ignore */ job.scene)) as {default?: Scene};
  if (typeof module.default !== 'function') throw new TypeError(`${job.scene} exports no function as its default`);
  const canvas = createCanvas(width, height, {wasmModule});
  const stage: Stage = {
    ...{canvas, width, height, frames, fps, data},
    get gl() {
      const gl = canvas.getContext('webgl2');
      if (!gl) throw new Error('the canvas has a WebGL 1 context, or there is no memory for one');
      return gl;
    },
  };
  const draw = await module.default(stage);
  if (typeof draw !== 'function') throw new TypeError(`${job.scene}: the scene gave no function that draws a frame`);
  if (out !== undefined) fs.mkdirSync(out, {recursive: true});
  for (const frame of job.only ?? Array.from({length: frames}, (_, i) => i)) {
    await draw({frame, time: frame / fps});
    if ((canvas.getContext('webgl2') ?? canvas.getContext('webgl'))?.isContextLost()) {
      throw new Error(`frame ${frame}: the WebGL context is lost`);
    }
    const picture = {width: canvas.width, height: canvas.height, data: canvas.toBuffer('raw')};
    const hash = renderingHash(picture);
    if (out === undefined) {
      tell({frame: {frame, hash}});
      continue;
    }
    const file = path.join(out, frameFile(frame, frames));
    fs.writeFileSync(file, canvas.toBuffer('image/png'));
    tell({frame: {frame, hash, file}});
  }
}

export async function startWorker(): Promise<void> {
  if (!parentPort) throw new Error('this file is a worker: use renderMany()');
  const port = parentPort;
  await runJob(workerData as WorkerJob, (message) => port.postMessage(message));
  port.postMessage({done: true} satisfies JobMessage);
  process.exit(0); // a scene may have left timers
}
