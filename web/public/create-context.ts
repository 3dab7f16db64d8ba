// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {refuse} from '../front/refusal.ts';
import {versionOf, type ContextType, type WebGLVersion} from '../host/context-types.ts';

type Canvas = HTMLCanvasElement | OffscreenCanvas;

export interface CreateContext {
  /**
   * A context for a canvas, synchronously; the core must be loaded. null, after `webglcontextcreationerror` with the
   * reason, where there can be none. Without install(), a canvas that another one reads in the same task (drawImage) shows
   * the state of the end of the last task.
   */
  (canvas: Canvas, type: 'webgl2', attributes?: WebGLContextAttributes): WebGL2RenderingContext | null;
  (
    canvas: Canvas,
    type: 'webgl' | 'experimental-webgl',
    attributes?: WebGLContextAttributes,
  ): WebGLRenderingContext | null;
}

type Create = (canvas: Canvas, version: WebGLVersion, attributes: unknown) => WebGL2RenderingContext | null;

/** `engine`: how one is made, or why none can be. */
export function makeCreateContext(engine: () => Create | string): CreateContext {
  return ((canvas: Canvas, type: ContextType, attributes?: WebGLContextAttributes) => {
    const version = versionOf(type);
    if (version === null) throw new TypeError(`'${String(type)}' is no type of context`);
    const create = engine();
    return typeof create === 'string' ? refuse(canvas, create) : create(canvas, version, attributes);
  }) as CreateContext;
}
