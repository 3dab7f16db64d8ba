// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** What a core instance needs of the threads that shade for it. */
export interface InstanceThreads {
  /** The core with threads, and a shared memory for it. */
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** That shade, the calling one included. */
  readonly count: number;
  /** They start with the context, and not when there is enough to draw. */
  readonly atOnce: boolean;
  /** Told of those that end by themselves, by their number from 1 on. */
  lost: ((thread: number) => void) | null;
  /** Why others cannot come; empty: nothing is known against it. */
  readonly trouble: string;
  /** The core is ready. stacks: upper ends, one for each other thread; failed: see ContextMessage. Never throws. */
  start(stacks: readonly number[], failed: number): void;
  addRoutine(slot: number, module: WebAssembly.Module): void;
  wake(): void;
  /** The instance is gone. */
  drop(): void;
}

/** Makes them for one instance after another. Throws a RangeError where there is no memory. */
export interface ThreadSource {
  /** routinesGone: of those that the core was made to count, how many will not be added: it has counted them before. */
  open(routinesGone?: number): InstanceThreads;
}
