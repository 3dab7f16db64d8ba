// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The core of one context: a wasm instance with a memory and a table of its own, and after `renew` another one. This file
// supplies the imports of cpp/host/imports.h. An import never lets an exception through into wasm: what fails in the compiler is an answer here.

import {add, emptyList, take, WasmInstance, WasmModule} from '../host/intrinsics.ts';
import {defaultMaxBytes, kDefaultMaxCommandMs} from '../options/limits.ts';
import type {Limits} from '../options/options.ts';
import {
  kFetched,
  kRoutineGlobals,
  type CoreExports,
  type HostImports,
  type ThreadExports,
  type ThreadImports,
} from './boundary.ts';
import {now as clock} from './clock.ts';
import type {Compiler} from './compiler.ts';
import {copyTouched} from './copy-touched.ts';
import {CoreMemory, kScratchBytes} from './core-memory.ts';
import type {InstanceThreads, ThreadSource} from './instance-threads.ts';
import {RoutineTables} from './routine-tables.ts';

/** A message of the core for people. level: LogLevel. */
export type LogHandler = (level: number, text: string) => void;

/** Table entries are asked for by the dozen: growing a table is slow. */
const kSlotsPerGrowth = 64;

/** What the compiler holds for an instance, and how often: equal shaders are one. */
type Held = Map<number, number>;

function releaseAll(compiler: Compiler, shaders: Held, programs: Held): void {
  programs.forEach((times, program) => {
    while (times-- > 0) compiler.releaseProgram(program);
  });
  shaders.forEach((times, shader) => {
    while (times-- > 0) compiler.releaseShader(shader);
  });
  programs.clear();
  shaders.clear();
}

interface HeldByInstance {
  readonly compiler: Compiler;
  readonly shaders: Held;
  readonly programs: Held;
  threads: InstanceThreads | null;
}

/** Contexts may be dropped without a word; what the compiler holds for them goes then. */
const dropped = new FinalizationRegistry<HeldByInstance>((held) => {
  held.threads?.drop();
  releaseAll(held.compiler, held.shaders, held.programs);
});

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const kPageBytes = 65536;
/** Of a thread that shades; what shading calls needs some KB. */
const kThreadStackBytes = 256 * 1024;

/** What the compiler says of a fragment routine (`compiler_routine`), in three bytes; of any other nothing. */
function blockWorkOf(routine: WebAssembly.Module): Uint8Array {
  const [work] = WasmModule.customSections(routine, 'work');
  return work ? new Uint8Array(work, 0, 3) : new Uint8Array();
}

function tableOf({exports}: WebAssembly.Instance): WebAssembly.Table {
  return exports['__indirect_function_table'] as WebAssembly.Table;
}

/** What routines import, but for the table. */
function environmentOf(
  exports: WebAssembly.Exports,
  memory: WebAssembly.Memory,
): {[name: string]: WebAssembly.ExportValue} {
  const environment: {[name: string]: WebAssembly.ExportValue} = {memory};
  for (const name of kRoutineGlobals) environment[name] = exports[name]!;
  return environment;
}

/** A routine in the table. */
interface DrawnRoutine {
  readonly program: number;
  /** RoutineKind. */
  readonly kind: number;
  readonly key: Uint8Array;
  readonly module: WebAssembly.Module;
}

