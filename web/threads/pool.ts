// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The threads of a page, or of a program in Node: started with the first context that wants them, asleep while there is
// nothing to shade, ended with the last context.

import {WasmMemory} from '../host/intrinsics.ts';
import {kFirstMemoryBytes, kMaxThreads, kMostMemoryBytes} from '../loader/boundary.ts';
import type {InstanceThreads, ThreadSource} from '../loader/instance-threads.ts';
import {kBell, kFirstSent, kSleepers, type ThreadMessage} from './messages.ts';

/** One thread, as its starter knows it. */
export interface ThreadHandle {
  post(message: ThreadMessage): void;
  end(): void;
}

/** Throws where there can be none. gone: to be called when it could not be started, or ended by itself. */
export type StartThread = (gone: (why: string) => void) => ThreadHandle;

/** Of WebAssembly memories. */
const kPageBytes = 65536;

const newControl = (): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(4 * (kFirstSent + kMaxThreads)));

export class ThreadPool {
  readonly #module: () => WebAssembly.Module;
  readonly #startThread: StartThread;
  #control = newControl();
  /** Where one is gone there is a gap, until a context wants it again. */
  readonly #threads = new Map<number, ThreadHandle>();
  /** Of each context, those that shade for it. */
  readonly #contexts = new Map<number, {threads: readonly ThreadHandle[]; instance: InstanceThreads}>();
  #lastId = 0;
  /** Why a thread could not be had. */
  #trouble = '';

  constructor(module: () => WebAssembly.Module, startThread: StartThread) {
    this.#module = module;
    this.#startThread = startThread;
  }

  /** For contexts of so many threads, the calling one included. */
  source(count: number, atOnce: boolean): ThreadSource {
    return {open: (routinesGone = 0) => this.#open(count, atOnce, routinesGone)};
  }

  #open(count: number, atOnce: boolean, routinesGone: number): InstanceThreads {
    const id = ++this.#lastId;
    const memory = new WasmMemory({
      initial: kFirstMemoryBytes / kPageBytes,
      maximum: kMostMemoryBytes / kPageBytes,
      shared: true,
    });
    const module = this.#module();
    const trouble = (): string => this.#trouble;
    /** What was made before `start`: by table entry, and how many. */
    const early = new Map<number, WebAssembly.Module>();
    let made = routinesGone;
    const instance: InstanceThreads = {
      ...{module, memory, count, atOnce, lost: null},
      get trouble() {
        return trouble();
      },
      start: (stacks, failed) => {
        const there = stacks.map((_, i) => this.#threadAt(i));
        this.#contexts.set(id, {threads: there.filter((thread) => thread !== undefined), instance});
        stacks.forEach((stack, i) => {
          const thread = there[i];
          if (!thread) return;
          const routines = made - early.size;
          this.#post(thread, {kind: 'context', id, module, memory, thread: i + 1, stack, failed, routines});
          for (const [slot, routine] of early) this.#post(thread, {kind: 'routine', id, slot, module: routine});
        });
        early.clear();
        this.#wake();
      },
      addRoutine: (slot, routine) => {
        const context = this.#contexts.get(id);
        if (!context) {
          early.set(slot, routine);
          ++made;
          return;
        }
        for (const thread of context.threads) this.#post(thread, {kind: 'routine', id, slot, module: routine});
        this.#wake();
      },
      wake: () => this.#wake(),
      drop: () => {
        const context = this.#contexts.get(id);
        if (!context) return;
        this.#contexts.delete(id);
        if (this.#contexts.size === 0) return this.#end();
        for (const thread of context.threads) this.#post(thread, {kind: 'drop', id});
        this.#wake();
      },
    };
    return instance;
  }

  #threadAt(index: number): ThreadHandle | undefined {
    const there = this.#threads.get(index);
    if (there) return there;
    const control = this.#control;
    const gone = (why: string): void => {
      if (this.#threads.get(index) !== thread) return; // it was ended
      this.#trouble = why;
      this.#threads.delete(index);
      for (const {threads, instance} of this.#contexts.values()) {
        if (thread && threads.includes(thread)) instance.lost?.(index + 1);
      }
    };
    let thread: ThreadHandle | undefined;
    try {
      thread = this.#startThread(gone);
    } catch (error) {
      this.#trouble = String(error);
      return undefined;
    }
    Atomics.store(control, kFirstSent + index, 0);
    this.#threads.set(index, thread);
    this.#trouble = '';
    thread.post({kind: 'start', control, index});
    return thread;
  }

  #end(): void {
    for (const thread of this.#threads.values()) thread.end();
    this.#threads.clear();
    this.#control = newControl(); // these may go on for a moment, and count in theirs
  }

  /** Counted before it is sent: who sees the count waits for the message. */
  #post(thread: ThreadHandle, message: ThreadMessage): void {
    this.#threads.forEach((other, index) => {
      if (other !== thread) return; // where none is, it is gone
      Atomics.add(this.#control, kFirstSent + index, 1);
      thread.post(message);
    });
  }

  #wake(): void {
    Atomics.add(this.#control, kBell, 1);
    if (Atomics.load(this.#control, kSleepers) > 0) Atomics.notify(this.#control, kBell);
  }
}
