// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What the second stage gives to the first: everything that only pages need which get contexts of ours.

import type {CanvasFacts} from '../host/canvas-facts.ts';
import type {WebGLVersion} from '../host/context-types.ts';
import type {ContextReason, Reason} from './decide.ts';
import type {InstallOptions, SharedOptions} from '../options/options.ts';

export interface SoftContext {
  readonly gl: WebGL2RenderingContext;
  readonly version: WebGLVersion;
}

/** What an attached engine does for the first stage. */
export interface Attached {
  /** Arguments of `new Worker` that bring the polyfill along, for those that a page gives. */
  startWorker(args: unknown[]): unknown[];
  detach(): void;
}

export interface Engine {
  /** Of the build: a first stage refuses the engine of another one. */
  readonly id: string;
  /** The core is here, or can be had at once. */
  readonly loaded: boolean;
  /** Hooks whoever reads canvases, and defines classes that the browser lacks. */
  attach(facts: CanvasFacts, options: InstallOptions): Attached;
  contextOf(canvas: unknown): SoftContext | undefined;
  /** null, after `webglcontextcreationerror`, where there can be none. */
  createContext(
    canvas: HTMLCanvasElement | OffscreenCanvas,
    version: WebGLVersion,
    attributes: unknown,
    options: SharedOptions,
    reason: ContextReason,
  ): WebGL2RenderingContext | null;
  /** A reason as a sentence. */
  explain(reason: Reason): string;
  /** Throws a TypeError for what is no context of ours. */
  getInfo(gl: unknown): object;
}

/** How a first stage comes by the engine. */
export interface EngineSource {
  /** Now; null where it cannot be had: `why` says why. */
  get(): Engine | null;
  readonly why: string;
  /** The engine, if it is here already. */
  peek(): Engine | null;
  /** Where it has to be waited for: brings it, if it is or may be wanted. */
  load?(wanted: boolean): Promise<void>;
  /** It comes later, by itself. */
  readonly pending?: boolean;
}

/** Global name under which a first stage waits for the engine's script. */
export const kHandover = Symbol.for('soft-webgl2.handover');
