// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Contexts as the package `gl` (headless-gl) makes them, so that a program can have ours under that name.

import {stateOf} from '../context/state.ts';
import {createContext, type NodeContextOptions} from './node.ts';

export interface HeadlessGLOptions extends WebGLContextAttributes {
  /** WebGL 2 in place of WebGL 1. @default false */
  createWebGL2Context?: boolean;
  /** The compiled core. @default soft-webgl2.wasm beside this module */
  wasmModule?: WebAssembly.Module;
}

export interface StackGLResizeDrawingBuffer {
  resize(width: number, height: number): void;
}

export interface StackGLDestroyContext {
  destroy(): void;
}

export interface HeadlessGLExtensions {
  getExtension(name: 'STACKGL_resize_drawingbuffer'): StackGLResizeDrawingBuffer | null;
  getExtension(name: 'STACKGL_destroy_context'): StackGLDestroyContext | null;
}

export type HeadlessGL = WebGLRenderingContext & HeadlessGLExtensions;
export type HeadlessGL2 = WebGL2RenderingContext & HeadlessGLExtensions;

const kOwn = ['STACKGL_resize_drawingbuffer', 'STACKGL_destroy_context'] as const;

function isSize(value: unknown): value is number {
  return typeof value === 'number' && value >= 1;
}

/** null for sizes that are none, and where there is no memory, as in headless-gl. */
export function createHeadlessGL(
  width: number,
  height: number,
  options: HeadlessGLOptions & {createWebGL2Context: true},
): HeadlessGL2 | null;
export function createHeadlessGL(width: number, height: number, options?: HeadlessGLOptions): HeadlessGL | null;
export function createHeadlessGL(width: number, height: number, options: HeadlessGLOptions = {}): unknown {
  if (!isSize(width) || !isSize(height)) return null;
  const {createWebGL2Context, ...rest} = options;
  const given: NodeContextOptions = {...rest, width, height, version: createWebGL2Context ? 2 : 1};
  let gl: ReturnType<typeof createContext>;
  try {
    gl = createContext(given);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const {canvas} = gl;
  const extensions: {readonly [name: string]: object} = {
    STACKGL_resize_drawingbuffer: {
      resize(newWidth: number, newHeight: number): void {
        if (!isSize(newWidth) || !isSize(newHeight)) throw new TypeError('resize: a size is a number from 1 on');
        canvas.width = newWidth;
        canvas.height = newHeight;
      },
    } satisfies StackGLResizeDrawingBuffer,
    STACKGL_destroy_context: {
      destroy(): void {
        stateOf(gl).destroy();
      },
    } satisfies StackGLDestroyContext,
  };
  const getExtension = gl.getExtension.bind(gl) as (name: string) => object | null;
  const define = (name: string, value: unknown): void => {
    Object.defineProperty(gl, name, {value, writable: true, configurable: true});
  };
  define('getExtension', (name: string) => {
    const own = Object.keys(extensions).find((key) => key.toLowerCase() === String(name).toLowerCase());
    return own ? extensions[own]! : getExtension(name);
  });
  const supported = gl.getSupportedExtensions.bind(gl);
  define('getSupportedExtensions', () => [...(supported() ?? []), ...kOwn]);
  return gl;
}
