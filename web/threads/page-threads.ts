// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Threads that shade, in a page or in a worker of it. Modules load this only where memory can be shared.

import {LoadError, say} from '../front/say.ts';
import {kThreadsCore} from '../front/threads-build.ts';
import {compileWasm} from '../host/intrinsics.ts';
import {page} from '../loader/page.ts';
import {fileBeside} from '../loader/wasm-url.ts';
import type {LoadOptions} from '../options/options.ts';
import {threadScripts} from './thread-scripts.ts';
import {ThreadPool, type StartThread} from './pool.ts';

function starter(script: () => URL): StartThread {
  return (gone) => {
    const url = script();
    threadScripts.add(url);
    const worker = new Worker(url);
    worker.addEventListener('error', ({message}) => {
      const why = `${url.href} does not run (${message || 'the browser does not say why'}): it must be of the page's origin, come with the page's Cross-Origin-Embedder-Policy, and be allowed by policy (worker-src)`;
      say(`threads that shade cannot be had: ${why}`);
      worker.terminate();
      gone(why);
    });
    return {post: (message) => worker.postMessage(message), end: () => worker.terminate()};
  };
}

/** Where the core with threads is, where somebody said where the other is. */
export function threadsCoreUrl(wasmUrl: string | URL): string {
  return String(wasmUrl).replace(/\.wasm(?=$|[?#])/, '.threads.wasm');
}

/** Has contexts of this page get threads. module: the core with threads; may throw. */
export function offerThreads(module: () => WebAssembly.Module, script: () => URL): void {
  const pool = new ThreadPool(module, starter(script));
  page.threads.offer((count, atOnce) => {
    try {
      module();
    } catch (error) {
      return `the core with threads cannot be loaded: ${String((error as Error).message)}`;
    }
    return pool.source(count, atOnce);
  });
}

async function fetchThreadsCore(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url, kThreadsCore.sha256 ? {integrity: `sha256-${kThreadsCore.sha256}`} : undefined);
  if (!response.ok) throw new LoadError(`${url} answered ${response.status}`);
  return compileWasm(await response.arrayBuffer());
}

/** Bundlers look for these very words, and bring the files along. */
const ownUrl = (): URL => fileBeside(new URL(/* @vite-ignore */ './soft-webgl2.threads.wasm', import.meta.url));
// Whole by itself, so that bundlers may take it for a picture.
const ownScript = (): URL => fileBeside(new URL(/* @vite-ignore */ './thread.js', import.meta.url));

/** Under way; once it is there, `page.threads.offered`. */
let coming: Promise<void> | null = null;

/** For modules. Contexts from now on can have threads, or `page.threads.whyNone` says why not. */
export async function loadThreads({threads, wasmUrl}: LoadOptions): Promise<void> {
  coming ??= (async () => {
    const module = await fetchThreadsCore(wasmUrl === undefined ? ownUrl().href : threadsCoreUrl(wasmUrl));
    offerThreads(() => module, ownScript);
  })();
  try {
    await coming;
  } catch (error) {
    coming = null; // asked for again, it is tried again
    page.threads.whyNone = `the core with threads cannot be loaded: ${String((error as Error).message)}`;
    if (threads !== undefined) say(page.threads.whyNone);
  }
}
