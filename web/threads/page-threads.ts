// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Threads that shade, in a page or in a worker of it: loaded only where they are asked for.

import {kThreadsCore} from '../front/threads-build.ts';
import {say} from '../front/say.ts';
import {page} from '../loader/page.ts';
import {wasmBeside} from '../loader/wasm-url.ts';
import type {LoadOptions} from '../options/options.ts';
import {ThreadPool, threadCount, type ThreadHandle} from './pool.ts';

/** Before install() teaches it to bring ours along. */
const NativeWorker = globalThis.Worker;

function startThread(): ThreadHandle {
  // Whole by itself, so that bundlers may take it for a picture: these very words bring it along.
  const worker = new NativeWorker(new URL(/* @vite-ignore */ './thread.js', import.meta.url));
  worker.addEventListener('error', ({message}) => say(`a thread that shades cannot be had: ${message}`));
  return {post: (message) => worker.postMessage(message), end: () => worker.terminate()};
}

/** Bundlers look for these very words. */
const defaultUrl = (): URL => wasmBeside(new URL(/* @vite-ignore */ './soft-webgl2.threads.wasm', import.meta.url));

function threadsUrl({wasmUrl}: LoadOptions): string {
  return wasmUrl === undefined ? defaultUrl().href : String(wasmUrl).replace(/\.wasm(?=$|[?#])/, '.threads.wasm');
}

async function fetchThreadsCore(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url, kThreadsCore.sha256 ? {integrity: `sha256-${kThreadsCore.sha256}`} : undefined);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Contexts from now on have so many threads, or `page.threadsReason` says why not. */
export async function loadThreads(options: LoadOptions): Promise<void> {
  const {threads = 1} = options;
  const count = threadCount(threads, () => navigator.hardwareConcurrency);
  if (count < 2) {
    page.threadsReason = threads === 'auto' ? 'there is one processor' : 'one was asked for';
  } else if (!globalThis.crossOriginIsolated) {
    page.threadsReason = 'the page is not cross-origin isolated (docs/threads.md)';
  } else if (typeof NativeWorker !== 'function') {
    page.threadsReason = 'there are no workers here';
  } else {
    try {
      const module = await fetchThreadsCore(threadsUrl(options));
      page.threads = new ThreadPool(count, () => module, startThread);
      page.threadsReason = '';
    } catch (error) {
      page.threadsReason = `the core with threads cannot be loaded: ${String(error)}`;
      say(page.threadsReason);
    }
  }
}
