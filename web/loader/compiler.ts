// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The page's shader compiler: one instance of the core Module that no context owns. It may be thrown away at any time,
// and is after a trap. So what it was given (sources, link options) is kept here, and the handles that contexts hold are
// ours; the instance's own handles are made again when one is needed. Equal shaders and programs are one record, also
// across contexts, and records that nobody holds stay a while for those who compile the same again.

import {WasmCompileError, WasmInstance, WasmModule} from '../host/intrinsics.ts';
import {kDefaultMaxCommandMs} from '../options/limits.ts';
import {
  kHeaderBytes,
  kSharedMemory,
  RoutineKind,
  RoutineTextPayload,
  type CompilerExports,
  type HostImports,
} from './boundary.ts';
import {after, now} from './clock.ts';
import {isTrap} from './traps.ts';
import {RoutineCache} from './routine-cache.ts';

/** What a routine is made for and of. */
export interface RoutineText {
  /** The pipeline state that it was made for, in words. */
  readonly key: string;
  /** Of the module. */
  readonly bytes: number;
  readonly wat: string;
}

interface Entry {
  readonly id: number;
  readonly key: string;
  references: number;
  /** Handle in the instance of `generation`, 0 for none. */
  handle: number;
  generation: number;
  /** What the instance answered, with the handle replaced by the id. */
  payload: Uint8Array;
}

interface ShaderRecord extends Entry {
  readonly stage: number;
  /** Of the text, which the key ends with. */
  readonly textBytes: number;
  readonly textStart: number;
  readonly webglVersion: number;
  readonly extensions: number;
}

interface ProgramRecord extends Entry {
  readonly vertex: ShaderRecord;
  readonly fragment: ShaderRecord;
  readonly options: Uint8Array;
}

/** Shaders and programs without a holder that are remembered; each costs its source text. */
const kMaxIdle = 256;
/** And their texts together: some tools put all they have into one shader. */
const kMaxIdleBytes = 16 * 1024 * 1024;
/** Of the compiler's memory, and how long a fresh instance is kept all the same. */
const kMaxInstanceBytes = 128 * 1024 * 1024;
const kMinDropMs = 5000;
/** Modules of routines; a typical one is 4 KB, and some tens of KB of machine code. */
const kMaxRoutineModules = 1024;
const kMaxRoutineBytes = 8 * 1024 * 1024;

// A byte-order mark is a character of a source, which it makes another one.
const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
const encoder = new TextEncoder();

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; ++i) text += String.fromCharCode(bytes[i]!);
  return text;
}

function textBytes({vertex, fragment}: ProgramRecord): number {
  return vertex.textBytes + fragment.textBytes;
}

export class Compiler {
  readonly #module: WebAssembly.Module;
  readonly #maxInstanceBytes: number;
  /** Of each compilation from now on; a longer one fails. */
  maxCommandMs = kDefaultMaxCommandMs;
  #timedOut = false;
  #exports: CompilerExports | null = null;
  #generation = 0;
  #compiled = 0;
  #usedSinceMade = false;
  #warmUps = 0;
  #lastId = 0;
  readonly #shaders = new Map<number, ShaderRecord>();
  readonly #programs = new Map<number, ProgramRecord>();
  readonly #shaderByKey = new Map<string, ShaderRecord>();
  readonly #programByKey = new Map<string, ProgramRecord>();
  readonly #idleShaders = new Set<ShaderRecord>();
  #idleBytes = 0;
  #idleProgramBytes = 0;
  #lastDropMs = -Infinity;
  #dropScheduled = false;
  readonly #idlePrograms = new Set<ProgramRecord>();
  readonly #routines = new RoutineCache(kMaxRoutineModules, kMaxRoutineBytes);

  /** maxInstanceBytes: of its memory; beyond, it is given back. */
  constructor(module: WebAssembly.Module, maxInstanceBytes = kMaxInstanceBytes) {
    this.#module = module;
    this.#maxInstanceBytes = maxInstanceBytes;
  }

  /** How often the instance was made: more than once means that it trapped, or had grown too large. */
  get generation(): number {
    return this.#generation;
  }

  /** Of the instance as it is; 0: there is none. */
  get memoryBytes(): number {
    return this.#exports?.memory.buffer.byteLength ?? 0;
  }

  /** Routines that were made anew, for whichever context. */
  get compiled(): number {
    return this.#compiled;
  }