export class CoreInstance {
  /** Of the instance as it is now. */
  exports!: CoreExports;
  memory!: WebAssembly.Memory;
  /** Told when much of the memory has become free: `spareBytes` says how much, and `renew` gives it back. */
  offered: (() => void) | null = null;
  /** Told when `makeExpectedRoutine` has something to do, once the page is idle. */
  workOffered: (() => void) | null = null;
  /** Stands for this instance where the instance itself must not be kept. */
  readonly identity: object = {};
  /** Routines that were made, those of them that had to be compiled while a draw waited, and those made ahead of it. */
  routines = 0;
  lateRoutines = 0;
  earlyRoutines = 0;
  #isAhead = false;
  #maxCommandMs = kDefaultMaxCommandMs;
  /** Milliseconds in the compiler, while watched. */
  compileMs = 0;
  #watched = false;
  readonly #compiler: Compiler;
  readonly #log: LogHandler;
  readonly #module: WebAssembly.Module;
  readonly #host: HostImports & ThreadImports;
  #table!: WebAssembly.Table;
  #routineTables!: RoutineTables;
  readonly #freeSlots = emptyList<number>();
  /** By slot. */
  readonly #drawn = new Map<number, DrawnRoutine>();
  #environment: {[name: string]: WebAssembly.ExportValue} = {};
  #lent: Uint8Array | Uint8ClampedArray | null = null;
  readonly #room: CoreMemory;
  readonly #heldShaders: Held = new Map();
  readonly #heldPrograms: Held = new Map();
  readonly #threadSource: ThreadSource | null;
  #threads: InstanceThreads | null;
  /** Upper ends of the stacks of its other threads. */
  #stacks: readonly number[] = [];
  /** That the core has counted. */
  #countedRoutines = 0;
  readonly #held: HeldByInstance;
  #startedThreads = false;
  #noThreads = '';

  /**
   * With threads another core than `module` is used. Throws what WebAssembly throws, a RangeError where the browser has
   * no memory to give.
   */
  constructor(
    module: WebAssembly.Module,
    compiler: Compiler,
    log: LogHandler,
    threadSource: ThreadSource | null = null,
  ) {
    const threads = threadSource && threadSource.open();
    this.#threadSource = threadSource;
    this.#threads = threads;
    this.#compiler = compiler;
    this.#log = log;
    const host: HostImports & ThreadImports = {
      host_compile_shader: (stage, source, length, version, extensions) =>
        this.#timed(() => this.#compileShader(stage, source, length, version, extensions)),
      host_link_program: (vertex, fragment, options, length) =>
        this.#timed(() => this.#linkProgram(vertex, fragment, options, length)),
      host_make_routine: (program, kind, key, length, slot) =>
        this.#timed(() => this.#makeRoutine(program, kind, key, length, slot)),
      host_release_shader: (shader) => this.#release(this.#heldShaders, shader >>> 0, true),
      host_release_program: (program) => this.#release(this.#heldPrograms, program >>> 0, false),
      host_acquire_slot: () => this.#acquireSlot(),
      host_release_slot: (slot) => this.#releaseSlot(slot >>> 0),
      host_allocate_data: (bytes) => this.#room.allocateData(bytes >>> 0),
      host_free_data: (data) => this.#room.freeData(data >>> 0),
      host_now: () => clock(),
      host_log: (level, text, length) => this.#log(level, decoder.decode(this.#copy(text, length))),
      host_fetch_bytes: (offset, to, bytes) => this.#fetch(offset >>> 0, to >>> 0, bytes >>> 0),
      host_offer_memory: () => {
        try {
          this.offered?.();
        } catch {
          // A timer that the page has replaced: nothing is given back.
        }
      },
      host_offer_work: () => {
        try {
          this.workOffered?.();
        } catch {
          // Likewise: routines are made when they are drawn with.
        }
      },
      host_wake_threads: () => this.#threads!.wake(),
      host_want_threads: () => this.#startThreads(),
    };
    this.#module = threads ? threads.module : module;
    this.#host = host;
    const instance = this.#instantiate(threads);
    this.#use(instance, new RoutineTables(tableOf(instance)));
    this.exports._initialize();
    this.#room = new CoreMemory(this);
    this.#held = {compiler, shaders: this.#heldShaders, programs: this.#heldPrograms, threads};
    dropped.register(this, this.#held);
  }

  #instantiate(threads: InstanceThreads | null): WebAssembly.Instance {
    const host = this.#host;
    return new WasmInstance(this.#module, threads ? {host, env: {memory: threads.memory}} : {host});
  }

  #use({exports}: WebAssembly.Instance, routineTables: RoutineTables): void {
    const threads = this.#threads;
    this.memory = threads ? threads.memory : (exports['memory'] as WebAssembly.Memory);
    this.exports = (threads ? {...exports, memory: this.memory} : exports) as unknown as CoreExports;
    this.#table = tableOf({exports});
    this.#routineTables = routineTables;
    this.#environment = environmentOf(exports, this.memory);
  }

