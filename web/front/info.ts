// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a page or a person may want to know of this copy.

import {isSupported} from '../host/support.ts';
import {kVersion} from './build.ts';
import type {Engine} from './engine.ts';
import type {Reason} from './decide.ts';
import {currentInstallation} from './installation.ts';
import {warnings} from './say.ts';

export interface Info {
  readonly name: 'soft-webgl2';
  readonly version: string;
  /** This engine can run the core. */
  readonly supported: boolean;
  /** The core is here: contexts can be made. */
  readonly loaded: boolean;
  /** getContext gives our contexts in this page. */
  readonly active: boolean;
  /** Why the page's contexts, or this one, are whose they are. */
  readonly reason: Reason;
  /** `reason` as a sentence. */
  readonly explanation: string;
  /** What people were told on the console: each once. */
  readonly warnings: readonly string[];
  /** RENDERER of the context; empty for the page, and while the context is lost. */
  readonly renderer: string;
}

/** One shader of a linked program, as the compiler has it. */
export interface StageInfo {
  /** The intermediate representation, as text. */
  readonly ir: string;
  /** Its `main` in WebAssembly, as text, on its own: drawing has it inlined in a routine. */
  readonly wat: string;
  /** The same as a module with a name section. */
  readonly wasm: Uint8Array<ArrayBuffer>;
}

/** A piece of code that draws needed: a shader, inlined in a loop that does the rest of its stage. */
export interface RoutineInfo {
  readonly stage: 'vertex' | 'fragment';
  /** The pipeline state that it was made for, in words; what is as contexts begin with is left out. */
  readonly key: string;
  /** Of its WebAssembly module. */
  readonly bytes: number;
  /** The module as text. */
  readonly wat: string;
}

export interface ProgramInfo {
  readonly vertex: StageInfo;
  readonly fragment: StageInfo;
  /** What the program was drawn with so far, in this context. */
  readonly routines: readonly RoutineInfo[];
}

/** Since the context was made, or restored. */
export interface Counters {
  readonly draws: number;
  /** Points, lines and triangles that draws were made of. */
  readonly primitives: number;
  /** Pixels that primitives covered, before any test. */
  readonly fragments: number;
  /** Routines that were made: one for each program, stage and kind of pipeline state. */
  readonly routines: number;
  /** Those of them that were compiled while a draw waited. */
  readonly lateRoutines: number;
  /** Those that were made while the page was idle, for draws to come. All others the page had already. */
  readonly earlyRoutines: number;
  /** Memory of the context. */
  readonly bytes: number;
}

/** Milliseconds in each stage. Clocks of pages that are not isolated tick in tenths. */
export interface StageTimes {
  /** Shaders, programs and routines. */
  readonly compileMs: number;
  readonly verticesMs: number;
  /** Clipping, coverage and fragments. */
  readonly rasterMs: number;
  /** The drawing buffer onto the canvas. */
  readonly presentMs: number;
}

export interface FrameTimes extends StageTimes {
  /** From the end of one presented frame to the end of the next, whatever the page did meanwhile. */
  readonly frameMs: number;
}

export interface Monitor {
  /** Presented frames, oldest first: the last 120. */
  readonly frames: readonly FrameTimes[];
  /** All that was spent while watching. */
  readonly total: StageTimes;
  /** Nothing is timed any more; what was measured stays. */
  stop(): void;
}

export interface ContextDetails extends Pick<Info, 'reason' | 'explanation' | 'renderer'> {
  /**
   * Why the context is lost, as `statusMessage` of `webglcontextlost`: begins with `timed out`, `out of memory`, `trapped`,
   * `evicted`, `WEBGL_lose_context` or `destroyed`. Empty while it is not.
   */
  readonly loss: string;
  /** That its images and buffers hold: what `maxBytes` bounds. */
  readonly bytes: number;
  /** How many shade fragments just now, the calling one included (docs/threads.md). */
  readonly threads: number;
  /** Why there is only one; empty: there are more. */
  readonly threadsReason: string;
  /** How long the calling thread has waited for the others so far, and shaded along, in milliseconds. */
  readonly waitedMs: number;
  /** What the last link of a program made; null where there is nothing to show. */
  program(program: WebGLProgram): ProgramInfo | null;
  readonly counters: Counters;
  /** Times the context's stages from now on. */
  watch(): Monitor;
}

export interface ContextInfo extends Info, ContextDetails {}

export function makeGetInfo(peek: () => Engine | null): {
  (): Info;
  (gl: WebGLRenderingContext | WebGL2RenderingContext): ContextInfo;
} {
  return ((gl?: unknown): Info | ContextInfo => {
    const engine = peek();
    const installed = currentInstallation();
    const info: Info = {
      name: 'soft-webgl2',
      version: kVersion,
      supported: isSupported(),
      loaded: !!engine && engine.loaded,
      active: !!installed && installed.active,
      reason: installed ? installed.reason : 'not-installed',
      explanation: installed ? installed.explanation : engine ? engine.explain('not-installed') : '',
      warnings: warnings.slice(),
      renderer: '',
    };
    if (gl === undefined) return info;
    if (!engine) throw new TypeError('not a context of soft-webgl2');
    return {...info, ...(engine.getInfo(gl) as ContextDetails)};
  }) as never;
}
