// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Contexts without a page: no DOM, no GPU, no native add-on. Pixels come out by readPixels, or as a PNG.

import {stateOf} from '../context/state.ts';
import type {WebGLVersion} from '../host/context-types.ts';
import {page} from '../loader/page.ts';
import {limitsOf} from '../options/limits.ts';
import type {Limits} from '../options/options.ts';
import {NodeCanvas, pixelsOf, pngOf} from './canvas.ts';

export interface NodeContextOptions extends WebGLContextAttributes, Limits {
  /** Of the drawing buffer, in pixels. */
  width: number;
  height: number;
  /** WebGL version. @default 2 */
  version?: WebGLVersion;
  /**
   * How many threads shade fragments, the calling one included; `auto`: as many as there are processors, 16 at most,
   * once there is enough to draw. The picture is the same for any number. @default 'auto', in test runners 1
   */
  threads?: 'auto' | number;
  /** The compiled core. @default soft-webgl2.wasm beside this module */
  wasmModule?: WebAssembly.Module;
}

/** A canvas that libraries take for an element. */
export type NodeCanvasElement = NodeCanvas & HTMLCanvasElement;

export type NodeRenderingContext = WebGL2RenderingContext & {readonly canvas: NodeCanvasElement};

/** A canvas whose `getContext` gives contexts of ours. */
export function createCanvas(
  width: number,
  height: number,
  options: {wasmModule?: WebAssembly.Module} = {},
): NodeCanvasElement {
  const {wasmModule} = options;
  if (wasmModule) page.supply(() => wasmModule);
  return new NodeCanvas(width, height) as NodeCanvasElement;
}

/** A context with a canvas of its own. Throws where there is no memory for it. */
export function createContext(options: NodeContextOptions): NodeRenderingContext {
  const {width, height, version = 2, threads} = options;
  const canvas = createCanvas(Math.max(width | 0, 1), Math.max(height | 0, 1), options);
  const limits = {...page.limits, ...limitsOf(options)};
  return canvas.makeContext(version, options, threads, limits) as NodeRenderingContext;
}

type AnyContext = WebGLRenderingContext | WebGL2RenderingContext;

/** The drawing buffer as RGBA8, top row first, colours not premultiplied. */
export function readPixels(gl: AnyContext): Uint8Array {
  return pixelsOf(stateOf(gl));
}

/** The drawing buffer as a PNG file. */
export function toPng(gl: AnyContext): Uint8Array {
  return pngOf(stateOf(gl));
}
