// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Texture uploads: one method per command, whose overloads differ in where the texels come from (an array, a DOM source,
// a pixel unpack buffer). WebGL 1.0 and 2.0, "Texture objects", "Texture uploads".

import {ObjectKind} from '../../loader/boundary.ts';
import {isView, need, subview, toInt64, wrongType} from '../idl.ts';
import {GLError, stateOf, type ContextState} from '../state.ts';
import type {Methods} from './scalar.ts';
import {
  copy,
  mostBytes,
  texImage2DSource,
  texSubImage2DSource,
  uploadAny,
  uploadArray,
  type Upload,
} from './uploads.ts';

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
