// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Which canvas has a context of ours, and how one is made.

import {makeContext, readAttributes} from '../context/classes/context.ts';
import {ContextState, dispatchContextEvent, type CanvasLike} from '../context/state.ts';
import type {ContextReason} from '../front/decide.ts';
import {explain} from '../front/reasons.ts';
import {LoadError, kUnsupported, say} from '../front/say.ts';
import type {CanvasHost} from '../host/canvas-host.ts';
import type {WebGLVersion} from '../host/context-types.ts';
import {isSupported} from '../host/support.ts';
import {page} from '../loader/page.ts';
import type {SharedOptions} from '../options/options.ts';
import {CanvasPresenter} from './presenter.ts';

export interface SoftContext {
  readonly gl: WebGL2RenderingContext;
  readonly state: ContextState;
  readonly presenter: CanvasPresenter;
  readonly reason: ContextReason;
}

const contexts = new WeakMap<object, SoftContext>();

let watcher: ((canvas: CanvasLike, context: SoftContext) => void) | undefined;

/** Tells of each context that is made from now on. */
export function watchContexts(watch: typeof watcher): void {
  watcher = watch;
}

export function softContextOf(canvas: unknown): SoftContext | undefined {
  return typeof canvas === 'object' && canvas !== null ? contexts.get(canvas) : undefined;
}

/** Shows what a context of ours drew on a canvas; nothing for any other value. */
export function flushCanvas(canvas: unknown): void {
  softContextOf(canvas)?.presenter.flush();
}

/** What to read instead of a value that may be a canvas of ours: CanvasPresenter.readable. */
export function readableOf(value: unknown): unknown {
  return softContextOf(value)?.presenter.readable() ?? value;
}

/** The same for whoever makes a file of it. */
export function encodableOf(value: unknown): unknown {
  return softContextOf(value)?.presenter.encodable() ?? value;
}

/**
 * The context of a canvas, made on the first call. null, after `webglcontextcreationerror` with the reason, where there
 * can be none; null without a word when the canvas has a context of the other version.
 */
export function createSoftContext(
  host: CanvasHost,
  canvas: CanvasLike,
  version: WebGLVersion,
  attributes: unknown,
  options: Pick<SharedOptions, 'failIfMajorPerformanceCaveat' | 'threads'> = {},
  reason: ContextReason = 'asked-for',
): WebGL2RenderingContext | null {
  const known = contexts.get(canvas);
  if (known) return known.state.version === version ? known.gl : null;
  const refuse = (reason: string): null => {
    dispatchContextEvent(canvas, 'webglcontextcreationerror', reason);
    return null;
  };

  const requested = readAttributes(attributes);
  if (!isSupported()) return refuse(`soft-webgl2: ${kUnsupported}`);
  if (!page.loaded) return refuse('soft-webgl2 is not loaded yet: wait for load() or install().ready');
  const caveat = options.failIfMajorPerformanceCaveat ?? (reason === 'asked-for' ? 'ignore' : 'honor');
  if (requested.failIfMajorPerformanceCaveat && caveat === 'honor') {
    return refuse('failIfMajorPerformanceCaveat was asked for, and this is a software renderer');
  }
  let state: ContextState;
  try {
    void page.module; // may be loaded only now
    state = new ContextState(host, version, canvas, requested, page.threads.of(options.threads));
  } catch (error) {
    const why =
      error instanceof RangeError
        ? `out of memory (${error.message}); close other pages, or drop contexts`
        : String((error as Error).message ?? error);
    if (error instanceof LoadError || error instanceof RangeError) say(why);
    return refuse(`soft-webgl2: ${why}`);
  }
  const presenter = CanvasPresenter.create(state);
  if (!presenter) return refuse('The canvas has a context of another kind');
  state.presenter = presenter;
  const gl = makeContext(state);
  const made = {gl, state, presenter, reason};
  contexts.set(canvas, made);
  watcher?.(canvas, made);
  host.addSurface(canvas, presenter);
  setTimeout(() => page.warmUp(), 0); // the shader compiler, before the first shader asks for it if there is time
  state.wake(); // an opaque context is black from the start
  tell(canvas, gl, reason);
  return gl;
}

/** A page may want to say, or to draw less. Through shadow roots, so that one listener on the document hears all. */
function tell(canvas: CanvasLike, gl: WebGL2RenderingContext, reason: ContextReason): void {
  const {dispatchEvent} = canvas as Partial<EventTarget>;
  if (typeof dispatchEvent !== 'function' || typeof CustomEvent !== 'function') return;
  const detail = {gl, reason, explanation: explain(reason)};
  dispatchEvent.call(canvas, new CustomEvent('softwebgl2context', {bubbles: true, composed: true, detail}));
}