  /**
   * Does one part of what lets the first program go without waiting for the browser's compiler. False when nothing is
   * left to do, or real shaders have come first.
   */
  warmUp(): boolean {
    if (this.#lastId > 0) return false;
    try {
      return this.#instance().compiler_warm_up(this.#warmUps++) !== 0;
    } catch (error) {
      this.#drop(error);
      return false;
    }
  }

  /** Payload: u32 handle (0: failed), then the info log. */
  compile(stage: number, source: Uint8Array, webglVersion: number, extensions: number): Uint8Array {
    const start = `${stage},${webglVersion},${extensions},`;
    const key = start + decoder.decode(source);
    let record = this.#shaderByKey.get(key);
    if (!record) {
      const made: ShaderRecord = {
        id: ++this.#lastId,
        key,
        references: 0,
        handle: 0,
        generation: -1,
        payload: new Uint8Array(4),
        stage,
        textBytes: source.length,
        textStart: start.length,
        webglVersion,
        extensions,
      };
      this.#attempt(
        () => this.#makeShader(made, source),
        (text) => (made.payload = failure(text)),
      );
      if (made.handle === 0) return made.payload;
      record = made;
      this.#shaders.set(record.id, record);
      this.#shaderByKey.set(key, record);
    }
    this.#wake(record);
    ++record.references;
    return record.payload;
  }

