// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Texture uploads: one method per command, whose overloads differ in where the texels come from (an array, a DOM source,
// a pixel unpack buffer). WebGL 1.0 and 2.0, "Texture objects", "Texture uploads".

import type {CoreInstance} from '../../loader/core-instance.ts';
import {isView, need, subview, toInt64, viewClass, wrongType, type View} from '../idl.ts';
import {ObjectKind, SourceFlags} from '../../loader/boundary.ts';
import {isDrawn, isSource, readSource} from '../sources.ts';
import {queryValue} from '../query.ts';
import {GLError, stateOf, type ContextState} from '../state.ts';
import type {Methods} from './scalar.ts';

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
const copy: Put = (s, core, bytes, method) => {
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

type Upload = (at: number, bytes: number) => void;
type UploadFromBuffer = (offset: number) => void;
type UploadFromSource = (at: number, width: number, height: number, flags: number) => void;

/** Types whose textures hold more than 8 bits a channel. */
const kWideTypes: ReadonlySet<number> = new Set([0x1406, 0x140b, 0x8d61, 0x8368, 0x8c3b, 0x8c3e]);

function uploadArray(s: ContextState, bytes: Uint8Array | null, method: string, upload: Upload, put = lend): void {
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
function mostBytes(s: ContextState, width: number, height: number, depth: number): number {
  const kMaxTexelBytes = 16;
  const {rowLength, imageHeight, skipPixels, skipRows, skipImages} = s.unpack;
  const rowBytes = (Math.max(rowLength, width | 0) + skipPixels) * kMaxTexelBytes + 7;
  const imageRows = Math.max(imageHeight, height | 0) + skipRows;
  return Math.max(rowBytes * imageRows * (Math.max(depth | 0, 0) + skipImages), 0);
}

/** The last argument of an upload with explicit sizes, by what it is. */
function uploadAny(
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
function texImage2DSource(
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
function texSubImage2DSource(
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

/** Numbers of a method that is called rarely enough for a rest parameter, then what carries the texels. */
type Arguments = [number, number, number, number, number, number, number, number, number, number, ...unknown[]];

export const textureMethods = {
  texImage2D(
    target: number,
    level: number,
    internalformat: number,
    widthOrFormat: number,
    heightOrType: number,
    borderOrSource: unknown,
    ...rest: unknown[]
  ): void {
    const s = stateOf(this);
    need(arguments.length, 6, 'texImage2D');
    if (arguments.length < 9) {
      if (arguments.length > 6)
        throw new TypeError("Failed to execute 'texImage2D': no overload takes that many arguments.");
      return texImage2DSource(s, target, level, internalformat, widthOrFormat, heightOrType, borderOrSource);
    }
    const [format, type, pixels] = rest as [number, number, unknown];
    uploadAny(
      s,
      'texImage2D',
      9,
      9,
      pixels,
      0,
      type,
      mostBytes(s, widthOrFormat, heightOrType, 1),
      (at, bytes) => {
        s.x.gl_texImage2D(
          target,
          level,
          internalformat,
          widthOrFormat,
          heightOrType,
          borderOrSource as number,
          format,
          type,
          at,
          bytes,
        );
      },
      null,
      null,
    );
  },

  texSubImage2D(
    target: number,
    level: number,
    xoffset: number,
    yoffset: number,
    widthOrFormat: number,
    heightOrType: number,
    formatOrSource: unknown,
    ...rest: unknown[]
  ): void {
    const s = stateOf(this);
    need(arguments.length, 7, 'texSubImage2D');
    if (arguments.length < 9) {
      if (arguments.length > 7)
        throw new TypeError("Failed to execute 'texSubImage2D': no overload takes that many arguments.");
      return texSubImage2DSource(s, target, level, xoffset, yoffset, widthOrFormat, heightOrType, formatOrSource);
    }
    const [type, pixels] = rest as [number, unknown];
    uploadAny(
      s,
      'texSubImage2D',
      9,
      9,
      pixels,
      0,
      type,
      mostBytes(s, widthOrFormat, heightOrType, 1),
      (at, bytes) => {
        s.x.gl_texSubImage2D(
          target,
          level,
          xoffset,
          yoffset,
          widthOrFormat,
          heightOrType,
          formatOrSource as number,
          type,
          at,
          bytes,
        );
      },
      null,
      null,
    );
  },

  copyTexImage2D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 8, 'copyTexImage2D');
    if (s.settled) s.wake();
    try {
      s.x.gl_copyTexImage2D(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]);
    } catch (error) {
      s.trap(error);
    }
  },

  copyTexSubImage2D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 8, 'copyTexSubImage2D');
    if (s.settled) s.wake();
    try {
      s.x.gl_copyTexSubImage2D(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]);
    } catch (error) {
      s.trap(error);
    }
  },

  framebufferTexture2D(target: number, attachment: number, textarget: number, texture: unknown, level: number): void {
    const s = stateOf(this);
    need(arguments.length, 5, 'framebufferTexture2D');
    const name = s.nullable(texture, ObjectKind.Texture, 'framebufferTexture2D', 4);
    if (name < 0) return;
    try {
      s.x.gl_framebufferTexture2D(target, attachment, textarget, name, level);
    } catch (error) {
      s.trap(error);
    }
  },

  framebufferRenderbuffer(target: number, attachment: number, renderbuffertarget: number, renderbuffer: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 4, 'framebufferRenderbuffer');
    const name = s.nullable(renderbuffer, ObjectKind.Renderbuffer, 'framebufferRenderbuffer', 4);
    if (name < 0) return;
    try {
      s.x.gl_framebufferRenderbuffer(target, attachment, renderbuffertarget, name);
    } catch (error) {
      s.trap(error);
    }
  },

  checkFramebufferStatus(target: number): number {
    const s = stateOf(this);
    need(arguments.length, 1, 'checkFramebufferStatus');
    if (!s.core) return 0x8cdd; // FRAMEBUFFER_UNSUPPORTED: WebGL 1.0, "The Context Lost Event"
    try {
      return s.x.gl_checkFramebufferStatus(target) >>> 0;
    } catch (error) {
      return s.trap(error) || 0x8cdd;
    }
  },

  compressedTexImage2D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 7, 'compressedTexImage2D');
    const data: unknown = a[6];
    if (!isView(data)) throw wrongType('compressedTexImage2D', 7, 'ArrayBufferView');
    uploadArray(
      s,
      subview(data, 0, 0),
      'compressedTexImage2D',
      (at, bytes) => {
        s.x.gl_compressedTexImage2D(a[0], a[1], a[2], a[3], a[4], a[5], at, bytes);
      },
      copy,
    );
  },

  compressedTexSubImage2D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 8, 'compressedTexSubImage2D');
    const data: unknown = a[7];
    if (!isView(data)) throw wrongType('compressedTexSubImage2D', 8, 'ArrayBufferView');
    uploadArray(
      s,
      subview(data, 0, 0),
      'compressedTexSubImage2D',
      (at, bytes) => {
        s.x.gl_compressedTexSubImage2D(a[0], a[1], a[2], a[3], a[4], a[5], a[6], at, bytes);
      },
      copy,
    );
  },
} satisfies Methods & ThisType<unknown>;

