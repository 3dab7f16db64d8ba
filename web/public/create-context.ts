// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {versionOf, type ContextType} from '../host/context-types.ts';
import {hookCanvas, observeSize} from '../polyfill/canvas-hooks.ts';
import {currentInstallation} from '../polyfill/install.ts';
import {Patches} from '../polyfill/patches.ts';
import {createSoftContext, softContextOf} from '../present/contexts.ts';
import {pageHost} from './page-host.ts';

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
  const gl = createSoftContext(pageHost, canvas, version, attributes);
  if (gl && isNew) {
    observeSize(canvas);
    if (!currentInstallation()?.active) hookCanvas(pageHost, canvas, new Patches());
  }
  return gl;
}