  /** Payload: u32 handle (0: failed), u32 length of the info log, the info log, ProgramInfo. */
  link(vertex: number, fragment: number, options: Uint8Array): Uint8Array {
    const vertexShader = this.#shaders.get(vertex);
    const fragmentShader = this.#shaders.get(fragment);
    if (!vertexShader || !fragmentShader) return linkFailure('A shader is missing.');
    const key = `${vertex},${fragment},${latin1(options)}`;
    let record = this.#programByKey.get(key);
    if (!record) {
      const made: ProgramRecord = {
        id: ++this.#lastId,
        key,
        references: 0,
        handle: 0,
        generation: -1,
        payload: new Uint8Array(8),
        vertex: vertexShader,
        fragment: fragmentShader,
        options,
      };
      this.#attempt(
        () => this.#makeProgram(made),
        (text) => (made.payload = linkFailure(text)),
      );
      if (made.handle === 0) return made.payload;
      record = made;
      this.#hold(vertexShader);
      this.#hold(fragmentShader);
      this.#programs.set(record.id, record);
      this.#programByKey.set(key, record);
    }
    this.#wakeProgram(record);
    ++record.references;
    return record.payload;
  }

  /** The bytes of a stage's main as a module of its own, with names. */
  mainBytes(program: number, stage: number): Uint8Array<ArrayBuffer> | null {
    const record = this.#programs.get(program);
    if (!record) return null;
    let result: Uint8Array<ArrayBuffer> | null = null;
    this.#attempt(
      () => {
        const handle = this.#programHandle(record);
        const instance = this.#instance();
        const code = instance.compiler_routine(handle, RoutineKind.VertexMain + stage, 0, 0) >>> 0;
        if (code === 0) return;
        const {buffer} = instance.memory;
        result = new Uint8Array(buffer, code, new DataView(buffer).getUint32(code - kHeaderBytes, true)).slice();
      },
      () => undefined,
    );
    return result;
  }

  /** The Module of a routine, or the reason why there is none. sharedMemory: that of the core it is for. */
  routine(program: number, kind: number, key: Uint8Array, sharedMemory = false): WebAssembly.Module | string {
    const flags = kind | (sharedMemory ? kSharedMemory : 0);
    const cacheKey = `${program},${flags},${latin1(key)}`;
    const cached = this.#routines.get(cacheKey);
    if (cached) return cached;
    const record = this.#programs.get(program);
    if (!record) return 'The program is gone.';
    ++this.#compiled;
    let result: WebAssembly.Module | string = '';
    let bytes = 0;
    this.#attempt(
      () => {
        const instance = this.#instance();
        const handle = this.#programHandle(record);
        const at = this.#put(key);
        const code = instance.compiler_routine(handle, flags, at, key.length) >>> 0;
        if (code === 0) {
          result = lastError(instance);
        } else {
          const {buffer} = instance.memory;
          bytes = new DataView(buffer).getUint32(code - kHeaderBytes, true);
          result = new WasmModule(new Uint8Array(buffer, code, bytes));
        }
        instance.wasm_free(at);
      },
      (text) => (result = text),
    );
    if (typeof result !== 'string') this.#routines.set(cacheKey, result, bytes);
    return result;
  }

  /** A routine for people. */
  routineText(program: number, kind: number, key: Uint8Array): RoutineText | null {
    const record = this.#programs.get(program);
    if (!record) return null;
    let result: RoutineText | null = null;
    this.#attempt(
      () => {
        const handle = this.#programHandle(record);
        const instance = this.#instance();
        const argument = this.#put(key);
        const at = instance.compiler_routine_text(handle, kind, argument, key.length) >>> 0;
        if (at !== 0) {
          const {buffer} = instance.memory;
          const view = new DataView(buffer);
          const {wasmBytes, keyBytes, bytes} = RoutineTextPayload;
          const text = new Uint8Array(buffer, at + bytes, view.getUint32(at - kHeaderBytes, true) - bytes);
          const words = view.getUint32(at + keyBytes, true);
          result = {
            bytes: view.getUint32(at + wasmBytes, true),
            key: decoder.decode(text.subarray(0, words)),
            wat: decoder.decode(text.subarray(words)),
          };
        }
        instance.wasm_free(argument);
      },
      () => undefined,
    );
    return result;
  }

  /** For people. 0 and 1: the IR of the vertex and of the fragment shader; 2 and 3: the wasm of their mains. */
  text(program: number, stage: number): string | null {
    const record = this.#programs.get(program);
    if (!record) return null;
    let result: string | null = null;
    this.#attempt(
      () => {
        const handle = this.#programHandle(record);
        const instance = this.#instance();
        const at = instance.compiler_text(handle, stage) >>> 0;
        if (at === 0) return;
        const {buffer} = instance.memory;
        result = decoder.decode(new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true)));
      },
      () => undefined,
    );
    return result;
  }

  releaseShader(id: number): void {
    const record = this.#shaders.get(id);
    if (!record || --record.references > 0) return;
    this.#idleShaders.add(record);
    this.#idleBytes += record.textBytes;
    this.#releaseHandle(record, 'compiler_release_shader');
    for (const oldest of this.#idleShaders) {
      if (this.#idleShaders.size <= kMaxIdle && this.#idleBytes <= kMaxIdleBytes) break;
      this.#wake(oldest);
      this.#shaders.delete(oldest.id);
      this.#shaderByKey.delete(oldest.key);
    }
  }

  releaseProgram(id: number): void {
    const record = this.#programs.get(id);
    if (!record || --record.references > 0) return;
    this.#idlePrograms.add(record);
    this.#idleProgramBytes += textBytes(record);
    this.#releaseHandle(record, 'compiler_release_program');
    for (const oldest of this.#idlePrograms) {
      if (this.#idlePrograms.size <= kMaxIdle && this.#idleProgramBytes <= kMaxIdleBytes) break;
      this.#wakeProgram(oldest);
      this.#programs.delete(oldest.id);
      this.#programByKey.delete(oldest.key);
      this.releaseShader(oldest.vertex.id);
      this.releaseShader(oldest.fragment.id);
    }
  }

  /** Throws the instance away, as after a trap; everything goes on with a fresh one. */
  reset(): void {
    this.#exports = null;
  }

  /** It is idle no more. */
  #wake(record: ShaderRecord): void {
    if (this.#idleShaders.delete(record)) this.#idleBytes -= record.textBytes;
  }

  #wakeProgram(record: ProgramRecord): void {
    if (this.#idlePrograms.delete(record)) this.#idleProgramBytes -= textBytes(record);
  }

  #hold(record: ShaderRecord): void {
    this.#wake(record);
    ++record.references;
  }

  #instance(): CompilerExports {
    if (this.#exports) return this.#exports;
    const none = (): number => 0;
    const nothing = (): bigint => 0n;
    const host: HostImports = {
      host_compile_shader: nothing,
      host_link_program: nothing,
      host_make_routine: nothing,
      host_release_shader: none,
      host_release_program: none,
      host_acquire_slot: none,
      host_release_slot: none,
      host_allocate_data: none,
      host_free_data: none,
      host_fetch_bytes: none,
      host_offer_memory: none,
      host_offer_work: none,
      host_now: now,
      host_log: () => {
        this.#timedOut = true;
        return 0;
      },
    };
    const exports = new WasmInstance(this.#module, {host}).exports as unknown as CompilerExports;
    exports._initialize();
    this.#exports = exports;
    this.#usedSinceMade = false;
    ++this.#generation;
    return exports;
  }

  /** Runs one job. After a trap it is tried once more in a fresh instance, unless the instance was fresh already. */
  #attempt(job: () => void, failed: (text: string) => void): void {
    for (;;) {
      const wasUsed = this.#exports !== null && this.#usedSinceMade;
      try {
        this.#timedOut = false;
        this.#instance().compiler_setLimits(this.maxCommandMs);
        job();
        this.#usedSinceMade = true;
        this.#giveBack();
        return;
      } catch (error) {
        this.#drop(error);
        if (this.#timedOut) {
          failed(`timed out: compiling took longer than ${this.maxCommandMs} ms (maxCommandMs)`);
          return;
        }
        if (!wasUsed) {
          failed(
            `Internal error: the shader compiler stopped (${error instanceof Error ? error.message : String(error)})`,
          );
          return;
        }
      }
    }
  }

  /** Memory never shrinks: an instance that has grown is thrown away, but not so often that all is compiled again. */
  #giveBack(): void {
    if (!this.#exports || this.#exports.memory.buffer.byteLength <= this.#maxInstanceBytes) return;
    const nowMs = now();
    const waitMs = this.#lastDropMs + kMinDropMs - nowMs;
    if (waitMs <= 0) {
      this.#lastDropMs = nowMs;
      this.#exports = null;
    } else if (!this.#dropScheduled) {
      this.#dropScheduled = true;
      after(waitMs, () => {
        this.#dropScheduled = false;
        this.#giveBack();
      });
    }
  }

  #drop(error: unknown): void {
    if (!isTrap(error) && !(error instanceof WasmCompileError) && !(error instanceof RangeError)) throw error;
    this.#exports = null;
  }

  /** Copies bytes in; `wasm_free` gives them back. */
  #put(bytes: Uint8Array): number {
    const instance = this.#instance();
    const at = instance.wasm_alloc(Math.max(bytes.length, 1));
    if (at === 0) throw new RangeError('The shader compiler has no memory left.');
    new Uint8Array(instance.memory.buffer).set(bytes, at);
    return at;
  }

  /** source: what the record's key ends with. */
  #makeShader(record: ShaderRecord, source: Uint8Array = encoder.encode(record.key.slice(record.textStart))): void {
    const instance = this.#instance();
    const at = this.#put(source);
    const {stage, webglVersion, extensions} = record;
    const result = instance.compiler_compile(stage, at, source.length, webglVersion, extensions);
    this.#take(record, instance, result);
    instance.wasm_free(at);
  }

  #makeProgram(record: ProgramRecord): void {
    const vertex = this.#shaderHandle(record.vertex);
    const fragment = this.#shaderHandle(record.fragment);
    const instance = this.#instance();
    const at = this.#put(record.options);
    const result = instance.compiler_link(vertex, fragment, at, record.options.length);
    this.#take(record, instance, result);
    instance.wasm_free(at);
  }

  #take(record: Entry, instance: CompilerExports, result: number): void {
    const at = result >>> 0;
    if (at === 0) throw new RangeError(lastError(instance));
    const {buffer} = instance.memory;
    const payload = new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true)).slice();
    const handle = new DataView(payload.buffer);
    record.handle = handle.getUint32(0, true);
    record.generation = this.#generation;
    if (record.handle !== 0) handle.setUint32(0, record.id, true);
    record.payload = payload;
  }

  #shaderHandle(record: ShaderRecord): number {
    this.#instance();
    if (record.handle === 0 || record.generation !== this.#generation) this.#makeShader(record);
    return record.handle;
  }

  #programHandle(record: ProgramRecord): number {
    this.#instance();
    if (record.handle === 0 || record.generation !== this.#generation) this.#makeProgram(record);
    return record.handle;
  }

  #releaseHandle(record: Entry, release: 'compiler_release_shader' | 'compiler_release_program'): void {
    if (record.handle !== 0 && this.#exports && record.generation === this.#generation) {
      try {
        this.#exports[release](record.handle);
      } catch (error) {
        this.#drop(error);
      }
    }
    record.handle = 0;
  }
}

function lastError(instance: CompilerExports): string {
  const at = instance.last_error() >>> 0;
  if (at === 0) return 'unknown failure';
  const {buffer} = instance.memory;
  return decoder.decode(new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true)));
}

function failure(text: string): Uint8Array {
  const log = encoder.encode(text);
  const payload = new Uint8Array(4 + log.length);
  payload.set(log, 4);
  return payload;
}

function linkFailure(text: string): Uint8Array {
  const log = encoder.encode(text);
  const payload = new Uint8Array(8 + log.length);
  new DataView(payload.buffer).setUint32(4, log.length, true);
  payload.set(log, 8);
  return payload;
}
