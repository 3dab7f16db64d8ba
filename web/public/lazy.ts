// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The engine for modules that load it when it is wanted.

import {kBuildId, kVersion} from '../front/build.ts';
import type {EngineSource} from '../front/engine.ts';
import {LoadError, kUnsupported} from '../front/say.ts';
import {isSupported} from '../host/support.ts';
import {wasmUrl} from '../loader/wasm-url.ts';
import type {LoadOptions} from '../options/options.ts';
import type * as engineModule from '../polyfill/engine.ts';
import {makeCreateContext} from './create-context.ts';

type EngineModule = typeof engineModule;

let engine: EngineModule | null = null;

const kNotLoaded = 'soft-webgl2 is not loaded yet: wait for load() or install().ready';

export const lazyEngine: EngineSource = {
  peek: () => engine?.engine ?? null,
  get: () => (engine?.engine.loaded ? engine.engine : null),
  why: kNotLoaded,
  get pending() {
    return !engine?.engine.loaded;
  },
};

async function importEngine(): Promise<EngineModule> {
  let imported: EngineModule;
  try {
    imported = await import('../polyfill/engine.ts');
  } catch (error) {
    throw new LoadError(`the engine's module cannot be loaded: ${String(error)}; serve all files of dist/ together`, {
      cause: error,
    });
  }
  if (imported.engine.id !== kBuildId) {
    throw new LoadError(`the engine's module is not of version ${kVersion}: serve all files of one version`);
  }
  return imported;
}

/** Fetches the engine and the core, and compiles them. Memoised; after a failure it may be called again. */
export async function load(options: LoadOptions = {}): Promise<void> {
  if (!isSupported()) throw new LoadError(kUnsupported);
  engine ??= await importEngine();
  await engine.loadCore(options, wasmUrl);
}

export const createContext = makeCreateContext(() => {
  if (!isSupported()) return `soft-webgl2: ${kUnsupported}`;
  const made = engine;
  if (!made?.engine.loaded) return kNotLoaded;
  return made.createAlone;
});
