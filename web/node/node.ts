// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Contexts without a page: no DOM, no GPU, no native add-on. Pixels come out by readPixels or as a PNG.

import fs from 'node:fs';
import {makeContext, readAttributes} from '../context/classes/context.ts';
import {ContextState, stateOf} from '../context/state.ts';
import {CanvasHost} from '../host/canvas-host.ts';
import {page} from '../loader/page.ts';
import {payloadAt} from '../loader/payload.ts';
import {encodePng} from './png.ts';

export interface NodeContextOptions extends WebGLContextAttributes {
  /** Of the drawing buffer, in pixels. */
  width: number;
  height: number;
  /** WebGL version. @default 2 */
  version?: 1 | 2;
  /** The compiled core. @default soft-webgl2.wasm beside this module */
  wasmModule?: WebAssembly.Module;
}

/** There are no canvases here; ImageData needs none. */
const host = new CanvasHost();

function readModule(): WebAssembly.Module {
  return new WebAssembly.Module(fs.readFileSync(new URL('./soft-webgl2.wasm', import.meta.url)));
}

/** A context with a drawing buffer of its own. `canvas` is a plain object with the size, which may be set. */
export function createContext(options: NodeContextOptions): WebGL2RenderingContext {
  const {wasmModule} = options;
  page.supply(wasmModule ? () => wasmModule : readModule);
  const canvas = {width: Math.max(options.width | 0, 1), height: Math.max(options.height | 0, 1)};
  return makeContext(new ContextState(host, options.version ?? 2, canvas, readAttributes(options)));
}

/** The drawing buffer as RGBA8, top row first, colours not premultiplied. */
export function readPixels(gl: WebGLRenderingContext | WebGL2RenderingContext): Uint8Array {
  const s = stateOf(gl);
  if (s.outgrown) s.resize();
  try {
    const at = s.x.context_present();
    return at === 0 ? new Uint8Array() : payloadAt(s.x.memory, at).slice();
  } catch (error) {
    s.trap(error);
    return new Uint8Array();
  }
}

/** The drawing buffer as a PNG file. */
export function toPng(gl: WebGLRenderingContext | WebGL2RenderingContext): Uint8Array {
  return encodePng(readPixels(gl), gl.drawingBufferWidth, gl.drawingBufferHeight);
}
