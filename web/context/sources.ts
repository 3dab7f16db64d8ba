// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Pixels of what a page uploads from the DOM: images, canvases, videos, bitmaps. The only way to them is a 2D canvas,
// which keeps colours premultiplied; so where there is alpha, and the browser can, the canvas holds half floats, and the
// colours come back as they were (WebGL 1.0, "texImage2D": not premultiplied by default).

import type {SourcePixels} from '../host/canvas-facts.ts';
import type {CanvasHost} from '../host/canvas-host.ts';
import {isPixelSource, kPixels} from '../host/pixel-source.ts';
import {isView} from './idl.ts';

type Drawable = CanvasImageSource & object;

/** The texels of a bitmap that is made from `source` as a whole; null where only the browser knows them. */
export function straightTexels(host: CanvasHost, source: unknown, flipY: boolean): SourcePixels | null {
  if (typeof source !== 'object' || source === null) return null;
  const known = isImageData(source) ? readSource(host, source, 'srgb') : host.straightBitmaps.get(source);
  if (!known) return null;
  const {width, height} = known;
  const data = known.data.slice();
  const rowBytes = width * 4;
  for (let y = 0; flipY && y < height; ++y) {
    data.set(known.data.subarray(y * rowBytes, (y + 1) * rowBytes), (height - 1 - y) * rowBytes);
  }
  return {data, width, height, bitmap: true};
}

/** An accessor of each class of sources that throws for what is no such object, of whichever window it is. */
const kBrands = {
  HTMLCanvasElement: 'width',
  HTMLImageElement: 'naturalWidth',
  HTMLVideoElement: 'videoWidth',
  ImageBitmap: 'width',
  ImageData: 'width',
  OffscreenCanvas: 'width',
  VideoFrame: 'displayWidth',
} as const;

function isA(value: unknown, name: keyof typeof kBrands): boolean {
  const native = (globalThis as {[name: string]: unknown})[name];
  if (typeof native !== 'function') return false;
  if (value instanceof native) return true;
  // What an iframe of the same origin made is an instance of its own window's classes, and of none of ours.
  if (value instanceof Object) return false;
  try {
    const brand = Object.getOwnPropertyDescriptor(native.prototype as object, kBrands[name])?.get;
    brand?.call(value);
    return brand !== undefined;
  } catch {
    return false;
  }
}

