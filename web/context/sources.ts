// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Pixels of what a page uploads from the DOM: images, canvases, videos, bitmaps. The only way to them is a 2D canvas,
// which keeps colours premultiplied; so where there is alpha, and the browser can, the canvas holds half floats, and the
// colours come back as they were (WebGL 1.0, "texImage2D": not premultiplied by default).

import {isView} from './idl.ts';

export interface SourcePixels {
  /** RGBA8, top row first. */
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
  /** The colours are multiplied by alpha already. */
  premultiplied: boolean;
  /** An ImageBitmap: UNPACK_FLIP_Y_WEBGL and UNPACK_PREMULTIPLY_ALPHA_WEBGL do not apply (WebGL 2.0, "Texture uploads"). */
  bitmap: boolean;
}

type Drawable = CanvasImageSource & object;

/** Functions of the browser that the polyfill may have replaced. web/polyfill puts the originals here. */
export const natives = {
  getContext2d(canvas: HTMLCanvasElement | OffscreenCanvas, options: object): CanvasRenderingContext2D | null {
    return (canvas as HTMLCanvasElement).getContext('2d', options) as CanvasRenderingContext2D | null;
  },
  drawImage(target: CanvasRenderingContext2D, source: CanvasImageSource, width: number, height: number): void {
    target.drawImage(source, 0, 0, width, height);
  },
};

/** Pixels of a canvas that a context of ours draws for; null for any other. web/present knows. */
export const softCanvases = {
  read(_canvas: object): SourcePixels | null {
    return null;
  },
};

/** Bitmaps made with `premultiplyAlpha: 'none'`. The polyfill's createImageBitmap tells. */
export const straightBitmaps = new WeakSet<object>();

function isA(value: unknown, name: string): boolean {
  const native = (globalThis as {[name: string]: unknown})[name];
  return typeof native === 'function' && value instanceof native;
}

/** Whether a value is a TexImageSource. */
export function isSource(value: unknown): value is TexImageSource {
  if (typeof value !== 'object' || value === null || isView(value)) return false;
  if (isImageData(value)) return true;
  return (
    isA(value, 'HTMLImageElement') ||
    isA(value, 'HTMLCanvasElement') ||
    isA(value, 'ImageBitmap') ||
    isA(value, 'HTMLVideoElement') ||
    isA(value, 'OffscreenCanvas') ||
    isA(value, 'VideoFrame')
  );
}

function isImageData(value: object): value is ImageData {
  return isA(value, 'ImageData');
}

/** An SVG image has the size of its element. Only its address tells that it is one. */
function isVector(image: HTMLImageElement): boolean {
  return /^data:image\/svg|\.svg($|[?#])/i.test(image.currentSrc);
}

/** Width and height, or null for what has no pixels (yet). */
function sizeOf(source: object): [number, number] | null {
  let width = 0;
  let height = 0;
  if (isA(source, 'HTMLImageElement')) {
    const image = source as HTMLImageElement;
    if (!image.complete) return null;
    [width, height] = isVector(image) ? [image.width, image.height] : [image.naturalWidth, image.naturalHeight];
  } else if (isA(source, 'HTMLVideoElement')) {
    const video = source as HTMLVideoElement;
    if (video.readyState < 2) return null;
    [width, height] = [video.videoWidth, video.videoHeight];
  } else if (isA(source, 'VideoFrame')) {
    const frame = source as VideoFrame;
    [width, height] = [frame.displayWidth, frame.displayHeight];
  } else {
    ({width, height} = source as HTMLCanvasElement);
  }
  return width > 0 && height > 0 ? [width, height] : null;
}

interface Scratch {
  canvas: HTMLCanvasElement | OffscreenCanvas;
  context: CanvasRenderingContext2D;
}

const scratches: {exact: Scratch | null | undefined; fast: Scratch | null | undefined} = {
  exact: undefined,
  fast: undefined,
};

function makeScratch(options: object): Scratch | null {
  const canvas =
    typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1) : (document.createElement('canvas') as never);
  const context = natives.getContext2d(canvas, {willReadFrequently: true, ...options});
  return context && {canvas, context};
}

function readVia(scratch: Scratch, source: Drawable, width: number, height: number): Uint8ClampedArray {
  scratch.canvas.width = width; // clears it, too
  scratch.canvas.height = height;
  natives.drawImage(scratch.context, source, width, height);
  const {data} = scratch.context.getImageData(0, 0, width, height);
  scratch.canvas.width = 1; // holds no memory between uploads
  return data as Uint8ClampedArray;
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

/**
 * The pixels of a source; null when it has none. Throws a SecurityError for what another origin has not released, as
 * WebGL does.
 */
export function readSource(source: TexImageSource): SourcePixels | null {
  if (isImageData(source)) {
    const {width, height} = source;
    const data = source.data as Uint8ClampedArray;
    if (data.length !== width * height * 4 || data.BYTES_PER_ELEMENT !== 1) return null; // detached, or float16
    return {data, width, height, premultiplied: false, bitmap: false};
  }
  const ours = softCanvases.read(source);
  if (ours) return ours;
  const size = sizeOf(source);
  if (!size) return null;
  const [width, height] = size;

  scratches.fast ??= makeScratch({});
  if (!scratches.fast) return null;
  let data = readVia(scratches.fast, source as Drawable, width, height);
  if (!isOpaque(data)) {
    if (scratches.exact === undefined) scratches.exact = makeScratch({colorType: 'float16'});
    if (scratches.exact) data = readVia(scratches.exact, source as Drawable, width, height);
  }
  const bitmap = isA(source, 'ImageBitmap');
  return {data, width, height, premultiplied: bitmap && !straightBitmaps.has(source), bitmap};
}
