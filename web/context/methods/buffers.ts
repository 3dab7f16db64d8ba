// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Buffer objects: WebGL 1.0 "Buffer objects", WebGL 2.0 "Buffer objects". A view's bytes are copied at the call.

import {isBuffer, isView, need, subview, toInt64, wrongType} from '../idl.ts';
import {kHeaderBytes, ObjectKind} from '../../loader/boundary.ts';
import {GLError, stateOf, type ContextState} from '../state.ts';
import type {Methods} from './scalar.ts';

function upload(s: ContextState, target: number, bytes: Uint8Array, usage: number): void {
  const core = s.core;
  if (!core) return;
  const at = core.lend(bytes);
  if (at === 0) return s.error(GLError.OutOfMemory, 'bufferData: out of memory');
  s.x.gl_bufferData(target, at, bytes.length, usage);
  core.release(at);
}

function uploadPart(s: ContextState, target: number, offset: number, bytes: Uint8Array): void {
  const core = s.core;
  if (!core) return;
  const at = core.lend(bytes);
  if (at === 0) return s.error(GLError.OutOfMemory, 'bufferSubData: out of memory');
  s.x.gl_bufferSubData(target, offset, at, bytes.length);
  core.release(at);
}

function bytesOf(source: ArrayBufferLike | ArrayBufferView): Uint8Array {
  return isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source as ArrayBufferLike);
}

function bufferData(s: ContextState, target: number, source: unknown, usage: number): void {
  if (source === null || source === undefined) {
    return s.error(GLError.InvalidValue, 'bufferData: the data is null');
  }
  try {
    if (isView(source) || isBuffer(source)) upload(s, target, bytesOf(source), usage);
    else s.x.gl_bufferData(target, 0, toInt64(source), usage);
  } catch (error) {
    s.trap(error);
  }
}

export const bufferMethods = {
  bindBuffer(target: number, buffer: unknown): void {
    const s = stateOf(this);
    if (arguments.length < 2) need(arguments.length, 2, 'bindBuffer');
    const name = s.nullable(buffer, ObjectKind.Buffer, 'bindBuffer', 2);
    if (name < 0) return;
    try {
      s.x.gl_bindBuffer(target, name);
    } catch (error) {
      s.trap(error);
    }
  },

  bufferData(target: number, source: unknown, usage: number): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'bufferData');
    bufferData(s, target, source, usage);
  },

  bufferSubData(target: number, offset: unknown, source: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'bufferSubData');
    if (!isView(source) && !isBuffer(source)) throw wrongType('bufferSubData', 3, 'BufferSource');
    try {
      uploadPart(s, target, toInt64(offset), bytesOf(source));
    } catch (error) {
      s.trap(error);
    }
  },
} satisfies Methods & ThisType<unknown>;

export const bufferMethods2 = {
  bufferData(target: number, source: unknown, usage: number, srcOffset = 0, length = 0): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'bufferData');
    if (arguments.length < 4) return bufferData(s, target, source, usage);
    if (!isView(source)) throw wrongType('bufferData', 2, 'ArrayBufferView');
    const bytes = subview(source, srcOffset, length);
    if (!bytes) return s.error(GLError.InvalidValue, 'bufferData: srcOffset and length reach beyond the data');
    try {
      upload(s, target, bytes, usage);
    } catch (error) {
      s.trap(error);
    }
  },

  bufferSubData(target: number, offset: unknown, source: unknown, srcOffset = 0, length = 0): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'bufferSubData');
    let bytes: Uint8Array | null;
    if (arguments.length > 3) {
      if (!isView(source)) throw wrongType('bufferSubData', 3, 'ArrayBufferView');
      bytes = subview(source, srcOffset, length);
    } else {
      if (!isView(source) && !isBuffer(source)) throw wrongType('bufferSubData', 3, 'BufferSource');
      bytes = bytesOf(source);
    }
    if (!bytes) return s.error(GLError.InvalidValue, 'bufferSubData: srcOffset and length reach beyond the data');
    try {
      uploadPart(s, target, toInt64(offset), bytes);
    } catch (error) {
      s.trap(error);
    }
  },

  copyBufferSubData(
    readTarget: number,
    writeTarget: number,
    readOffset: unknown,
    writeOffset: unknown,
    size: unknown,
  ): void {
    const s = stateOf(this);
    need(arguments.length, 5, 'copyBufferSubData');
    try {
      s.x.gl_copyBufferSubData(readTarget, writeTarget, toInt64(readOffset), toInt64(writeOffset), toInt64(size));
    } catch (error) {
      s.trap(error);
    }
  },

  getBufferSubData(target: number, srcByteOffset: unknown, dst: unknown, dstOffset = 0, length = 0): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'getBufferSubData');
    if (!isView(dst)) throw wrongType('getBufferSubData', 3, 'ArrayBufferView');
    const room = subview(dst, dstOffset, length);
    if (!room) return s.error(GLError.InvalidValue, 'getBufferSubData: dstOffset and length reach beyond the array');
    try {
      const {x} = s; // converting the arguments may lose the context
      const at = x.gl_getBufferSubData(target, toInt64(srcByteOffset), room.length) >>> 0;
      if (at === 0) return;
      const {buffer} = x.memory;
      room.set(new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true)));
    } catch (error) {
      s.trap(error);
    }
  },

  bindBufferBase(target: number, index: number, buffer: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'bindBufferBase');
    const name = s.nullable(buffer, ObjectKind.Buffer, 'bindBufferBase', 3);
    if (name < 0) return;
    try {
      s.x.gl_bindBufferBase(target, index, name);
    } catch (error) {
      s.trap(error);
    }
  },

  bindBufferRange(target: number, index: number, buffer: unknown, offset: unknown, size: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 5, 'bindBufferRange');
    const name = s.nullable(buffer, ObjectKind.Buffer, 'bindBufferRange', 3);
    if (name < 0) return;
    try {
      s.x.gl_bindBufferRange(target, index, name, toInt64(offset), toInt64(size));
    } catch (error) {
      s.trap(error);
    }
  },
} satisfies Methods & ThisType<unknown>;
