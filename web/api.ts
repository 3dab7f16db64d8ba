// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What index.ts and inline.ts have in common.

import {Patches} from './polyfill/patches.ts';
import {hookCanvas, observeSize} from './polyfill/canvas-hooks.ts';
import {getInfo} from './info.ts';
import {createSoftContext, softContextOf, versionOf, type ContextType} from './present/contexts.ts';

/**
 * A context for a canvas, synchronously; the core must be loaded. null, after `webglcontextcreationerror` with the
 * reason, where there can be none. Without install(), a canvas that another one reads in the same task (drawImage) shows
 * the state of the end of the last task.
 */
export function createContext(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  type: 'webgl2',
  attributes?: WebGLContextAttributes,
): WebGL2RenderingContext | null;
export function createContext(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  type: 'webgl' | 'experimental-webgl',
  attributes?: WebGLContextAttributes,
): WebGLRenderingContext | null;
export function createContext(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  type: ContextType,
  attributes?: WebGLContextAttributes,
): WebGL2RenderingContext | WebGLRenderingContext | null {
  const version = versionOf(type);
  if (version === null) throw new TypeError(`'${String(type)}' is no type of context`);
  const isNew = !softContextOf(canvas);
  const gl = createSoftContext(canvas, version, attributes);
  if (gl && isNew) {
    observeSize(canvas);
    if (!getInfo().active) hookCanvas(canvas, new Patches());
  }
  return gl;
}
