// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How texels get into the core, wherever they come from: what the methods of textures.ts share.

import type {CoreInstance} from '../../loader/core-instance.ts';
import {SourceFlags} from '../../loader/boundary.ts';
import {isView, subview, toInt64, viewClass, wrongType, type View} from '../idl.ts';
import {queryValue} from '../query.ts';
import {isDrawn, isSource, readSource} from '../sources.ts';
import {GLError, type ContextState} from '../state.ts';

/** Which classes of array may hold texels of a type. A type that is missing here is the core's to refuse. */
const kViewOfType: {readonly [type: number]: readonly string[]} = {
  0x1400: ['Int8Array'], // BYTE
  0x1401: ['Uint8Array', 'Uint8ClampedArray'], // UNSIGNED_BYTE
  0x1402: ['Int16Array'], // SHORT
  0x1403: ['Uint16Array'], // UNSIGNED_SHORT
  0x1404: ['Int32Array'], // INT
  0x1405: ['Uint32Array'], // UNSIGNED_INT
  0x1406: ['Float32Array'], // FLOAT
  0x140b: ['Uint16Array'], // HALF_FLOAT
  0x8d61: ['Uint16Array'], // HALF_FLOAT_OES
  0x8033: ['Uint16Array'], // UNSIGNED_SHORT_4_4_4_4
  0x8034: ['Uint16Array'], // UNSIGNED_SHORT_5_5_5_1
  0x8363: ['Uint16Array'], // UNSIGNED_SHORT_5_6_5
  0x8368: ['Uint32Array'], // UNSIGNED_INT_2_10_10_10_REV
  0x8c3b: ['Uint32Array'], // UNSIGNED_INT_10F_11F_11F_REV
  0x8c3e: ['Uint32Array'], // UNSIGNED_INT_5_9_9_9_REV
  0x84fa: ['Uint32Array'], // UNSIGNED_INT_24_8
  0x8dad: [], // FLOAT_32_UNSIGNED_INT_24_8_REV: no array fits
};

/** Whether a view is of the class that the type asks for. If not, the core says so, where nothing else is wrong. */
export function viewFits(view: View, type: number): boolean {
  const classes = kViewOfType[type >>> 0];
  return !classes || classes.includes(viewClass(view));
}

/** The bytes of an array argument, or null after an error. */
function texelBytes(s: ContextState, view: View, srcOffset: number, method: string): Uint8Array | null {
  const bytes = subview(view, srcOffset, 0);
  if (!bytes) s.error(GLError.InvalidOperation, `${method}: srcOffset lies beyond the array`);
  return bytes;
}

/** How bytes get into the core; release the address. 0 after an error. */
type Put = (s: ContextState, core: CoreInstance, bytes: Uint8Array | Uint8ClampedArray, method: string) => number;

/** A copy of them. */
export const copy: Put = (s, core, bytes, method) => {
  const at = core.reserve(bytes.length);
  if (at === 0) s.error(GLError.OutOfMemory, `${method}: out of memory`);
  else new Uint8Array(core.memory.buffer).set(bytes, at);
  return at;
};

/** The core fetches them, where they are many. */
const lend: Put = (s, core, bytes, method) => {
  const at = core.lend(bytes);
  if (at === 0) s.error(GLError.OutOfMemory, `${method}: out of memory`);
  return at;
};

export type Upload = (at: number, bytes: number) => void;
type UploadFromBuffer = (offset: number) => void;
type UploadFromSource = (at: number, width: number, height: number, flags: number) => void;

/** Types whose textures hold more than 8 bits a channel. */
const kWideTypes: ReadonlySet<number> = new Set([0x1406, 0x140b, 0x8d61, 0x8368, 0x8c3b, 0x8c3e]);

export function uploadArray(
  s: ContextState,
  bytes: Uint8Array | null,
  method: string,
  upload: Upload,
  put = lend,
): void {
  const core = s.core;
  if (!core) return;
  try {
    if (!bytes) return upload(0, 0);
    const at = put(s, core, bytes, method);
    if (at === 0) return;
    upload(at, bytes.length);
    core.release(at);
  } catch (error) {
    s.trap(error);
  }
}

/** Whether sources are refused as a whole (WebGL 2.0, "Texture objects"): the core finds out itself, but for empty ones. */
function unpackBufferBound(s: ContextState): boolean {
  return s.version === 2 && queryValue(s, 'gl_getParameter', 0x88ef) !== null;
}

