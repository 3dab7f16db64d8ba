// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a page's thread and those that shade tell each other (docs/decisions/0014-threads.md).

/** Words of the control memory, which the threads of a pool share. */
export const kBell = 0; // counts up whenever there may be something to do
export const kSleepers = 1; // threads that wait for it to change
export const kFirstSent = 2; // of each thread: messages that it was sent

/** A context to shade for. */
export interface ContextMessage {
  readonly kind: 'context';
  readonly id: number;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Which of the context's threads it is, from 1 on. */
  readonly thread: number;
  /** The upper end of its stack. */
  readonly stack: number;
  /** Routines that the core has made already and that it is not sent: nothing needs them any more. */
  readonly routines: number;
  /** Where it puts a word other than 0 when it cannot go on. */
  readonly failed: number;
}

/** A routine for a table entry. */
export interface RoutineMessage {
  readonly kind: 'routine';
  readonly id: number;
  readonly slot: number;
  readonly module: WebAssembly.Module;
}

/** A context that is gone. */
export interface DropMessage {
  readonly kind: 'drop';
  readonly id: number;
}

/** The first one. */
export interface StartMessage {
  readonly kind: 'start';
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly index: number;
}

export type ThreadMessage = StartMessage | ContextMessage | RoutineMessage | DropMessage;
