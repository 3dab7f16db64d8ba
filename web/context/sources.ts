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
  /**
   * An ImageBitmap: its texels are uploaded as they are, UNPACK_FLIP_Y_WEBGL and UNPACK_PREMULTIPLY_ALPHA_WEBGL do not
   * apply (WebGL 2.0, "Texture uploads"). Colours of any other source are not multiplied by alpha.
   */
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

/**
 * Bitmaps made with `premultiplyAlpha: 'none'`. The polyfill's createImageBitmap tells, with the texels where it knows
 * them: no canvas could give back the colour of a texel without alpha.
 */
export const straightBitmaps = new WeakMap<object, SourcePixels | null>();

/** The texels of a bitmap that is made from `source` as a whole; null where only the browser knows them. */
export function straightTexels(source: unknown, flipY: boolean): SourcePixels | null {
  if (typeof source !== 'object' || source === null) return null;
  const known = isImageData(source) ? readSource(source, 'srgb') : straightBitmaps.get(source);
  if (!known) return null;
  const {width, height} = known;
  const data = known.data.slice();
  const rowBytes = width * 4;
  for (let y = 0; flipY && y < height; ++y) {
    data.set(known.data.subarray(y * rowBytes, (y + 1) * rowBytes), (height - 1 - y) * rowBytes);
  }
  return {data, width, height, bitmap: true};
}

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

const scratches = new Map<string, Scratch | null>();

/** exact: half floats, where the browser has them. */
function scratchOf(colorSpace: PredefinedColorSpace, exact: boolean): Scratch | null {
  const key = `${colorSpace},${exact}`;
  let scratch = scratches.get(key);
  if (scratch === undefined) {
    const canvas =
      typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1) : (document.createElement('canvas') as never);
    const options = {willReadFrequently: true, colorSpace, ...(exact ? {colorType: 'float16'} : {})};
    const context = natives.getContext2d(canvas, options);
    scratch = context && {canvas, context};
    scratches.set(key, scratch);
  }
  return scratch;
}

function readVia(scratch: Scratch, source: Drawable | ImageData, width: number, height: number): Uint8ClampedArray {
  scratch.canvas.width = width; // clears it, too
  scratch.canvas.height = height;
  if (isImageData(source)) scratch.context.putImageData(source, 0, 0);
  else natives.drawImage(scratch.context, source, width, height);
  const {data} = scratch.context.getImageData(0, 0, width, height); // in the canvas' own colour space
  scratch.canvas.width = 1; // holds no memory between uploads
  return data as Uint8ClampedArray;
}

/** Undoes what getImageData does for a bitmap whose colours are multiplied by alpha. */
function premultiply(data: Uint8ClampedArray): void {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    if (alpha === 255) continue;
    for (let channel = 0; channel < 3; ++channel) data[i + channel] = Math.round((data[i + channel]! * alpha) / 255);
  }
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

/**
 * The pixels of a source; null when it has none. Throws a SecurityError for what another origin has not released, as
 * WebGL does. Colours are converted to `colorSpace`, the context's unpackColorSpace.
 */
export function readSource(source: TexImageSource, colorSpace: PredefinedColorSpace): SourcePixels | null {
  if (isImageData(source)) {
    const {width, height} = source;
    let data = source.data as Uint8ClampedArray;
    if (data.length !== width * height * 4 || data.BYTES_PER_ELEMENT !== 1) return null; // detached, or float16
    const scratch = (source.colorSpace ?? 'srgb') === colorSpace ? null : scratchOf(colorSpace, true);
    if (scratch) data = readVia(scratch, source, width, height);
    return {data, width, height, bitmap: false};
  }
  const ours = straightBitmaps.get(source) ?? softCanvases.read(source);
  if (ours) return ours;
  const size = sizeOf(source);
  const fast = scratchOf(colorSpace, false);
  if (!size || !fast) return null;
  const [width, height] = size;

  const bitmap = isA(source, 'ImageBitmap');
  let data = readVia(fast, source as Drawable, width, height);
  if (!isOpaque(data)) {
    const exact = scratchOf(colorSpace, true);
    if (bitmap && !straightBitmaps.has(source)) premultiply(data);
    else if (exact) data = readVia(exact, source as Drawable, width, height);
  }
  return {data, width, height, bitmap};
}