/** Passes a (view, srcOffset, srcLengthOverride) or a (imageSize, offset) pair on. */
function uploadCompressed(
  s: ContextState,
  method: string,
  parameter: number,
  data: unknown,
  second: unknown,
  third: unknown,
  fromArray: Upload,
  fromBuffer: (imageSize: number, offset: number) => void,
): void {
  if (isView(data)) {
    const bytes = subview(data, second, third);
    if (!bytes) return s.error(GLError.InvalidValue, `${method}: srcOffset and length reach beyond the array`);
    return uploadArray(s, bytes, method, fromArray, copy);
  }
  if (data === null || data === undefined || typeof data === 'object') {
    throw wrongType(method, parameter, 'ArrayBufferView');
  }
  try {
    fromBuffer(Number(data) | 0, toInt64(second));
  } catch (error) {
    s.trap(error);
  }
}

// prettier-ignore
export const textureMethods2 = {
  texImage2D(
    target: number, level: number, internalformat: number, width: number, height: number, border: number,
    ...rest: unknown[]
  ): void {
    const s = stateOf(this);
    need(arguments.length, 6, 'texImage2D');
    if (arguments.length < 9) {
      if (arguments.length > 6) throw new TypeError("Failed to execute 'texImage2D': no overload takes that many arguments.");
      return texImage2DSource(s, target, level, internalformat, width, height, border);
    }
    const [format, type, data, srcOffset = 0] = rest as [number, number, unknown, number?];
    uploadAny(
      s, 'texImage2D', 9, arguments.length, data, srcOffset, type, mostBytes(s, width, height, 1),
      (at, bytes) => {
        s.x.gl_texImage2D(target, level, internalformat, width, height, border, format, type, at, bytes);
      },
      (offset) => {
        s.x.gl_texImage2DFromBuffer(target, level, internalformat, width, height, border, format, type, offset);
      },
      (at, sourceWidth, sourceHeight, flags) => {
        if (border | 0) return s.error(GLError.InvalidValue, 'texImage2D: border is not 0');
        s.x.gl_texImage2DFromSource(
          target, level, internalformat, width, height, format, type, at, sourceWidth, sourceHeight, flags);
      },
    );
  },

  texSubImage2D(
    target: number, level: number, xoffset: number, yoffset: number, width: number, height: number, format: unknown,
    ...rest: unknown[]
  ): void {
    const s = stateOf(this);
    need(arguments.length, 7, 'texSubImage2D');
    if (arguments.length < 9) {
      if (arguments.length > 7) throw new TypeError("Failed to execute 'texSubImage2D': no overload takes that many arguments.");
      return texSubImage2DSource(s, target, level, xoffset, yoffset, width, height, format);
    }
    const [type, data, srcOffset = 0] = rest as [number, unknown, number?];
    uploadAny(
      s, 'texSubImage2D', 9, arguments.length, data, srcOffset, type, mostBytes(s, width, height, 1),
      (at, bytes) => {
        s.x.gl_texSubImage2D(target, level, xoffset, yoffset, width, height, format as number, type, at, bytes);
      },
      (offset) => {
        s.x.gl_texSubImage2DFromBuffer(target, level, xoffset, yoffset, width, height, format as number, type, offset);
      },
      (at, sourceWidth, sourceHeight, flags) => {
        s.x.gl_texSubImage2DFromSource(
          target, level, xoffset, yoffset, width, height, format as number, type, at, sourceWidth, sourceHeight,
          flags);
      },
    );
  },

  texImage3D(
    target: number, level: number, internalformat: number, width: number, height: number, depth: number,
    border: number, format: number, type: number, data: unknown, srcOffset = 0,
  ): void {
    const s = stateOf(this);
    need(arguments.length, 10, 'texImage3D');
    uploadAny(
      s, 'texImage3D', 10, arguments.length, data, srcOffset, type, mostBytes(s, width, height, depth),
      (at, bytes) => {
        s.x.gl_texImage3D(target, level, internalformat, width, height, depth, border, format, type, at, bytes);
      },
      (offset) => {
        s.x.gl_texImage3DFromBuffer(target, level, internalformat, width, height, depth, border, format, type, offset);
      },
      (at, sourceWidth, sourceHeight, flags) => {
        if (border | 0) return s.error(GLError.InvalidValue, 'texImage3D: border is not 0');
        s.x.gl_texImage3DFromSource(
          target, level, internalformat, width, height, depth, format, type, at, sourceWidth, sourceHeight,
          flags);
      },
    );
  },

  texSubImage3D(
    target: number, level: number, xoffset: number, yoffset: number, zoffset: number, width: number, height: number,
    depth: number, format: number, type: number, data: unknown, srcOffset = 0,
  ): void {
    const s = stateOf(this);
    need(arguments.length, 11, 'texSubImage3D');
    uploadAny(
      s, 'texSubImage3D', 11, arguments.length, data, srcOffset, type, mostBytes(s, width, height, depth),
      (at, bytes) => {
        s.x.gl_texSubImage3D(
          target, level, xoffset, yoffset, zoffset, width, height, depth, format, type, at, bytes);
      },
      (offset) => {
        s.x.gl_texSubImage3DFromBuffer(
          target, level, xoffset, yoffset, zoffset, width, height, depth, format, type, offset);
      },
      (at, sourceWidth, sourceHeight, flags) => {
        s.x.gl_texSubImage3DFromSource(
          target, level, xoffset, yoffset, zoffset, width, height, depth, format, type, at, sourceWidth, sourceHeight,
          flags);
      },
    );
  },

  copyTexSubImage3D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 9, 'copyTexSubImage3D');
    if (s.settled) s.wake();
    try {
      s.x.gl_copyTexSubImage3D(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8] as number);
    } catch (error) {
      s.trap(error);
    }
  },

  compressedTexImage2D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 7, 'compressedTexImage2D');
    uploadCompressed(
      s, 'compressedTexImage2D', 7, a[6], a[7], a[8],
      (at, bytes) => {
        s.x.gl_compressedTexImage2D(a[0], a[1], a[2], a[3], a[4], a[5], at, bytes);
      },
      (imageSize, offset) => {
        s.x.gl_compressedTexImage2DFromBuffer(a[0], a[1], a[2], a[3], a[4], a[5], imageSize, offset);
      },
    );
  },

  compressedTexSubImage2D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 8, 'compressedTexSubImage2D');
    uploadCompressed(
      s, 'compressedTexSubImage2D', 8, a[7], a[8], a[9],
      (at, bytes) => {
        s.x.gl_compressedTexSubImage2D(a[0], a[1], a[2], a[3], a[4], a[5], a[6], at, bytes);
      },
      (imageSize, offset) => {
        s.x.gl_compressedTexSubImage2DFromBuffer(a[0], a[1], a[2], a[3], a[4], a[5], a[6], imageSize, offset);
      },
    );
  },

  compressedTexImage3D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 8, 'compressedTexImage3D');
    uploadCompressed(
      s, 'compressedTexImage3D', 8, a[7], a[8], a[9],
      (at, bytes) => {
        s.x.gl_compressedTexImage3D(a[0], a[1], a[2], a[3], a[4], a[5], a[6], at, bytes);
      },
      (imageSize, offset) => {
        s.x.gl_compressedTexImage3DFromBuffer(a[0], a[1], a[2], a[3], a[4], a[5], a[6], imageSize, offset);
      },
    );
  },

  compressedTexSubImage3D(...a: Arguments): void {
    const s = stateOf(this);
    need(a.length, 10, 'compressedTexSubImage3D');
    const [depth, format] = [a[7], a[8] as number];
    uploadCompressed(
      s, 'compressedTexSubImage3D', 10, a[9], a[10], a[11],
      (at, bytes) => {
        s.x.gl_compressedTexSubImage3D(a[0], a[1], a[2], a[3], a[4], a[5], a[6], depth, format, at, bytes);
      },
      (imageSize, offset) => {
        s.x.gl_compressedTexSubImage3DFromBuffer(
          a[0], a[1], a[2], a[3], a[4], a[5], a[6], depth, format, imageSize, offset);
      },
    );
  },

  samplerParameterf(sampler: unknown, pname: number, param: number): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'samplerParameterf');
    const name = s.required(sampler, ObjectKind.Sampler, 'samplerParameterf', 1);
    if (name < 0) return;
    try {
      s.x.gl_samplerParameterf(name, pname, param);
    } catch (error) {
      s.trap(error);
    }
  },

  samplerParameteri(sampler: unknown, pname: number, param: number): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'samplerParameteri');
    const name = s.required(sampler, ObjectKind.Sampler, 'samplerParameteri', 1);
    if (name < 0) return;
    try {
      s.x.gl_samplerParameteri(name, pname, param);
    } catch (error) {
      s.trap(error);
    }
  },
} satisfies Methods & ThisType<unknown>;