  /** Bytes that `renew` would give back, where it is worth it, else 0. `offered` is told again from now on. */
  get spareBytes(): number {
    return this.exports.memory_spareBytes();
  }

  /**
   * Gives back what is free of the memory: another instance takes over, with all that is in use; its threads start again.
   * Only between calls into the core; whoever keeps its exports or its memory has to ask for them again. False, and nothing
   * has changed: there is no memory for another, or a call is under way after all.
   */
  renew(): boolean {
    const plan = this.exports.memory_plan() >>> 0;
    if (plan === 0) return false;
    const old = this.#threads;
    let instance: WebAssembly.Instance;
    let routineTables: RoutineTables;
    let threads: InstanceThreads | null = null;
    try {
      threads = old && this.#threadSource!.open(this.#countedRoutines - this.#drawn.size);
      this.#drawn.forEach(({module}, slot) => threads?.addRoutine(slot, module));
      instance = this.#instantiate(threads);
      // It is not initialised: all of it comes from the other.
      const {exports} = instance;
      const memory = threads ? threads.memory : (exports['memory'] as WebAssembly.Memory);
      const words = new DataView(this.memory.buffer, plan);
      const missing = words.getUint32(4, true) - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / kPageBytes));
      for (let i = 0, count = words.getUint32(0, true); i < count; ++i) {
        const [from, to, bytes] = [0, 4, 8].map((offset) => words.getUint32(8 + 12 * i + offset, true));
        copyTouched(this.memory.buffer, from!, memory.buffer, to!, bytes!);
      }
      const table = tableOf(instance);
      routineTables = new RoutineTables(table);
      if (table.length < this.#table.length) table.grow(this.#table.length - table.length);
      const environment = environmentOf(exports, memory);
      for (const name of kRoutineGlobals) {
        (environment[name] as WebAssembly.Global).value = (this.#environment[name] as WebAssembly.Global).value;
      }
      this.#drawn.forEach(({module}, slot) => {
        const routine = new WasmInstance(module, {core: {...environment, table: routineTables.next()}});
        table.set(slot, routine.exports['routine']);
      });
      (exports as unknown as CoreExports).memory_moved(plan);
    } catch {
      this.exports.memory_kept(plan);
      return false;
    }
    this.#threads = this.#held.threads = threads;
    this.#use(instance, routineTables);
    for (const stack of this.#stacks) this.exports.wasm_free(stack - kThreadStackBytes);
    this.#stacks = [];
    if (this.#startedThreads) {
      this.#startedThreads = false;
      this.#startThreads();
    }
    old?.drop();
    return true;
  }

  /** Views of its memory may not be handed to the browser: pictures and text are made of copies. */
  get sharesMemory(): boolean {
    return this.#threads !== null;
  }

  /** Threads that shade for this instance just now, the calling one included: others take a moment to start. */
  get threads(): number {
    return this.#threads ? (this.exports as CoreExports & ThreadExports).threads_count() : 1;
  }

  /** Why the calling thread shades alone; empty: it does not. */
  get whyOneThread(): string {
    const threads = this.#threads;
    if (!threads) return 'there is no memory that can be shared';
    if (this.threads > 1) return '';
    if (!this.#startedThreads) return 'there was not enough to draw for more so far';
    return threads.trouble || this.#noThreads || 'the others have not started yet';
  }

  /** How long the calling thread has waited for others so far, and shaded along; what it did besides is not shared out. */
  get waitedMs(): number {
    return this.#threads ? (this.exports as CoreExports & ThreadExports).threads_waitedMs() : 0;
  }

  /** The context is there. Its threads start now, or when the core wants them. */
  contextMade(): void {
    if (this.#threads?.atOnce) this.#startThreads();
  }

  /** Where there is no memory for it, the calling thread goes on alone. */
  #startThreads(): void {
    const threads = this.#threads;
    if (!threads || this.#startedThreads) return;
    this.#startedThreads = true;
    const exports = this.exports as CoreExports & ThreadExports;
    this.#stacks = [];
    this.#noThreads = 'there is no memory for others';
    for (let i = 1; i < threads.count; ++i) {
      const at = exports.wasm_alloc(kThreadStackBytes) >>> 0;
      if (at === 0) return;
      this.#stacks = [...this.#stacks, at + kThreadStackBytes];
    }
    const failed = exports.threads_open(threads.count) >>> 0;
    if (failed === 0) return;
    this.#noThreads = '';
    const self = new WeakRef(this); // the pool must not keep it
    threads.lost = (thread) => {
      const core = self.deref();
      if (core) (core.exports as CoreExports & ThreadExports).threads_lose(thread);
    };
    threads.start(this.#stacks, failed);
  }

  /**
   * Room for `bytes` bytes of an argument, 16-byte aligned; `release` it after the call. Small ones share one place, so
   * only one may be in use at a time. 0: out of memory. May grow the memory: make views afterwards.
   */
  reserve(bytes: number): number {
    return this.#room.reserve(bytes);
  }

  /**
   * Hands bytes over for one command, whose argument the result is; `release` it after the call. What does not fit the
   * scratch the core fetches, straight to where it shall be. 0: more than the core could ever hold.
   */
  lend(bytes: Uint8Array | Uint8ClampedArray): number {
    if (bytes.length > kScratchBytes) {
      if (bytes.length >= 2 ** 32) return 0;
      this.#lent = bytes;
      return kFetched;
    }
    const at = this.#room.reserve(bytes.length);
    new Uint8Array(this.memory.buffer).set(bytes, at);
    return at;
  }

  release(at: number): void {
    if (at === kFetched) this.#lent = null;
    else this.#room.release(at);
  }

  #fetch(offset: number, to: number, bytes: number): void {
    try {
      new Uint8Array(this.memory.buffer, to, bytes).set(this.#lent!.subarray(offset, offset + bytes));
    } catch {
      // Somebody has replaced what arrays can do: the bytes stay as they are.
    }
  }

  /** Bytes that the private data of generated routines take. */
  get moduleDataBytes(): number {
    return this.#room.dataBytes;
  }

  /** How long a command may take from now on, the compiler's share included. */
  limit({maxCommandMs = kDefaultMaxCommandMs, maxBytes = defaultMaxBytes()}: Limits): void {
    this.#maxCommandMs = maxCommandMs;
    this.exports.context_setLimits(maxCommandMs, Math.min(maxBytes, 2 ** 32));
  }

  /** Of images and buffers, those included that nothing was drawn to yet. */
  get heldBytes(): number {
    return this.exports.context_heldBytes();
  }

  /** Whether stages are timed, the core's and the compiler's. */
  watch(on: boolean): void {
    this.#watched = on;
    this.exports.context_watch(on ? 1 : 0);
  }

  /** The routines in the table that draws had made for a program, by its handle in the compiler. */
  routinesOf(program: number): DrawnRoutine[] {
    return [...this.#drawn.values()].filter((routine) => routine.program === program);
  }

  /** Gives back what the compiler holds for this instance, which is about to be dropped. */
  dispose(): void {
    this.#threads?.drop();
    releaseAll(this.#compiler, this.#heldShaders, this.#heldPrograms);
  }

  #timed(work: () => bigint): bigint {
    this.#compiler.maxCommandMs = this.#maxCommandMs;
    if (!this.#watched) return work();
    const start = clock();
    const result = work();
    this.compileMs += clock() - start;
    return result;
  }

  #copy(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at >>> 0, length >>> 0).slice();
  }

  /** A result, which is never empty: pointer and length in one i64; 0: the core has no memory for it. */
  #pack(payload: Uint8Array): bigint {
    const {guest_alloc, guest_alloc_large} = this.exports;
    const at = guest_alloc(payload.length) >>> 0 || guest_alloc_large(payload.length) >>> 0;
    if (at === 0) return 0n;
    new Uint8Array(this.memory.buffer).set(payload, at);
    return (BigInt(at) << 32n) | BigInt(payload.length);
  }

  #compileShader(stage: number, source: number, length: number, version: number, extensions: number): bigint {
    const payload = this.#compiler.compile(stage, this.#copy(source, length), version, extensions >>> 0);
    const handle = new DataView(payload.buffer, payload.byteOffset).getUint32(0, true);
    const packed = this.#pack(payload);
    if (handle !== 0) {
      if (packed === 0n) this.#compiler.releaseShader(handle);
      else this.#hold(this.#heldShaders, handle);
    }
    return packed;
  }

  #linkProgram(vertex: number, fragment: number, options: number, length: number): bigint {
    const payload = this.#compiler.link(vertex >>> 0, fragment >>> 0, this.#copy(options, length));
    const handle = new DataView(payload.buffer, payload.byteOffset).getUint32(0, true);
    const packed = this.#pack(payload);
    if (handle !== 0) {
      if (packed === 0n) this.#compiler.releaseProgram(handle);
      else this.#hold(this.#heldPrograms, handle);
    }
    return packed;
  }

  /** Makes a routine that a draw will probably ask for; false: there is none to make. Throws when the core traps. */
  makeExpectedRoutine(): boolean {
    this.#isAhead = true;
    try {
      return this.exports.context_makeExpectedRoutine() !== 0;
    } finally {
      this.#isAhead = false;
    }
  }

  #makeRoutine(program: number, kind: number, key: number, length: number, slot: number): bigint {
    const {compiled} = this.#compiler;
    const keyBytes = this.#copy(key, length);
    const made = this.#compiler.routine(program >>> 0, kind, keyBytes, this.#threads !== null);
    ++this.routines;
    if (this.#isAhead) ++this.earlyRoutines;
    else if (this.#compiler.compiled !== compiled) ++this.lateRoutines;
    let reason = '';
    if (typeof made === 'string') {
      reason = made || 'the compiler gave no reason';
    } else {
      try {
        const core: WebAssembly.ModuleImports = {...this.#environment, table: this.#routineTables.next()};
        const routine = new WasmInstance(made, {core});
        this.#table.set(slot >>> 0, routine.exports['routine']);
        this.#drawn.set(slot >>> 0, {program: program >>> 0, kind, key: keyBytes, module: made});
      } catch (error) {
        reason = String(error) || 'the engine gave no reason';
      }
    }
    const text = encoder.encode(reason);
    const payload = new Uint8Array(4 + text.length);
    payload[0] = reason === '' ? 1 : 0;
    if (typeof made !== 'string' && this.#threads) payload.set(blockWorkOf(made), 1);
    payload.set(text, 4);
    const packed = this.#pack(payload);
    // The core counts what it hears of, and others have to come to the same number.
    if (typeof made !== 'string' && reason === '' && packed !== 0n) {
      ++this.#countedRoutines;
      this.#threads?.addRoutine(slot >>> 0, made);
    }
    return packed;
  }

  #hold(held: Held, handle: number): void {
    held.set(handle, (held.get(handle) ?? 0) + 1);
  }

  #release(held: Held, handle: number, shader: boolean): void {
    const times = held.get(handle);
    if (times === undefined) return;
    if (times > 1) held.set(handle, times - 1);
    else held.delete(handle);
    if (shader) this.#compiler.releaseShader(handle);
    else this.#compiler.releaseProgram(handle);
  }

  #acquireSlot(): number {
    if (this.#freeSlots.length === 0) {
      let first: number;
      try {
        first = this.#table.grow(kSlotsPerGrowth);
      } catch {
        return 0;
      }
      for (let i = kSlotsPerGrowth - 1; i >= 0; --i) if (first + i !== 0) add(this.#freeSlots, first + i);
    }
    return take(this.#freeSlots) ?? 0;
  }

  #releaseSlot(slot: number): void {
    this.#table.set(slot, null); // a stale call traps instead of reaching another program's routine
    this.#drawn.delete(slot);
    add(this.#freeSlots, slot);
  }
}
