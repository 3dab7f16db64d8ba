// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a query answers: the typed value of docs/abi.md, as the page sees it. Arrays are copies of their own.

import {textOf, toArray} from './idl.ts';
import type {Kind, ObjectNames} from './objects.ts';

/** Decodes a payload: kind in its first word, data from byte 16 on. */
export function typedValue(payload: Uint8Array<ArrayBuffer>, objects: ObjectNames): unknown {
  const {buffer, byteOffset, length} = payload;
  const view = new DataView(buffer, byteOffset, length);
  const data = byteOffset + 16;
  const words = (length - 16) >> 2;
  switch (view.getUint32(0, true)) {
    case 1:
      return view.getUint32(16, true) !== 0;
    case 2:
      return view.getInt32(16, true);
    case 3:
      return view.getUint32(16, true);
    case 4:
      return view.getFloat32(16, true);
    case 5:
      return new Int32Array(buffer, data, words).slice();
    case 6:
      return new Uint32Array(buffer, data, words).slice();
    case 7:
      return new Float32Array(buffer, data, words).slice();
    case 8:
      return toArray(new Uint32Array(buffer, data, words)).map((word) => word !== 0);
    case 9:
      return textOf(payload.subarray(16));
    case 10:
      return objects.get(view.getUint32(16, true) as Kind, view.getUint32(20, true));
    case 11:
      return view.getFloat64(16, true);
    case 12:
      return toArray(new Uint32Array(buffer, data, words));
    default:
      return null;
  }
}
