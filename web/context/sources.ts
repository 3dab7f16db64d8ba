// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Pixels of what a page uploads from the DOM: images, canvases, videos, bitmaps. The browser gives them by a 2D canvas
// alone, which has multiplied colours by alpha. Where a file has them whole they come from there; of everything else they
// are divided again, to the bit as browsers do (docs/conformance.md, "Uploads").

import type {SourcePixels} from '../host/canvas-facts.ts';
import type {CanvasHost} from '../host/canvas-host.ts';
import {bytesOfBlob, bytesOfImage} from '../host/file-bytes.ts';
import {isPixelSource, kPixels} from '../host/pixel-source.ts';
import {straightTexels} from '../picture/straight-texels.ts';
import {isView} from './idl.ts';
import {tellOfNoise} from './noise.ts';

type Drawable = CanvasImageSource & object;

/** What an upload wants of a source. */
export interface Wanted {
  /** The context's unpackColorSpace. */
  readonly colorSpace: PredefinedColorSpace;
  /** The texture can hold more than 8 bits a channel. @default false */
  readonly wide?: boolean;
  /** UNPACK_PREMULTIPLY_ALPHA_WEBGL @default false */
  readonly premultiply?: boolean;
  /** UNPACK_COLORSPACE_CONVERSION_WEBGL is NONE: colours as the file has them. @default false */
  readonly raw?: boolean;
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

/** An SVG image whose address does not tell. */
function isMarkup(image: HTMLImageElement): boolean {
  return /^(blob|data):/.test(image.currentSrc) && bytesOfImage(image)?.[0] === 0x3c; // <
}

/** What browsers may keep on the GPU. */
export function isDrawn(source: object): boolean {
  return isA(source, 'HTMLCanvasElement') || isA(source, 'OffscreenCanvas') || isA(source, 'VideoFrame');
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
  /** Below what is drawn there is black. */
  opaque: boolean;
  canvas: HTMLCanvasElement | OffscreenCanvas;
  context: CanvasRenderingContext2D;
}

const scratches = new WeakMap<CanvasHost, Map<string, Scratch | null>>();

/** exact: half floats, where the browser has them; opaque: what is drawn lies on black. */
function scratchOf(
  host: CanvasHost,
  colorSpace: PredefinedColorSpace,
  kind: 'fast' | 'exact' | 'opaque',
): Scratch | null {
  let known = scratches.get(host);
  if (!known) scratches.set(host, (known = new Map()));
  const key = `${colorSpace},${kind}`;
  let scratch = known.get(key);
  if (scratch === undefined) {
    const canvas =
      typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1) : (document.createElement('canvas') as never);
    const alpha = kind !== 'opaque';
    const options = {willReadFrequently: true, colorSpace, alpha, ...(kind === 'exact' ? {colorType: 'float16'} : {})};
    const context = host.getContext2d(canvas, options);
    scratch = context && {opaque: !alpha, canvas, context};
    if (context && known.size === 0) tellOfNoise(context);
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
  if (scratch.opaque) scratch.context.fillRect(0, 0, width, height); // WebKit has alpha all the same
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

let quotients: Uint8Array | undefined;

/**
 * Colour divided by alpha, at `alpha << 8 | colour`. Browsers compute it in single precision, so that ties fall to either
 * side; these are those of canvases that no GPU draws.
 */
function quotientTable(): Uint8Array {
  if (quotients) return quotients;
  quotients = new Uint8Array(65536);
  const kPerByte = Math.fround(1 / 255);
  const unit = (byte: number): number => Math.fround(byte * kPerByte);
  for (let alpha = 1; alpha < 256; ++alpha) {
    for (let color = 0; color < 256; ++color) {
      const value = Math.fround(Math.fround(unit(color) * Math.fround(1 / unit(alpha))) * 255);
      const floor = Math.floor(value);
      const up = value - floor > 0.5 || (value - floor === 0.5 && floor % 2 === 1);
      quotients[(alpha << 8) | color] = Math.min(up ? floor + 1 : floor, 255);
    }
  }
  return quotients;
}

function divideByAlpha(data: Uint8ClampedArray): void {
  const table = quotientTable();
  for (let i = 0; i < data.length; i += 4) {
    const row = data[i + 3]! << 8;
    if (row === 0xff00) continue;
    data[i] = table[row | data[i]!]!;
    data[i + 1] = table[row | data[i + 1]!]!;
    data[i + 2] = table[row | data[i + 2]!]!;
  }
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

/** What a canvas without alpha shows of a source: its colours, multiplied by alpha and nothing else. */
function readMultiplied(
  host: CanvasHost,
  source: Drawable,
  colorSpace: PredefinedColorSpace,
  width: number,
  height: number,
  alphas: Uint8ClampedArray,
): Uint8ClampedArray {
  const data = readVia(scratchOf(host, colorSpace, 'opaque')!, source, width, height);
  for (let i = 3; i < data.length; i += 4) data[i] = alphas[i]!;
  return data;
}

/** The value of a half float between 0 and 1, by its bits. */
function sampleOf(bits: number): number {
  return bits < 1024 ? bits / 2 ** 24 : (1 + (bits & 1023) / 1024) * 2 ** ((bits >> 10) - 15);
}

/** Whether texels, once multiplied by alpha, are what the browser shows: then the file is what the browser loaded. */
function isShown(texels: SourcePixels, multiplied: Uint8ClampedArray): boolean {
  if (texels.width * texels.height * 4 !== multiplied.length) return false;
  const kTolerance = 1.6; // both were rounded, and decoders of lossy files differ by one step in other places
  const {data, halfFloats} = texels;
  const halves = halfFloats ? new Uint16Array(data.buffer as ArrayBuffer, data.byteOffset, multiplied.length) : null;
  const valueOf = (i: number): number => (halves ? 255 * sampleOf(halves[i]!) : data[i]!);
  for (let i = 0; i < multiplied.length; i += 4) {
    const alpha = valueOf(i + 3);
    if (Math.abs(alpha - multiplied[i + 3]!) > kTolerance) return false;
    for (let channel = i; channel < i + 3; ++channel) {
      if (Math.abs((valueOf(channel) * alpha) / 255 - multiplied[channel]!) > kTolerance) return false;
    }
  }
  return true;
}

/** A bitmap has bytes, whatever its file has. */
function toBytes(texels: SourcePixels): SourcePixels {
  if (!texels.halfFloats) return texels;
  const halves = new Uint16Array(texels.data.buffer as ArrayBuffer);
  const data = Uint8Array.from(halves, (bits) => Math.round(255 * sampleOf(bits)));
  return {...texels, data, halfFloats: false};
}

/** Options of createImageBitmap that a file's own texels can follow; others scale. */
function cut(texels: SourcePixels, args: readonly unknown[]): SourcePixels | null {
  const last = args.length > 1 ? args.at(-1) : null;
  const options = (typeof last === 'object' && last !== null ? last : {}) as ImageBitmapOptions;
  if (options.resizeWidth !== undefined || options.resizeHeight !== undefined) return null;
  let [x, y, width, height] = [0, 0, texels.width, texels.height];
  if (args.length >= 5) {
    [x, y, width, height] = args.slice(1, 5).map((value) => Math.trunc(Number(value))) as [
      number,
      number,
      number,
      number,
    ];
    if (width < 0) [x, width] = [x + width, -width];
    if (height < 0) [y, height] = [y + height, -height];
  }
  const texelBytes = texels.halfFloats ? 8 : 4;
  const data = new Uint8Array(width * height * texelBytes);
  for (let row = 0; row < height; ++row) {
    const fromRow = y + (options.imageOrientation === 'flipY' ? height - 1 - row : row);
    if (fromRow < 0 || fromRow >= texels.height) continue; // outside is clear
    const [left, right] = [Math.max(x, 0), Math.min(x + width, texels.width)];
    if (left >= right) continue;
    const from = (fromRow * texels.width + left) * texelBytes;
    const to = (row * width + left - x) * texelBytes;
    data.set(texels.data.subarray(from, from + (right - left) * texelBytes), to);
  }
  return toBytes({...texels, data, width, height, bitmap: true});
}

/** Texels of what a straight bitmap was made of. */
function texelsBehind(host: CanvasHost, source: unknown): {pixels: SourcePixels; profiled: boolean} | null {
  if (typeof source !== 'object' || source === null) return null;
  if (isA(source, 'ImageBitmap')) {
    const args = host.straightBitmaps.get(source);
    const behind = args ? texelsBehind(host, args[0]) : null;
    const pixels = behind && cut(behind.pixels, args!);
    return pixels && {pixels, profiled: behind.profiled};
  }
  if (source instanceof Blob) {
    const bytes = bytesOfBlob(source);
    return bytes && straightTexels(bytes);
  }
  if (isImageData(source)) {
    const {width, height, colorSpace} = source;
    const data = source.data as Uint8ClampedArray;
    if (data.length !== width * height * 4 || isHalfFloats(data)) return null;
    return {pixels: {data, width, height, bitmap: true}, profiled: colorSpace !== 'srgb'};
  }
  if (!isA(source, 'HTMLImageElement')) return null;
  const bytes = bytesOfImage(source as HTMLImageElement);
  return bytes && straightTexels(bytes);
}

/** Of a picture that has alpha: from its file, if that can be had. */
function readFile(image: HTMLImageElement, wanted: Wanted, multiplied: Uint8ClampedArray): SourcePixels | null {
  // A PNG's colours are multiplied as exactly by the browser.
  const isPng = /^data:image\/png|\.png($|[?#])/i.test(image.currentSrc);
  if (isVector(image) || (isPng && wanted.premultiply && !wanted.wide && !wanted.raw)) return null;
  const bytes = bytesOfImage(image);
  const texels = bytes && straightTexels(bytes);
  if (!texels) return null;
  const {pixels, profiled} = texels;
  if (pixels.width !== image.naturalWidth || pixels.height !== image.naturalHeight) return null;
  if (profiled && wanted.raw) return pixels;
  return wanted.colorSpace === 'srgb' && isShown(pixels, multiplied) ? pixels : null;
}

/** A bitmap that was made with `premultiplyAlpha: 'none'`. */
function readStraightBitmap(host: CanvasHost, bitmap: ImageBitmap, colorSpace: PredefinedColorSpace): SourcePixels {
  const {width, height} = bitmap;
  const args = host.straightBitmaps.get(bitmap);
  const drawn = readVia(scratchOf(host, colorSpace, 'fast')!, bitmap, width, height);
  if (isOpaque(drawn)) return {data: drawn, width, height, bitmap: true};
  const behind = args ? texelsBehind(host, args[0]) : null;
  const texels = behind && cut(behind.pixels, args!);
  if (texels && texels.width === width && texels.height === height) {
    const options = args!.at(-1) as ImageBitmapOptions;
    if (behind.profiled && options.colorSpaceConversion === 'none') return texels;
    if (isShown(texels, readMultiplied(host, bitmap, colorSpace, width, height, drawn))) return texels;
  }
  const exact = scratchOf(host, colorSpace, 'exact');
  return {data: exact ? readVia(exact, bitmap, width, height) : drawn, width, height, bitmap: true};
}

/** Converts colours and leaves alpha out of it, so that clear pixels keep theirs. */
function convert(host: CanvasHost, source: ImageData, colorSpace: PredefinedColorSpace): Uint8ClampedArray {
  const scratch = scratchOf(host, colorSpace, 'exact');
  if (!scratch) return source.data as Uint8ClampedArray;
  const {width, height, colorSpace: from} = source;
  const opaque = new ImageData(source.data.slice() as Uint8ClampedArray<ArrayBuffer>, width, height, {
    colorSpace: from,
  });
  for (let i = 3; i < opaque.data.length; i += 4) opaque.data[i] = 255;
  const data = readVia(scratch, opaque, width, height);
  for (let i = 3; i < data.length; i += 4) data[i] = source.data[i]!;
  return data;
}

/** A canvas of half floats tells more of a colour than its product with alpha does, in 8 bits. */
function isFiner(fine: Uint8ClampedArray, data: Uint8ClampedArray): boolean {
  for (let i = 0; i < data.length; ++i) if (Math.abs(fine[i]! - data[i]!) > 1) return true;
  return false;
}

/**
 * The pixels of a source; null when it has none. Throws a SecurityError for what another origin has not released, as
 * WebGL does.
 */
export function readSource(host: CanvasHost, source: TexImageSource, wanted: Wanted): SourcePixels | null {
  const {colorSpace, wide, premultiply} = wanted;
  if (isPixelSource(source)) return source[kPixels]();
  if (isImageData(source)) {
    const {width, height} = source;
    const data = source.data as Uint8ClampedArray;
    if (data.length !== width * height * 4) return null; // detached
    if (isHalfFloats(data)) return {data: bytesOf(data), width, height, halfFloats: true, bitmap: false};
    const same = (source.colorSpace ?? 'srgb') === colorSpace;
    return {data: same ? data : convert(host, source, colorSpace), width, height, bitmap: false};
  }
  const ours = host.readSurface(source);
  if (ours) return ours;
  const size = sizeOf(source);
  const fast = scratchOf(host, colorSpace, 'fast');
  if (!size || !fast) return null;
  const [width, height] = size;
  const drawable = source as Drawable;
  const bitmap = isA(source, 'ImageBitmap');
  if (bitmap && host.straightBitmaps.has(source)) return readStraightBitmap(host, source as ImageBitmap, colorSpace);

  const isImage = isA(source, 'HTMLImageElement');
  // Browsers draw it with bytes.
  const isDrawing = isImage && (isVector(source as HTMLImageElement) || (wide && isMarkup(source as HTMLImageElement)));
  const finest = (): SourcePixels | null =>
    wide && !bitmap && !isDrawing ? readWide(scratchOf(host, colorSpace, 'exact'), drawable, width, height) : null;
  const drawn = readVia(fast, drawable, width, height);
  if (isOpaque(drawn)) return finest() ?? {data: drawn, width, height, bitmap};
  const multiplied = readMultiplied(host, drawable, colorSpace, width, height, drawn);
  const fine = (isImage ? readFile(source as HTMLImageElement, wanted, multiplied) : null) ?? finest();
  if (fine) return fine;
  if (bitmap || premultiply) return {data: multiplied, width, height, bitmap, premultiplied: true};
  const isCanvas = isA(source, 'HTMLCanvasElement') || isA(source, 'OffscreenCanvas');
  const exact = isCanvas ? scratchOf(host, colorSpace, 'exact') : null;
  divideByAlpha(multiplied);
  const finer = exact && readVia(exact, drawable, width, height);
  return {data: finer && isFiner(finer, multiplied) ? finer : multiplied, width, height, bitmap};
}
