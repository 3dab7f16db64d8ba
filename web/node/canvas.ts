// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// A canvas without a page: what libraries ask of an HTMLCanvasElement before they draw, and the ways out for pictures.
// Nothing composites it, so its drawing buffer keeps what was drawn until somebody clears it.

import {makeContext, readAttributes} from '../context/classes/context.ts';
import {ContextState, dispatchContextEvent, type CanvasLike} from '../context/state.ts';
import {CanvasHost} from '../host/canvas-host.ts';
import {versionOf, type WebGLVersion} from '../host/context-types.ts';
import type {SourcePixels} from '../host/canvas-facts.ts';
import {kPixels, type PixelSource} from '../host/pixel-source.ts';
import {WasmModule} from '../host/intrinsics.ts';
import {kHeaderBytes} from '../loader/boundary.ts';
import {page} from '../loader/page.ts';
import {kVersion} from '../front/build.ts';
import {LoadError} from '../front/say.ts';
import {readLocalFile} from '../loader/wasm-url.ts';
import type {Limits, Threads} from '../options/options.ts';
import {NodeDocument} from './document.ts';
import {NodeElement} from './element.ts';
import {encodePng} from './png.ts';
import {offerNodeThreads} from './threads.ts';

export type NodeContext<Type> = Type extends 'webgl2' ? WebGL2RenderingContext : WebGLRenderingContext;

/** There are no canvases of a page here; ImageData needs none. */
const host = new CanvasHost();

const kSoftware = `soft-webgl2 ${kVersion}`;

/** `unsigned long` of Web IDL, which is what a size is; a canvas of 0 has a drawing buffer of 1 all the same. */
const toSize = (value: unknown): number => Number(value) >>> 0;

/** The core from beside this module. */
export function readCore(): WebAssembly.Module {
  const file = readLocalFile(new URL(/* @vite-ignore */ './soft-webgl2.wasm', import.meta.url).href);
  if (!file) throw new LoadError('soft-webgl2.wasm is read from a file, and this module was not');
  return new WasmModule(file);
}

/** The drawing buffer as RGBA8, top row first, colours not premultiplied. */
export function pixelsOf(s: ContextState): Uint8Array<ArrayBuffer> {
  if (s.outgrown) s.resize();
  try {
    const at = s.x.context_present() >>> 0;
    if (at === 0) return new Uint8Array();
    const {buffer} = s.x.memory;
    return new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true)).slice();
  } catch (error) {
    s.trap(error);
    return new Uint8Array();
  }
}

/** The drawing buffer as a PNG file. */
export function pngOf(s: ContextState): Uint8Array<ArrayBuffer> {
  return encodePng(pixelsOf(s), s.drawingBufferWidth, s.drawingBufferHeight, kSoftware);
}

let theDocument: NodeDocument | undefined;

/** One for all canvases, as in a page. */
export function nodeDocument(): NodeDocument {
  return (theDocument ??= new NodeDocument(() => new NodeCanvas()));
}

export class NodeCanvas extends NodeElement implements CanvasLike, PixelSource {
  #width: number;
  #height: number;
  #state: ContextState | null = null;

  constructor(width: unknown = 300, height: unknown = 150) {
    super('canvas');
    this.#width = toSize(width);
    this.#height = toSize(height);
  }

  get width(): number {
    return this.#width;
  }
  set width(value: unknown) {
    this.#width = toSize(value);
    this.#resized();
  }

  get height(): number {
    return this.#height;
  }
  set height(value: unknown) {
    this.#height = toSize(value);
    this.#resized();
  }

  #resized(): void {
    if (this.#state?.outgrown) this.#state.resize();
  }

  protected override intrinsicSize(): {width: number; height: number} {
    return {width: this.#width, height: this.#height};
  }

  get ownerDocument(): NodeDocument {
    return nodeDocument();
  }
  getRootNode(): NodeDocument {
    return nodeDocument();
  }

  override getAttribute(name: string): string | null {
    return name === 'width' || name === 'height' ? String(this[name]) : super.getAttribute(name);
  }
  override setAttribute(name: string, value: unknown): void {
    if (name === 'width' || name === 'height') this[name] = parseInt(String(value), 10) || 0;
    else super.setAttribute(name, value);
  }

  /**
   * The context, made on the first call; null for every other kind, and, after `webglcontextcreationerror` with the
   * reason, where none can be had.
   */
  getContext<Type extends string>(type: Type, attributes?: WebGLContextAttributes): NodeContext<Type> | null {
    const version = versionOf(type);
    if (version === null) return null;
    if (this.#state) return this.#state.version === version ? (this.#state.gl as NodeContext<Type>) : null;
    try {
      return this.makeContext(version, attributes) as NodeContext<Type>;
    } catch (error) {
      if (error instanceof TypeError) throw error; // the attributes are none
      dispatchContextEvent(this, 'webglcontextcreationerror', `soft-webgl2: ${String((error as Error).message)}`);
      return null;
    }
  }

  /** Throws where no core instance can be had. */
  makeContext(
    version: WebGLVersion,
    attributes: unknown,
    threads?: Threads,
    limits: Limits = page.limits,
  ): WebGL2RenderingContext {
    offerNodeThreads();
    page.supply(readCore); // unless somebody gave another one
    this.#state = new ContextState(host, version, this, readAttributes(attributes), page.threads.of(threads), limits);
    return makeContext(this.#state);
  }

  [kPixels](): SourcePixels | null {
    const s = this.#state;
    if (!s || !s.core) return null;
    return {data: pixelsOf(s), width: s.drawingBufferWidth, height: s.drawingBufferHeight, bitmap: false};
  }

  /** `image/png`: a file; `raw`: RGBA8, top row first, colours not premultiplied. A canvas without a context is empty. */
  toBuffer(type: 'image/png' | 'raw' = 'image/png'): Uint8Array<ArrayBuffer> {
    if (type !== 'image/png' && type !== 'raw') {
      throw new TypeError(`toBuffer: '${String(type)}' cannot be written; there are 'image/png' and 'raw'`);
    }
    const s = this.#state;
    if (s) return type === 'raw' ? pixelsOf(s) : pngOf(s);
    const empty = new Uint8Array(this.#width * this.#height * 4);
    return type === 'raw' ? empty : encodePng(empty, this.#width, this.#height, kSoftware);
  }

  /** Always PNG, as HTML says of types that are not supported. */
  toDataURL(): string {
    return `data:image/png;base64,${Buffer.from(this.toBuffer()).toString('base64')}`;
  }

  toBlob(callback: (blob: Blob | null) => void): void {
    const blob = this.#blob();
    setTimeout(() => callback(blob), 0);
  }

  convertToBlob(): Promise<Blob> {
    return Promise.resolve(this.#blob());
  }

  #blob(): Blob {
    return new Blob([this.toBuffer()], {type: 'image/png'});
  }
}
