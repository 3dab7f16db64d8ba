// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How many threads a context gets, and where they come from: whoever can start some offers them here.

import type {Threads} from '../options/options.ts';
import {kMaxThreads} from './boundary.ts';
import type {ThreadSource} from './instance-threads.ts';

/** What the option `threads` comes to. Throws a TypeError for what is no number of threads. */
export function threadCount(threads: Threads, processors: () => number): number {
  const count = threads === 'auto' ? processors() : threads;
  if (!Number.isInteger(count) || count < 1) {
    throw new TypeError(`threads: ${String(threads)} is neither 'auto' nor a number from 1 on`);
  }
  return Math.min(count, kMaxThreads);
}

/** A source of so many threads, the calling one included, or why there is none. atOnce: see InstanceThreads. */
export type OfferThreads = (count: number, atOnce: boolean) => ThreadSource | string;

export class ThreadSupply {
  /** Of contexts that name no number. */
  usual: Threads = 'auto';
  #whyOne = '';
  /** Why nobody offers any, where it is known. */
  whyNone = '';
  #offer: OfferThreads | null = null;
  #processors = (): number => navigator.hardwareConcurrency;

  /** Contexts that name no number have one thread, for this reason. */
  one(why: string): void {
    this.usual = 1;
    this.#whyOne = why;
  }

  get offered(): boolean {
    return this.#offer !== null;
  }

  offer(offer: OfferThreads, processors?: () => number): void {
    this.#offer = offer;
    if (processors) this.#processors = processors;
  }

  /** For a context that asked for so many. Throws a TypeError for what is no number of threads. */
  of(threads?: Threads): ThreadSource | string {
    const wanted = threads ?? this.usual;
    if (wanted !== 'auto') threadCount(wanted, () => 1);
    if (wanted === 1) return (threads === undefined && this.#whyOne) || 'one was asked for';
    if (!this.#offer) return this.whyNone || whyNone();
    const count = threadCount(wanted, this.#processors);
    return count < 2 ? 'there is one processor' : this.#offer(count, wanted !== 'auto');
  }
}

function whyNone(): string {
  return globalThis.crossOriginIsolated
    ? 'the script cannot have more (docs/threads.md)'
    : 'the page is not cross-origin isolated (docs/threads.md)';
}
