// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The engine for modules that load it when it is wanted.

import {kBuildId, kVersion} from '../front/build.ts';
import type {ContextReason} from '../front/decide.ts';
import type {EngineSource} from '../front/engine.ts';
import {refuse} from '../front/refusal.ts';
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

function createOrWhy(): EngineModule['createAlone'] | string {
  if (!isSupported()) return `soft-webgl2: ${kUnsupported}`;
  return engine?.engine.loaded ? engine.createAlone : kNotLoaded;
}

export const createContext = makeCreateContext(createOrWhy);

/** A WebGL 2 context for a reason that getInfo() and the event will give. */
export function createContextBecause(
  canvas: HTMLCanvasElement,
  attributes: WebGLContextAttributes,
  reason: ContextReason,
): WebGL2RenderingContext | null {
  const create = createOrWhy();
  return typeof create === 'string' ? refuse(canvas, create) : create(canvas, 2, attributes, reason);
}
