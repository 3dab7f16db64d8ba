// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Threads that shade, in Node: one pool for each number of threads that a program asks for.

import os from 'node:os';
import {Worker} from 'node:worker_threads';
import type {ThreadSource} from '../loader/instance-threads.ts';
import {readLocalFile} from '../loader/wasm-url.ts';
import {LoadError} from '../front/say.ts';
import {ThreadPool, threadCount, type ThreadHandle} from '../threads/pool.ts';

function startThread(): ThreadHandle {
  const script = new URL(/* @vite-ignore */ './thread.js', import.meta.url);
  const worker = new Worker(script, {execArgv: []});
  worker.unref(); // a program ends without them
  worker.on('error', (error) => console.warn('soft-webgl2: a thread that shades cannot be had.', error));
  return {post: (message) => worker.postMessage(message), end: () => void worker.terminate()};
}

function readThreadsCore(): WebAssembly.Module {
  const url = new URL(/* @vite-ignore */ './soft-webgl2.threads.wasm', import.meta.url);
  const file = readLocalFile(url.href);
  if (!file) throw new LoadError('soft-webgl2.threads.wasm is read from a file, and this module was not');
  return new WebAssembly.Module(file);
}

let module: WebAssembly.Module | undefined;
const pools = new Map<number, ThreadPool>();

/** null: the calling thread shades alone. Throws a TypeError for what is no number of threads. */
export function threadSource(threads: 'auto' | number): ThreadSource | null {
  const used = threadCount(threads, () => os.availableParallelism());
  if (used === 1) return null;
  let pool = pools.get(used);
  if (!pool) pools.set(used, (pool = new ThreadPool(used, () => (module ??= readThreadsCore()), startThread)));
  return pool;
}
