// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// readPixels: WebGL 1.0 "Reading back pixels", WebGL 2.0 the same. The core answers rows with their place in the caller's
// array, so that what the pack parameters skip stays as it was.

import {isView, need, subview, toInt64, wrongType, type View} from '../idl.ts';
import {GLError, stateOf, type ContextState} from '../state.ts';
import {PackedRows} from '../../loader/boundary.ts';
import type {Methods} from './scalar.ts';
import {viewFits} from './uploads.ts';

/** x, y, width, height, format, type */
type Read = readonly [number, number, number, number, number, number];

function readInto(s: ContextState, read: Read, view: View | null, dstOffset: number): void {
  if (!view) return s.error(GLError.InvalidValue, 'readPixels: there is no array');
  // FLOAT_32_UNSIGNED_INT_24_8_REV fits no array, and can never be read: the core says which error that is.
  const room = subview(view, dstOffset, 0);
  if (!room) return s.error(GLError.InvalidValue, 'readPixels: dstOffset lies beyond the array');
  if (s.settled) s.wake();
  try {
    const length = read[5] === 0x8dad || viewFits(view, read[5]) ? room.length : -1;
    const {x} = s; // converting the arguments may lose the context
    const at = x.gl_readPixels(read[0], read[1], read[2], read[3], read[4], read[5], length) >>> 0;
    if (at === 0) return;
    const {buffer} = x.memory;
    const record = new DataView(buffer, at, PackedRows.bytes);
    const rowBytes = record.getUint32(PackedRows.rowBytes, true);
    const strideBytes = record.getUint32(PackedRows.rowStrideBytes, true);
    const rows = record.getUint32(PackedRows.rows, true);
    const firstByte = record.getUint32(PackedRows.firstByte, true);
    const from = at + PackedRows.bytes;
    if (rowBytes === strideBytes) {
      room.set(new Uint8Array(buffer, from, rows * rowBytes), firstByte);
    } else {
      for (let row = 0; row < rows; ++row) {
        room.set(new Uint8Array(buffer, from + row * rowBytes, rowBytes), firstByte + row * strideBytes);
      }
    }
  } catch (error) {
    s.trap(error);
  }
}

export const readMethods = {
  readPixels(x: number, y: number, width: number, height: number, format: number, type: number, pixels: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 7, 'readPixels');
    if (pixels !== null && pixels !== undefined && !isView(pixels)) {
      throw wrongType('readPixels', 7, 'ArrayBufferView');
    }
    readInto(s, [x, y, width, height, format, type], pixels ?? null, 0);
  },
} satisfies Methods & ThisType<unknown>;

export const readMethods2 = {
  readPixels(
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    target: unknown,
    dstOffset = 0,
  ): void {
    const s = stateOf(this);
    need(arguments.length, 7, 'readPixels');
    if (isView(target)) return readInto(s, [x, y, width, height, format, type], target, dstOffset);
    if (arguments.length > 7 || typeof target === 'object' || typeof target === 'function') {
      if (target !== null || arguments.length > 7) throw wrongType('readPixels', 7, 'ArrayBufferView');
    }
    if (target === null || target === undefined) return readInto(s, [x, y, width, height, format, type], null, 0);
    if (s.settled) s.wake();
    try {
      s.x.gl_readPixelsToBuffer(x, y, width, height, format, type, toInt64(target));
    } catch (error) {
      s.trap(error);
    }
  },
} satisfies Methods & ThisType<unknown>;
