// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The core puts compiling and linking off until somebody asks what came of it (cpp/gl/deferred.h). What nobody asked
// for yet is done here, piece by piece, when the page has nothing else to do; on a page that is never idle a slice of it
// every now and then, or when the page looks whether it is done. A piece that would stop the page for long waits until
// the page has had time for some frames: to show that it is loading, say. After that come routines that draws will
// probably want (cpp/gl/expected_draws.h), in idle time alone.

import {after} from '../loader/clock.ts';
import type {CoreExports} from '../loader/boundary.ts';

/** Source from this size on takes a tenth of a second and more. */
const kLongBytes = 512 * 1024;
/** How long such a piece waits after the page's last request. */
const kPatienceMs = 250;
/** Where nobody says how long the page is idle: how long a task of ours may be. */
const kSliceMs = 4;
/** A page that is never idle gets a slice in each of these. */
const kIdleTimeoutMs = 50;
/** A page that does nothing but look, and never lets go, gets a piece in each of these. */
const kPollIntervalMs = 16;

/** What a routine may take: less idle time is not begun with. */
const kRoutineMs = 8;
/** A page that has so many short idle times in turn is left alone until it links again. */
const kMostFruitless = 60;

type Work = (hasTime: () => boolean) => void;

function whenIdle(work: Work): void {
  if (typeof requestIdleCallback === 'function') {
    requestIdleCallback((deadline) => work(deadline.didTimeout ? slice() : () => deadline.timeRemaining() > 0), {
      timeout: kIdleTimeoutMs,
    });
    return;
  }
  after(0, () => work(slice()));
}

function slice(): () => boolean {
  const end = performance.now() + kSliceMs;
  return () => performance.now() < end;
}

/** What has to be known of a context: ContextState. */
export interface DeferringContext {
  readonly x: CoreExports;
  readonly core: {makeExpectedRoutine(): boolean} | null;
  trap(error: unknown): number;
}

export class DeferredWork {
  readonly #state: DeferringContext;
  #scheduled = false;
  #lastRequest = 0;
  #lastPiece = 0;
  #isAhead = false;
  /** Idle times in turn that were too short for a routine. */
  #fruitless = 0;

  constructor(state: DeferringContext) {
    this.#state = state;
  }

  /** The page asked for a compile or a link. */
  requested(): void {
    this.#lastRequest = this.#lastPiece = performance.now();
    this.#fruitless = 0;
    this.#schedule();
  }

  /** The page asked for COMPLETION_STATUS_KHR and was told that it must wait. */
  polled(): void {
    if (performance.now() - this.#lastPiece >= kPollIntervalMs) this.#doPieces(() => false);
  }

  /** Everything that waits, now. */
  finish(): void {
    const s = this.#state;
    try {
      while (s.x.context_deferredBytes() !== 0) s.x.context_doDeferredWork();
    } catch (error) {
      s.trap(error);
    }
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const self = new WeakRef(this); // nothing waits for a context that the page dropped
    whenIdle((hasTime) => {
      const live = self.deref();
      if (live) live.#run(hasTime);
    });
  }

  #resume(): void {
    this.#scheduled = false;
    this.#schedule();
  }

  #run(hasTime: () => boolean): void {
    this.#scheduled = false;
    const wait = this.#doPieces(hasTime);
    if (wait === null) return this.lookAhead();
    if (wait === 0) return this.#schedule();
    this.#scheduled = true;
    const self = new WeakRef(this);
    after(wait, () => {
      const live = self.deref();
      if (live) live.#resume();
    });
  }

  /** Only a page that has time to spare: a routine that nobody has asked for is worth no frame. */
  lookAhead(): void {
    if (this.#isAhead || typeof requestIdleCallback !== 'function') return;
    this.#isAhead = true;
    const self = new WeakRef(this);
    requestIdleCallback((deadline) => {
      const live = self.deref();
      if (!live) return;
      live.#isAhead = false;
      live.#makeAhead(deadline);
    });
  }

  #makeAhead(deadline: IdleDeadline): void {
    const s = this.#state;
    try {
      while (deadline.timeRemaining() >= kRoutineMs) {
        if (!s.core?.makeExpectedRoutine()) return;
        this.#fruitless = 0;
      }
    } catch (error) {
      s.trap(error);
      return;
    }
    if (++this.#fruitless < kMostFruitless) this.lookAhead();
  }

  /** One piece at least, unless it has to wait; returns for how many milliseconds the next one does, null: none is left. */
  #doPieces(hasTime: () => boolean): number | null {
    const s = this.#state;
    try {
      let bytes = s.x.context_deferredBytes();
      while (bytes !== 0) {
        const patience = this.#lastRequest + kPatienceMs - performance.now();
        if (bytes >= kLongBytes && patience > 0) return patience;
        bytes = s.x.context_doDeferredWork();
        this.#lastPiece = performance.now();
        if (!hasTime()) break;
      }
      return bytes === 0 ? null : 0;
    } catch (error) {
      s.trap(error);
      return null;
    }
  }
}
