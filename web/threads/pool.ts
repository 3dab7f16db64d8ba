// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The threads of a page, or of a program in Node: started with the first context that wants them, asleep while there is
// nothing to shade, ended with the last context.

import type {InstanceThreads, ThreadSource} from '../loader/instance-threads.ts';
import {kBell, kFirstSent, kSleepers, type ThreadMessage} from './messages.ts';

/** One thread, as its starter knows it. */
export interface ThreadHandle {
  post(message: ThreadMessage): void;
  end(): void;
}

export const kMaxThreads = 16;

/** What the option `threads` comes to. Throws a TypeError for what is no number of threads. */
export function threadCount(threads: 'auto' | number, processors: () => number): number {
  const count = threads === 'auto' ? processors() : threads;
  if (!Number.isInteger(count) || count < 1) {
    throw new TypeError(`threads: ${String(threads)} is neither 'auto' nor a number from 1 on`);
  }
  return Math.min(count, kMaxThreads);
}

/** Pages of 64 KB: what the core with threads declares (cmake/wasm.cmake). */
const kFirstPages = 256;
const kMostPages = 65536;

const newControl = (): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(4 * (kFirstSent + kMaxThreads)));

export class ThreadPool implements ThreadSource {
  readonly #module: () => WebAssembly.Module;
  readonly #startThread: () => ThreadHandle;
  #control = newControl();
  readonly #threads: ThreadHandle[] = [];
  readonly #contexts = new Set<number>();
  #lastId = 0;
  readonly count: number;

  /** count: threads that shade, the calling one included. */
  constructor(count: number, module: () => WebAssembly.Module, startThread: () => ThreadHandle) {
    this.count = count;
    this.#module = module;
    this.#startThread = startThread;
  }

  open(): InstanceThreads {
    const id = ++this.#lastId;
    const memory = new WebAssembly.Memory({initial: kFirstPages, maximum: kMostPages, shared: true});
    const module = this.#module();
    return {
      ...{module, memory, count: this.count},
      start: (stacks, failed) => {
        this.#contexts.add(id);
        this.#startThreads();
        stacks.forEach((stack, i) =>
          this.#post(i, {kind: 'context', id, module, memory, thread: i + 1, stack, failed}),
        );
      },
      addRoutine: (slot, routine) => {
        if (!this.#contexts.has(id)) return;
        for (let i = 0; i < this.#threads.length; ++i) this.#post(i, {kind: 'routine', id, slot, module: routine});
      },
      wake: () => this.#wake(),
      drop: () => {
        if (!this.#contexts.delete(id)) return;
        if (this.#contexts.size === 0) this.#end();
        else for (let i = 0; i < this.#threads.length; ++i) this.#post(i, {kind: 'drop', id});
      },
    };
  }

  #startThreads(): void {
    for (let index = this.#threads.length; index < this.count - 1; ++index) {
      const thread = this.#startThread();
      this.#threads.push(thread);
      thread.post({kind: 'start', control: this.#control, index});
    }
  }

  #end(): void {
    for (const thread of this.#threads.splice(0)) thread.end();
    this.#control = newControl(); // these may go on for a moment, and count in theirs
  }

  /** Counted before it is sent: who sees the count waits for the message. */
  #post(index: number, message: ThreadMessage): void {
    Atomics.add(this.#control, kFirstSent + index, 1);
    this.#threads[index]!.post(message);
    this.#wake();
  }

  #wake(): void {
    Atomics.add(this.#control, kBell, 1);
    if (Atomics.load(this.#control, kSleepers) > 0) Atomics.notify(this.#control, kBell);
  }
}