function uploadSource(
  s: ContextState,
  source: TexImageSource,
  type: number,
  method: string,
  upload: UploadFromSource,
): void {
  if (!s.core) return;
  const pixels = readSource(s.host, source, {
    colorSpace: s.unpackColorSpace,
    wide: kWideTypes.has(type >>> 0),
    premultiply: s.unpackPremultiply,
    raw: s.unpackRaw,
  });
  const core = s.core; // reading another canvas of ours may have lost this context
  if (!core) return;
  if (!pixels) {
    if (unpackBufferBound(s)) return s.error(GLError.InvalidOperation, `${method}: a PIXEL_UNPACK_BUFFER is bound`);
    return s.error(GLError.InvalidValue, `${method}: the source has no pixels`);
  }
  try {
    const at = lend(s, core, pixels.data, method);
    if (at === 0) return;
    const {bitmap, premultiplied, halfFloats} = pixels;
    if (bitmap) {
      s.x.gl_pixelStorei(0x9240, 0);
      s.x.gl_pixelStorei(0x9241, 0);
    }
    const flags =
      (premultiplied && !bitmap ? SourceFlags.Premultiplied : 0) |
      (halfFloats ? SourceFlags.HalfFloats : 0) |
      // browsers pack these themselves; what a canvas has goes through the GPU, which rounds
      (isDrawn(source) ? 0 : SourceFlags.KeepsUpperBits);
    upload(at, pixels.width, pixels.height, flags);
    if (bitmap) {
      s.x.gl_pixelStorei(0x9240, s.unpackFlipY ? 1 : 0);
      s.x.gl_pixelStorei(0x9241, s.unpackPremultiply ? 1 : 0);
    }
    core.release(at);
  } catch (error) {
    s.trap(error);
  }
}

/**
 * More bytes than an upload of this size can read, whatever its format: the rest of a large array need not be copied.
 * The alignment adds at most 7 bytes a row.
 */
export function mostBytes(s: ContextState, width: number, height: number, depth: number): number {
  const kMaxTexelBytes = 16;
  const {rowLength, imageHeight, skipPixels, skipRows, skipImages} = s.unpack;
  const rowBytes = (Math.max(rowLength, width | 0) + skipPixels) * kMaxTexelBytes + 7;
  const imageRows = Math.max(imageHeight, height | 0) + skipRows;
  return Math.max(rowBytes * imageRows * (Math.max(depth | 0, 0) + skipImages), 0);
}

/** The last argument of an upload with explicit sizes, by what it is. */
export function uploadAny(
  s: ContextState,
  method: string,
  parameter: number,
  given: number,
  data: unknown,
  srcOffset: number,
  type: number,
  mostBytes: number,
  fromArray: Upload,
  fromBuffer: UploadFromBuffer | null,
  fromSource: UploadFromSource | null,
): void {
  if (given > parameter && fromBuffer) {
    // (..., ArrayBufferView srcData, srcOffset): null is no view
    if (!isView(data)) throw wrongType(method, parameter, 'ArrayBufferView');
  }
  if (data === null || data === undefined) return uploadArray(s, null, method, fromArray);
  if (isView(data)) {
    const bytes = texelBytes(s, data, srcOffset, method);
    if (bytes && !viewFits(data, type)) return uploadArray(s, null, method, (at) => fromArray(at, 1));
    if (bytes) uploadArray(s, bytes.length > mostBytes ? bytes.subarray(0, mostBytes) : bytes, method, fromArray);
    return;
  }
  if (fromSource && isSource(data)) return uploadSource(s, data, type, method, fromSource);
  if (!fromBuffer || typeof data === 'object' || typeof data === 'function') {
    throw wrongType(method, parameter, 'ArrayBufferView');
  }
  try {
    fromBuffer(toInt64(data));
  } catch (error) {
    s.trap(error);
  }
}

/** The six-argument form of texImage2D. */
export function texImage2DSource(
  s: ContextState,
  target: number,
  level: number,
  internalformat: number,
  format: number,
  type: number,
  source: unknown,
): void {
  if (!isSource(source)) throw wrongType('texImage2D', 6, 'TexImageSource');
  uploadSource(s, source, type, 'texImage2D', (at, width, height, flags) => {
    s.x.gl_texImage2DFromSource(target, level, internalformat, width, height, format, type, at, width, height, flags);
  });
}

/** The seven-argument form of texSubImage2D. */
export function texSubImage2DSource(
  s: ContextState,
  target: number,
  level: number,
  xoffset: number,
  yoffset: number,
  format: number,
  type: number,
  source: unknown,
): void {
  if (!isSource(source)) throw wrongType('texSubImage2D', 7, 'TexImageSource');
  uploadSource(s, source, type, 'texSubImage2D', (at, width, height, flags) => {
    s.x.gl_texSubImage2DFromSource(
      target,
      level,
      xoffset,
      yoffset,
      width,
      height,
      format,
      type,
      at,
      width,
      height,
      flags,
    );
  });
}
