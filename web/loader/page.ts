// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a page has once: the core's Module and the compiler instance, and the list of contexts that hold a memory.

import {kCore} from '../front/build.ts';
import {LoadError, kUnsupported, say} from '../front/say.ts';
import {compileWasm, compileWasmStreaming} from '../host/intrinsics.ts';
import {isSupported} from '../host/support.ts';
import {defaultMaxBytes, limitsOf} from '../options/limits.ts';
import type {Limits, LoadOptions} from '../options/options.ts';
import {Compiler} from './compiler.ts';
import {checkCore, notAnswered, notCompiled, notRequested} from './core-file.ts';
import {CoreInstance, type LogHandler} from './core-instance.ts';
import type {ThreadSource} from './instance-threads.ts';
import {ThreadSupply} from './thread-supply.ts';
import {readLocalFile, wasmAdvice} from './wasm-url.ts';

/** Who holds a core instance and can be asked to part with it. */
export interface CoreHolder {
  /** Loses the context for want of memory. */
  evict(reason: string): void;
  readonly bytes: number;
  /** Grows with each use, for "least recently used". */
  readonly lastUse: number;
}

const kMaxEvictions = 4;

class Page {
  readonly threads = new ThreadSupply();
  /** Of contexts from now on. */
  limits: Limits = {};
  #module: WebAssembly.Module | null = null;
  #compiler: Compiler | null = null;
  #lazyModule: (() => WebAssembly.Module) | null = null;
  #loading: Promise<void> | null = null;
  #warm = false;
  #uses = 0;
  readonly #holders = new Set<WeakRef<CoreHolder>>();

  /** A Module can be had now, without waiting. */
  get loaded(): boolean {
    return this.#module !== null || this.#lazyModule !== null;
  }

  get module(): WebAssembly.Module {
    if (!this.#module) {
      if (!this.#lazyModule) throw new LoadError('soft-webgl2 is not loaded: wait for load()');
      this.#module = this.#lazyModule();
    }
    return this.#module;
  }

  get compiler(): Compiler {
    return (this.#compiler ??= new Compiler(this.module));
  }

  /** The core can be made when it is first needed, synchronously. */
  supply(make: () => WebAssembly.Module): void {
    this.#lazyModule ??= make;
  }

  /** Memoised; a failure clears it, so that a second try can succeed. */
  load(options: LoadOptions, defaultUrl: () => URL): Promise<void> {
    Object.assign(this.limits, limitsOf(options));
    if (options.wasmModule) this.#module ??= options.wasmModule;
    if (this.loaded) {
      this.warmUp();
      return Promise.resolve();
    }
    this.#loading ??= fetchModule(String(options.wasmUrl ?? defaultUrl())).then(
      (module) => {
        this.#module ??= module;
        this.warmUp();
      },
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }

  /** Lets the browser compile the shader compiler before the first shader asks for it, part by part. */
  warmUp(): void {
    if (this.#warm) return;
    this.#warm = true;
    this.#warmUpFurther();
  }

  /**
   * A core instance for a holder. Browsers give a process only so many wasm memories: when there is none left, the least
   * recently used context is lost, and this is tried again. Where there is no memory to share, one thread has to do.
   */
  makeCore(log: LogHandler, threads: ThreadSource | null = null): CoreInstance {
    this.#makeRoom();
    for (let evictions = 0; ; ++evictions) {
      try {
        return new CoreInstance(this.module, this.compiler, log, threads);
      } catch (error) {
        if (error instanceof RangeError && threads) {
          threads = null;
          continue;
        }
        // Where that many were of no use, memory is short for another reason: the others stay.
        if (!(error instanceof RangeError) || evictions === kMaxEvictions || !this.#evictOldest()) throw error;
      }
    }
  }

  /** Loses contexts while all together hold more than the page may. */
  #makeRoom(): void {
    const {maxBytes = defaultMaxBytes()} = this.limits;
    const sum = (): number => {
      let bytes = 0;
      for (const reference of this.#holders) bytes += reference.deref()?.bytes ?? 0;
      return bytes;
    };
    while (sum() > maxBytes && this.#evictOldest('the contexts of this page hold more than maxBytes')) continue;
  }

  register(holder: CoreHolder): void {
    for (const reference of this.#holders) if (!reference.deref()) this.#holders.delete(reference);
    this.#holders.add(new WeakRef(holder));
  }

  nextUse(): number {
    return ++this.#uses;
  }

  #warmUpFurther(): void {
    if (!this.compiler.warmUp()) return;
    const timer: unknown = setTimeout(() => this.#warmUpFurther(), 0);
    (timer as {unref?: () => void}).unref?.(); // Node ends without it
  }

  #evictOldest(reason = 'too many WebGL contexts'): boolean {
    let oldest: CoreHolder | undefined;
    for (const reference of this.#holders) {
      const holder = reference.deref();
      if (holder && holder.lastUse > 0 && (!oldest || holder.lastUse < oldest.lastUse)) oldest = holder;
    }
    oldest?.evict(reason);
    return oldest !== undefined;
  }
}

async function fetchModule(url: string): Promise<WebAssembly.Module> {
  if (!isSupported()) throw new LoadError(kUnsupported);
  const file = readLocalFile(url);
  if (file) return compileWasm(file);
  const request = (init?: RequestInit): Promise<Response> =>
    fetch(url, init).catch((error: unknown) => {
      throw notRequested(url, error);
    });
  let response: Response;
  try {
    // The browser compares the digest, and still compiles while it reads.
    response = await fetch(url, kCore.sha256 ? {integrity: `sha256-${kCore.sha256}`} : undefined);
  } catch {
    // Of another digest, or not there at all: the answer itself tells.
    response = await request({cache: 'reload'});
    if (response.ok) checkCore(url, new Uint8Array(await response.clone().arrayBuffer()), true, wasmAdvice(url));
  }
  if (!response.ok) throw notAnswered(url, response.status, wasmAdvice(url));
  try {
    if (response.headers.get('content-type')?.startsWith('application/wasm')) {
      return await compileWasmStreaming(response);
    }
    say(
      `${url} comes as '${response.headers.get('content-type') ?? ''}': serve it as application/wasm, so that the browser compiles it while it loads and need not do so again`,
    );
    return await compileWasm(await response.arrayBuffer());
  } catch (error) {
    throw error instanceof LoadError ? error : notCompiled(error);
  }
}

export const page = new Page();
