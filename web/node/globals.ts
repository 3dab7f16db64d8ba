// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Stand-ins for what libraries expect of a browser's global scope, in Node. Whatever is there already stays.

import {contextClass} from '../context/classes/context.ts';
import {defineObjectClasses} from '../context/objects.ts';
import {kPixels, isPixelSource} from '../host/pixel-source.ts';
import type {SourcePixels} from '../host/canvas-facts.ts';
import {NodeCanvas, nodeDocument} from './canvas.ts';
import {NodeElement} from './element.ts';
import {NodeImage} from './image-element.ts';
import {loadTexture, NodeImageBitmap, NodeImageData} from './image.ts';

interface BitmapOptions {
  imageOrientation?: 'none' | 'flipY' | 'from-image';
  premultiplyAlpha?: 'none' | 'premultiply' | 'default';
}

type BitmapSource = Blob | Uint8Array | ArrayBuffer | object;

async function sourceOf(source: BitmapSource): Promise<SourcePixels> {
  const isFile = source instanceof Uint8Array || source instanceof ArrayBuffer;
  const decoded =
    source instanceof Blob
      ? await loadTexture(await source.arrayBuffer())
      : isFile
        ? await loadTexture(source)
        : source;
  const pixels = isPixelSource(decoded) ? decoded[kPixels]() : null;
  if (!pixels)
    throw new TypeError('createImageBitmap: in Node a source is a file (Blob), an ImageData or a canvas of ours');
  return pixels;
}

/**
 * As in browsers, for whole pictures: of a file, an ImageData or a canvas of ours. `premultiplyAlpha: 'none'` is the one
 * that changes nothing; by default colours are multiplied by alpha.
 */
export async function createImageBitmap(
  source: BitmapSource,
  options: BitmapOptions = {},
  ...more: unknown[]
): Promise<NodeImageBitmap> {
  if (typeof options !== 'object' || more.length > 0) {
    throw new TypeError('createImageBitmap: in Node there are whole pictures alone, no rectangles');
  }
  const {data, width, height} = await sourceOf(source);
  const texels = new Uint8Array(data.length);
  const rowBytes = width * 4;
  for (let y = 0; y < height; ++y) {
    const from = options.imageOrientation === 'flipY' ? height - 1 - y : y;
    texels.set(data.subarray(from * rowBytes, (from + 1) * rowBytes), y * rowBytes);
  }
  if (options.premultiplyAlpha !== 'none') {
    for (let i = 0; i < texels.length; i += 4) {
      for (let channel = 0; channel < 3; ++channel) {
        texels[i + channel] = Math.round((texels[i + channel]! * texels[i + 3]!) / 255);
      }
    }
  }
  return new NodeImageBitmap({data: texels, width, height, bitmap: true});
}

const kFrameMs = 1000 / 60;

function requestAnimationFrame(callback: (time: number) => void): number {
  return Number(setTimeout(() => callback(performance.now()), kFrameMs));
}

/** Defines what is missing. Returns the names that it defined. */
export function defineGlobals(scope: object = globalThis): string[] {
  const view = nodeDocument().defaultView;
  const values: {[name: string]: unknown} = {
    self: scope,
    navigator: {userAgent: `Node.js/${process.versions.node}`, language: 'en-US', hardwareConcurrency: 1},
    Image: NodeImage,
    HTMLImageElement: NodeImage,
    ImageData: NodeImageData,
    ImageBitmap: NodeImageBitmap,
    createImageBitmap,
    requestAnimationFrame,
    cancelAnimationFrame: (handle: number) => clearTimeout(handle),
    HTMLCanvasElement: NodeCanvas,
    OffscreenCanvas: NodeCanvas,
    HTMLElement: NodeElement,
    document: nodeDocument(),
    addEventListener: view.addEventListener.bind(view),
    removeEventListener: view.removeEventListener.bind(view),
    dispatchEvent: view.dispatchEvent.bind(view),
    WebGLRenderingContext: contextClass(1),
    WebGL2RenderingContext: contextClass(2),
    ProgressEvent: class extends Event {
      readonly lengthComputable: boolean;
      readonly loaded: number;
      readonly total: number;
      constructor(type: string, init: {lengthComputable?: boolean; loaded?: number; total?: number} = {}) {
        super(type);
        ({lengthComputable: this.lengthComputable = false, loaded: this.loaded = 0, total: this.total = 0} = init);
      }
    },
  };
  for (const [name, value] of defineObjectClasses()) values[name] = value;
  const missing = Object.keys(values).filter((name) => !(name in scope));
  for (const name of missing) {
    Object.defineProperty(scope, name, {value: values[name], writable: true, configurable: true});
  }
  return missing;
}
