// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Threads that shade, in Node.

import os from 'node:os';
import {Worker} from 'node:worker_threads';
import {LoadError} from '../front/say.ts';
import {WasmModule, warn} from '../host/intrinsics.ts';
import {page} from '../loader/page.ts';
import {readLocalFile} from '../loader/wasm-url.ts';
import {ThreadPool, type StartThread} from '../threads/pool.ts';

const startThread: StartThread = (gone) => {
  const script = new URL(/* @vite-ignore */ './thread.js', import.meta.url);
  const worker = new Worker(script, {execArgv: []});
  worker.unref(); // a program ends without them
  worker.on('error', (error) => warn('soft-webgl2: a thread that shades cannot be had.', error));
  worker.on('exit', () => gone('a thread that shades has ended'));
  return {post: (message) => worker.postMessage(message), end: () => void worker.terminate()};
};

function readThreadsCore(): WebAssembly.Module {
  const url = new URL(/* @vite-ignore */ './soft-webgl2.threads.wasm', import.meta.url);
  const file = readLocalFile(url.href);
  if (!file) throw new LoadError('soft-webgl2.threads.wasm is read from a file, and this module was not');
  return new WasmModule(file);
}

/** Environment variables of those who run several files of tests at a time. */
const kTestRunners = ['JEST_WORKER_ID', 'NODE_TEST_CONTEXT', 'VITEST'];

/** Has contexts of this program get threads. */
export function offerNodeThreads(): void {
  if (page.threads.offered) return;
  let core: WebAssembly.Module | undefined;
  const pool = new ThreadPool(() => (core ??= readThreadsCore()), startThread);
  page.threads.offer(
    (count, atOnce) => pool.source(count, atOnce),
    () => os.availableParallelism(),
  );
  const runner = kTestRunners.find((name) => process.env[name] !== undefined);
  if (runner && page.threads.usual !== 1) page.threads.one(`test runners have several files at a time (${runner})`);
}