/** Whether a value is a TexImageSource. */
export function isSource(value: unknown): value is TexImageSource {
  if (typeof value !== 'object' || value === null || isView(value)) return false;
  if (isPixelSource(value) || isImageData(value)) return true;
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

/**
 * Whether an SVG image says how large it is. Images show a made-up size otherwise, but VideoFrame refuses them, as WebGL
 * does.
 */
function hasNaturalSize(image: HTMLImageElement): boolean {
  if (typeof VideoFrame !== 'function') return true;
  try {
    new VideoFrame(image, {timestamp: 0}).close();
    return true;
  } catch (error) {
    return !(error instanceof DOMException && error.name === 'InvalidStateError');
  }
}

/** A video whose pixels are not square is stretched along one axis when shown; its texels are those of the file. */
function visibleSize(video: HTMLVideoElement): [number, number] {
  const {videoWidth, videoHeight} = video;
  if (typeof VideoFrame !== 'function') return [videoWidth, videoHeight];
  try {
    const frame = new VideoFrame(video);
    const rect = frame.visibleRect;
    frame.close();
    const stretched = rect && (rect.width === videoWidth) !== (rect.height === videoHeight);
    return stretched ? [rect.width, rect.height] : [videoWidth, videoHeight];
  } catch {
    return [videoWidth, videoHeight]; // no frame yet
  }
}

/** Width and height, or null for what has no pixels (yet). */
function sizeOf(source: object): [number, number] | null {
  let width = 0;
  let height = 0;
  if (isA(source, 'HTMLImageElement')) {
    const image = source as HTMLImageElement;
    if (!image.complete) return null;
    if (isVector(image)) {
      const sized = image.hasAttribute('width') && image.hasAttribute('height');
      if (!sized && !hasNaturalSize(image)) return null;
      [width, height] = [image.width, image.height];
    } else {
      [width, height] = [image.naturalWidth, image.naturalHeight];
    }
  } else if (isA(source, 'HTMLVideoElement')) {
    // readyState does not tell: while a video starts anew it has a frame to show and says HAVE_METADATA.
    const video = source as HTMLVideoElement;
    [width, height] = visibleSize(video);
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

const scratches = new WeakMap<CanvasHost, Map<string, Scratch | null>>();

/** exact: half floats, where the browser has them. */
function scratchOf(host: CanvasHost, colorSpace: PredefinedColorSpace, exact: boolean): Scratch | null {
  let known = scratches.get(host);
  if (!known) scratches.set(host, (known = new Map()));
  const key = `${colorSpace},${exact}`;
  let scratch = known.get(key);
  if (scratch === undefined) {
    const canvas =
      typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1) : (document.createElement('canvas') as never);
    const options = {willReadFrequently: true, colorSpace, ...(exact ? {colorType: 'float16'} : {})};
    const context = host.getContext2d(canvas, options);
    scratch = context && {canvas, context};
    known.set(key, scratch);
  }
  return scratch;
}

/** Draws the source and has `read` look at it. */
function withDrawn<T>(
  scratch: Scratch,
  source: Drawable | ImageData,
  width: number,
  height: number,
  read: (context: CanvasRenderingContext2D) => T,
): T {
  scratch.canvas.width = width; // clears it, too
  scratch.canvas.height = height;
  if (isImageData(source)) scratch.context.putImageData(source, 0, 0);
  else scratch.context.drawImage(source, 0, 0, width, height);
  try {
    return read(scratch.context);
  } finally {
    scratch.canvas.width = 1; // holds no memory between uploads
  }
}

/** In the canvas' own colour space. */
function readVia(scratch: Scratch, source: Drawable | ImageData, width: number, height: number): Uint8ClampedArray {
  return withDrawn(scratch, source, width, height, (context) => {
    return context.getImageData(0, 0, width, height).data as Uint8ClampedArray;
  });
}

/** Numbers that a browser keeps as half floats; not all browsers have such, and TypeScript does not know them yet. */
interface HalfFloats extends ArrayLike<number> {
  readonly buffer: ArrayBuffer;
  readonly byteOffset: number;
  readonly byteLength: number;
}

function isHalfFloats(data: unknown): data is HalfFloats {
  return Object.prototype.toString.call(data) === '[object Float16Array]';
}

function bytesOf(data: HalfFloats): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Whether half floats tell more than bytes would. */
function exceedsBytes(data: HalfFloats): boolean {
  // The largest rounding of a byte's value to a half float is 2^-12 of it: a sixteenth of a byte's step.
  const kTolerance = 1 / 8;
  for (let i = 0; i < data.length; ++i) {
    const value = data[i]! * 255;
    if (Math.abs(value - Math.round(value)) > kTolerance || value < 0 || value > 255) return true;
  }
  return false;
}

/** The pixels as half floats; null where bytes say as much, or the browser has no half floats. */
function readWide(scratch: Scratch | null, source: Drawable, width: number, height: number): SourcePixels | null {
  if (!scratch) return null;
  const settings = {pixelFormat: 'rgba-float16'} as ImageDataSettings;
  const data: unknown = withDrawn(scratch, source, width, height, (context) => {
    return context.getImageData(0, 0, width, height, settings).data;
  });
  if (!isHalfFloats(data) || !exceedsBytes(data)) return null;
  return {data: bytesOf(data), width, height, halfFloats: true, bitmap: false};
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
 *
 * @param wide the texture can hold more than 8 bits a channel @default false
 */
export function readSource(
  host: CanvasHost,
  source: TexImageSource,
  colorSpace: PredefinedColorSpace,
  wide = false,
): SourcePixels | null {
  if (isPixelSource(source)) return source[kPixels]();
  if (isImageData(source)) {
    const {width, height} = source;
    let data = source.data as Uint8ClampedArray;
    if (data.length !== width * height * 4) return null; // detached
    if (isHalfFloats(data)) return {data: bytesOf(data), width, height, halfFloats: true, bitmap: false};
    const scratch = (source.colorSpace ?? 'srgb') === colorSpace ? null : scratchOf(host, colorSpace, true);
    if (scratch) data = readVia(scratch, source, width, height);
    return {data, width, height, bitmap: false};
  }
  const ours = host.straightBitmaps.get(source) ?? host.readSurface(source);
  if (ours) return ours;
  const size = sizeOf(source);
  const fast = scratchOf(host, colorSpace, false);
  if (!size || !fast) return null;
  const [width, height] = size;

  const bitmap = isA(source, 'ImageBitmap');
  const fine = wide && !bitmap ? readWide(scratchOf(host, colorSpace, true), source as Drawable, width, height) : null;
  if (fine) return fine;
  let data = readVia(fast, source as Drawable, width, height);
  if (!isOpaque(data)) {
    const exact = scratchOf(host, colorSpace, true);
    if (bitmap && !host.straightBitmaps.has(source)) premultiply(data);
    else if (exact) data = readVia(exact, source as Drawable, width, height);
  }
  return {data, width, height, bitmap};
}
