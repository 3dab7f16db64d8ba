// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Which canvas has a context of ours, and how one is made.

import {makeContext, readAttributes} from '../context/context.ts';
import {softCanvases} from '../context/sources.ts';
import {ContextState, dispatchContextEvent, type CanvasLike, type WebGLVersion} from '../context/state.ts';
import {page} from '../loader/page.ts';
import {CanvasPresenter} from './presenter.ts';

export type ContextType = 'webgl2' | 'webgl' | 'experimental-webgl';

interface SoftContext {
  readonly gl: WebGL2RenderingContext;
  readonly state: ContextState;
  readonly presenter: CanvasPresenter;
}

const contexts = new WeakMap<object, SoftContext>();

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

export function versionOf(type: unknown): WebGLVersion | null {
  if (type === 'webgl2') return 2;
  return type === 'webgl' || type === 'experimental-webgl' ? 1 : null;
}

/** Whether this engine can run the core at all: WebAssembly with SIMD, multi-value and BigInt. */
let supported: boolean | undefined;
export function isSupported(): boolean {
  if (supported === undefined) {
    try {
      // (module (func (result v128 v128) (v128.const 0) (v128.const 0)))
      const zero = new Array<number>(16).fill(0);
      supported = WebAssembly.validate(
        new Uint8Array([
          0,
          0x61,
          0x73,
          0x6d,
          1,
          0,
          0,
          0,
          1,
          6,
          1,
          0x60,
          0,
          2,
          0x7b,
          0x7b,
          3,
          2,
          1,
          0,
          10,
          40,
          1,
          38,
          0,
          0xfd,
          12,
          ...zero,
          0xfd,
          12,
          ...zero,
          0x0b,
        ]),
      );
    } catch {
      supported = false;
    }
  }
  return supported;
}

export interface CreateOptions {
  /** What `failIfMajorPerformanceCaveat: true` means. @default 'honor' */
  failIfMajorPerformanceCaveat?: 'honor' | 'ignore' | undefined;
}

/**
 * The context of a canvas, made on the first call. null, after `webglcontextcreationerror` with the reason, where there
 * can be none; null without a word when the canvas has a context of the other version.
 */
export function createSoftContext(
  canvas: CanvasLike,
  version: WebGLVersion,
  attributes: unknown,
  options: CreateOptions = {},
): WebGL2RenderingContext | null {
  const known = contexts.get(canvas);
  if (known) return known.state.version === version ? known.gl : null;
  const refuse = (reason: string): null => {
    dispatchContextEvent(canvas, 'webglcontextcreationerror', reason);
    return null;
  };

  const requested = readAttributes(attributes);
  if (!isSupported()) return refuse('soft-webgl2 needs WebAssembly with SIMD');
  if (!page.loaded) return refuse('soft-webgl2 is not loaded yet: wait for load() or install().ready');
  if (requested.failIfMajorPerformanceCaveat && options.failIfMajorPerformanceCaveat !== 'ignore') {
    return refuse('failIfMajorPerformanceCaveat was asked for, and this is a software renderer');
  }
  let state: ContextState;
  try {
    state = new ContextState(version, canvas, requested);
  } catch (error) {
    return refuse(`soft-webgl2: ${error instanceof Error ? error.message : String(error)}`);
  }
  const presenter = CanvasPresenter.create(state);
  if (!presenter) return refuse('The canvas has a context of another kind');
  state.presenter = presenter;
  const gl = makeContext(state);
  contexts.set(canvas, {gl, state, presenter});
  softCanvases.read = (source) => contexts.get(source)?.presenter.read() ?? null;
  state.wake(); // an opaque context is black from the start
  return gl;
}

/** How many contexts were given out is nobody's business but the browser's; this tells only what a page may ask. */
export function isSoftContext(gl: unknown): boolean {
  return typeof gl === 'object' && gl !== null && softContextOf((gl as {canvas?: unknown}).canvas)?.gl === gl;
}
