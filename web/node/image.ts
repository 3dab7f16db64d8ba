// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Pictures out of files, as textures take them. PNG is read here; JPEG and WebP by the decoders of Squoosh, which are
// WebAssembly, so that they too give the same texels on every machine.

import fs from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import type {SourcePixels} from '../host/canvas-facts.ts';
import {kPixels, type PixelSource} from '../host/pixel-source.ts';
import {isPng} from '../picture/png.ts';
import {decodePng} from './png.ts';

/** What browsers call ImageData: RGBA8, top row first, colours not premultiplied. A source for textures. */
export class NodeImageData implements PixelSource {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colorSpace = 'srgb';

  constructor(width: number, height: number);
  constructor(data: Uint8ClampedArray<ArrayBuffer>, width: number, height?: number);
  constructor(first: number | Uint8ClampedArray<ArrayBuffer>, second: number, third?: number) {
    if (typeof first === 'number') {
      if (!(first > 0 && second > 0)) throw new RangeError('ImageData: a size is zero');
      [this.width, this.height] = [first >>> 0, second >>> 0];
      this.data = new Uint8ClampedArray(this.width * this.height * 4);
      return;
    }
    this.width = second >>> 0;
    this.height = third ?? first.length / 4 / this.width;
    if (this.width * this.height * 4 !== first.length) {
      throw new RangeError(`ImageData: ${first.length} bytes are not ${this.width}x${this.height} pixels`);
    }
    this.data = first;
  }

  [kPixels](): SourcePixels | null {
    const {data, width, height} = this;
    return {data, width, height, bitmap: false};
  }
}

/** What browsers call ImageBitmap: its texels are uploaded as they are, whatever UNPACK_FLIP_Y_WEBGL says. */
export class NodeImageBitmap implements PixelSource {
  #pixels: SourcePixels | null;

  constructor(pixels: SourcePixels) {
    this.#pixels = {...pixels, bitmap: true};
  }
  get width(): number {
    return this.#pixels?.width ?? 0;
  }
  get height(): number {
    return this.#pixels?.height ?? 0;
  }
  close(): void {
    this.#pixels = null;
  }
  [kPixels](): SourcePixels | null {
    return this.#pixels;
  }
}

interface Decoder {
  init(module: WebAssembly.Module): Promise<unknown>;
  default(file: ArrayBuffer): Promise<{data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number}>;
}

const kDecoders = {
  JPEG: {packageName: '@jsquash/jpeg', wasm: 'mozjpeg_dec.wasm'},
  WebP: {packageName: '@jsquash/webp', wasm: 'webp_dec.wasm'},
} as const;

const loaded = new Map<string, Promise<Decoder>>();

async function load(kind: keyof typeof kDecoders): Promise<Decoder> {
  const {packageName, wasm} = kDecoders[kind];
  const require = createRequire(import.meta.url);
  let script: string;
  let core: string;
  try {
    script = require.resolve(`${packageName}/decode.js`);
    core = require.resolve(`${packageName}/codec/dec/${wasm}`);
  } catch {
    throw new Error(`${kind} files need a decoder: npm install ${packageName}`);
  }
  const decoder = (await import(/* @vite-ignore */ pathToFileURL(script).href)) as Decoder;
  await withImageData(async () => decoder.init(new WebAssembly.Module(fs.readFileSync(core))));
  return decoder;
}

/** The decoders make an ImageData of what they find, by its global name. */
async function withImageData<T>(work: () => Promise<T>): Promise<T> {
  const scope = globalThis as {ImageData?: unknown};
  if (scope.ImageData) return work();
  scope.ImageData = NodeImageData;
  try {
    return await work();
  } finally {
    delete scope.ImageData;
  }
}

function decoderOf(kind: keyof typeof kDecoders): Promise<Decoder> {
  let decoder = loaded.get(kind);
  if (!decoder) {
    decoder = load(kind);
    decoder.catch(() => loaded.delete(kind)); // it may be installed before the next file
    loaded.set(kind, decoder);
  }
  return decoder;
}

function kindOf(file: Uint8Array): 'PNG' | 'JPEG' | 'WebP' | null {
  if (isPng(file)) return 'PNG';
  if (file[0] === 0xff && file[1] === 0xd8) return 'JPEG';
  const latin1 = (start: number, end: number): string => String.fromCharCode(...file.subarray(start, end));
  return latin1(0, 4) === 'RIFF' && latin1(8, 12) === 'WEBP' ? 'WebP' : null;
}

/** A PNG, JPEG or WebP file as a source for textures. Rejects with what to install, or what is wrong with the file. */
export async function loadTexture(file: Uint8Array | ArrayBuffer): Promise<NodeImageData> {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  const kind = kindOf(bytes);
  if (!kind) throw new TypeError('loadTexture reads PNG, JPEG and WebP files, and this is none of them');
  if (kind === 'PNG') {
    const {data, width, height} = decodePng(bytes);
    return new NodeImageData(new Uint8ClampedArray(data.buffer as ArrayBuffer), width, height);
  }
  const decoder = await decoderOf(kind);
  const {data, width, height} = await withImageData(() => decoder.default(bytes.slice().buffer)).catch(
    (error: unknown) => {
      throw new TypeError(`this ${kind} file cannot be read: ${String((error as Error)?.message ?? error)}`);
    },
  );
  return new NodeImageData(new Uint8ClampedArray(data), width, height);
}
