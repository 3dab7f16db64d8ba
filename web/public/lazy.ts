// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The engine for modules that load it when it is wanted.

import {kBuildId, kVersion} from '../front/build.ts';
import type {EngineSource} from '../front/engine.ts';
import {LoadError, kUnsupported} from '../front/say.ts';
import {isSupported} from '../host/support.ts';
import type {LoadOptions} from '../options/options.ts';
import type * as engineModule from '../polyfill/engine.ts';
import {makeCreateContext} from './create-context.ts';

type EngineModule = typeof engineModule;

let engine: EngineModule | null = null;
/** One for all who wait, or they might go on in another order than they came in, and the first one's options count. */
let importing: Promise<void> | null = null;
/** Beside the engine. */
let wasmUrl: () => URL;

const kNotLoaded = 'soft-webgl2 is not loaded yet: wait for load() or install().ready';

export const lazyEngine: EngineSource = {
  peek: () => engine?.engine ?? null,
  get: () => (engine?.engine.loaded ? engine.engine : null),
  why: kNotLoaded,
  get pending() {
    return !engine?.engine.loaded;
  },
};

async function importEngine(): Promise<void> {
  let imported: EngineModule;
  try {
    [imported, {wasmUrl}] = await Promise.all([import('../polyfill/engine.ts'), import('../loader/wasm-url.ts')]);
  } catch (error) {
    throw new LoadError(`the engine's module cannot be loaded: ${String(error)}; serve all files of dist/ together`, {
      cause: error,
    });
  }
  if (imported.engine.id !== kBuildId) {
    throw new LoadError(`the engine's module is not of version ${kVersion}: serve all files of one version`);
  }
  engine = imported;
}

/** Fetches the engine and the core, and compiles them. Memoised; after a failure it may be called again. */
export async function load(options: LoadOptions = {}): Promise<void> {
  if (!isSupported()) throw new LoadError(kUnsupported);
  if (!engine) await (importing ??= importEngine().finally(() => (importing = null)));
  await engine!.loadCore(options, wasmUrl);
}

function createOrWhy(): EngineModule['createAlone'] | string {
  if (!isSupported()) return `soft-webgl2: ${kUnsupported}`;
  return engine?.engine.loaded ? engine.createAlone : kNotLoaded;
}

export const createContext = makeCreateContext(createOrWhy);

/** What the element does once it knows that the context is to be ours. Throws in words that say what to do. */
export async function loadContext(
  canvas: HTMLCanvasElement,
  attributes: WebGLContextAttributes,
  asked: boolean,
  options: LoadOptions,
  threads: unknown,
): Promise<WebGL2RenderingContext> {
  await load(options);
  return engine!.createForElement(canvas, attributes, asked, threads);
}
