// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a context did, and what its frames cost. Counters are always on; nothing is timed where nobody watches.

import type {ContextState, FrameWatcher} from '../context/state.ts';
import type {Counters, FrameTimes, Monitor, StageTimes} from '../front/info.ts';
import {StatisticsPayload} from '../loader/boundary.ts';
import {now} from '../loader/clock.ts';

const kFrames = 120;

type CoreStatistics = Omit<{readonly [Name in keyof typeof StatisticsPayload]: number}, 'bytes'>;

const kNone: CoreStatistics = {draws: 0, primitives: 0, fragments: 0, verticesMs: 0, rasterMs: 0};

/** docs/abi.md, context_statistics. Zeros while the context is lost. */
function read(state: ContextState): CoreStatistics {
  try {
    const at = state.core ? state.x.context_statistics() >>> 0 : 0;
    if (at === 0) return kNone;
    const {buffer} = state.x.memory;
    const view = new DataView(buffer, at, StatisticsPayload.bytes);
    return {
      draws: view.getFloat64(StatisticsPayload.draws, true),
      primitives: view.getFloat64(StatisticsPayload.primitives, true),
      fragments: view.getFloat64(StatisticsPayload.fragments, true),
      verticesMs: view.getFloat64(StatisticsPayload.verticesMs, true),
      rasterMs: view.getFloat64(StatisticsPayload.rasterMs, true),
    };
  } catch (error) {
    state.trap(error);
    return kNone;
  }
}

export function countersOf(state: ContextState): Counters {
  const {draws, primitives, fragments} = read(state);
  const {routines = 0, lateRoutines = 0, earlyRoutines = 0, memory} = state.core ?? {};
  const bytes = memory?.buffer.byteLength ?? 0;
  return {draws, primitives, fragments, routines, lateRoutines, earlyRoutines, bytes};
}

class ContextMonitor implements Monitor, FrameWatcher {
  readonly #state: ContextState;
  readonly #frames: FrameTimes[] = [];
  /** Whose times are added up; another one after the context was restored. */
  #core: ContextState['core'] = null;
  #before: StageTimes = {compileMs: 0, verticesMs: 0, rasterMs: 0, presentMs: 0};
  #total: StageTimes = this.#before;
  #presentMs = 0;
  #frameStart = now();

  constructor(state: ContextState) {
    this.#state = state;
    state.watchers.add(this);
    this.#attach();
  }

  get frames(): readonly FrameTimes[] {
    return this.#frames.slice();
  }

  get total(): StageTimes {
    this.#add();
    return this.#total;
  }

  stop(): void {
    if (!this.#state.watchers.has(this)) return;
    this.#add();
    this.#state.watchers.delete(this);
    if (this.#state.watchers.size === 0) this.#state.core?.watch(false);
  }

  presented(ms: number): void {
    this.#presentMs += ms;
    const spent = this.#add();
    const time = now();
    this.#frames.push({frameMs: time - this.#frameStart, ...spent});
    if (this.#frames.length > kFrames) this.#frames.shift();
    this.#frameStart = time;
  }

  #attach(): void {
    this.#core = this.#state.core;
    this.#core?.watch(true);
    this.#before = {...this.#times(), presentMs: this.#presentMs};
  }

  #times(): Omit<StageTimes, 'presentMs'> {
    const {verticesMs, rasterMs} = read(this.#state);
    return {compileMs: this.#core?.compileMs ?? 0, verticesMs, rasterMs};
  }

  /** Adds what was spent since the last time, and tells it. */
  #add(): StageTimes {
    const none = {compileMs: 0, verticesMs: 0, rasterMs: 0, presentMs: 0};
    if (!this.#state.watchers.has(this)) return none;
    if (this.#core !== this.#state.core) {
      this.#attach();
      return none;
    }
    const after = {...this.#times(), presentMs: this.#presentMs};
    const spent: {-readonly [Name in keyof StageTimes]: number} = none;
    const total = {...this.#total};
    for (const name of Object.keys(none) as (keyof StageTimes)[]) {
      spent[name] = after[name] - this.#before[name];
      total[name] += spent[name];
    }
    this.#before = after;
    this.#total = total;
    return spent;
  }
}

export function watchContext(state: ContextState): Monitor {
  return new ContextMonitor(state);
}
