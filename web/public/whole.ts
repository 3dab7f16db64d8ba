// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Scripts that hold the engine: soft-webgl2.js and auto-inline.js.

import {installAtOnce} from '../front/classic.ts';
import {isWorkerScope} from '../front/classes.ts';
import type {EngineSource} from '../front/engine.ts';
import {say} from '../front/say.ts';
import {kThreadsCore} from '../front/threads-build.ts';
import {followCanvases} from '../front/worker-stages.ts';
import {page} from '../loader/page.ts';
import {requestCore} from '../loader/request-core.ts';
import {limitsOf} from '../options/limits.ts';
import type {InstallOptions} from '../options/options.ts';
import {engine} from '../polyfill/engine.ts';
import {carryOut, takePlan} from '../polyfill/worker-scope.ts';
import {offerThreads, threadsCoreUrl} from '../threads/page-threads.ts';

/** The engine that is here. */
export const present: EngineSource = {get: () => engine, peek: () => engine, why: ''};

/** Has the core come when it is first needed: as the page says, else from beside the script. `byDigest`: see checkCore(). */
export function supplyCore(options: InstallOptions, byDigest: boolean): void {
  const {wasmModule, wasmUrl, scriptUrl} = options;
  Object.assign(page.limits, limitsOf(options));
  page.supply(() => wasmModule ?? requestCore(String(wasmUrl ?? new URL('soft-webgl2.wasm', scriptUrl)), byDigest));
  supplyThreads(options, byDigest);
}

/** Likewise the core with threads, where memory can be shared. */
export function supplyThreads({threads, wasmUrl, scriptUrl}: InstallOptions, byDigest: boolean): void {
  if (threads !== undefined) {
    const count = threads === 'auto' ? threads : Number(threads); // a tag has text
    if (count === 'auto' || count > 0) page.threads.usual = count;
    else say(`threads cannot be '${String(threads)}'`);
  }
  if (!globalThis.crossOriginIsolated || page.threads.offered) return;
  const file = (name: string): URL => new URL(name, scriptUrl);
  let core: WebAssembly.Module | Error | undefined;
  offerThreads(
    () => {
      try {
        const url = wasmUrl === undefined ? file('soft-webgl2.threads.wasm') : threadsCoreUrl(wasmUrl);
        core ??= requestCore(String(url), byDigest, kThreadsCore);
      } catch (error) {
        core = error as Error; // what failed once is not asked for by every context
      }
      if (core instanceof Error) throw core;
      return core;
    },
    () => file('thread.js'),
  );
}

/** Installs at once; in a worker that a page started, what the page planned for it. */
export function installWhole(given: InstallOptions, supply: (options: InstallOptions) => void): void {
  const plan = takePlan();
  const options = plan ? {...given, ...plan.options, scriptUrl: plan.scriptUrl} : given;
  supply(options);
  installAtOnce(options, present, isWorkerScope() ? followCanvases : undefined);
  if (plan) carryOut(plan);
}
