// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Queries of the core whose answers look alike: entry points that want the same record are one call site, which takes
// the ephemeral result at once (docs/abi.md). There is none after an error, on a lost context, and after a trap.

import {kHeaderBytes, kKindBytes, ValueKind, VariablePayload, type ObjectKind} from '../loader/boundary.ts';
import type {GlCommand} from '../loader/gl-commands.ts';
import {textOf, toArray} from './idl.ts';
import {makeActiveInfo} from './objects.ts';
import type {ContextState} from './state.ts';

/** Commands that answer a typed value: kind in the first word, data from byte 16 on. */
export type ValueQuery = Extract<
  GlCommand,
  `gl_get${string}Parameter` | 'gl_getActiveUniforms' | 'gl_getQuery' | 'gl_getUniform' | 'gl_getVertexAttrib'
>;

/** The answer as the page sees it, arrays as copies of their own. Parameters that a query has not got are not looked at. */
export function queryValue(s: ContextState, query: ValueQuery, a: number, b = 0, c = 0, d = 0): unknown {
  try {
    const {x} = s; // converting the arguments may lose the context
    const at = x[query](a, b, c, d) >>> 0;
    if (at === 0) return null;
    const {buffer} = x.memory;
    const view = new DataView(buffer);
    const length = view.getUint32(at - kHeaderBytes, true) - kKindBytes;
    const data = at + kKindBytes;
    switch (view.getUint32(at, true)) {
      case ValueKind.Boolean:
        return view.getUint32(data, true) !== 0;
      case ValueKind.Int:
        return view.getInt32(data, true);
      case ValueKind.Uint:
        return view.getUint32(data, true);
      case ValueKind.Float:
        return view.getFloat32(data, true);
      case ValueKind.IntArray:
        return new Int32Array(buffer, data, length / 4).slice();
      case ValueKind.UintArray:
        return new Uint32Array(buffer, data, length / 4).slice();
      case ValueKind.FloatArray:
        return new Float32Array(buffer, data, length / 4).slice();
      case ValueKind.BooleanSequence:
        return toArray(new Uint32Array(buffer, data, length / 4)).map((word) => word !== 0);
      case ValueKind.String:
        return textOf(new Uint8Array(buffer, data, length));
      case ValueKind.Object:
        return s.objects.get(view.getUint32(data, true) as ObjectKind, view.getUint32(data + 4, true));
      case ValueKind.Number:
        return view.getFloat64(data, true);
      case ValueKind.EnumSequence:
        return toArray(new Uint32Array(buffer, data, length / 4));
      default:
        return null;
    }
  } catch (error) {
    return s.trap(error) || null;
  }
}

/** Commands that answer text. */
export type TextQuery = Extract<
  GlCommand,
  | `gl_get${string}InfoLog`
  | `gl_get${string}ShaderSource`
  | 'gl_getActiveUniformBlockName'
  | 'gl_getSupportedExtensions'
>;

export function queryText(s: ContextState, query: TextQuery, name = 0, index = 0): string | null {
  try {
    const {x} = s; // converting the arguments may lose the context
    const at = x[query](name, index) >>> 0;
    if (at === 0) return null;
    const {buffer} = x.memory;
    return textOf(new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true)));
  } catch (error) {
    return s.trap(error) || null;
  }
}

/** Commands that answer i32 size, u32 type, then the name. */
export type ActiveQuery = Extract<
  GlCommand,
  'gl_getActiveAttrib' | 'gl_getActiveUniform' | 'gl_getTransformFeedbackVarying'
>;

/** The answer as WebGLActiveInfo. */
export function queryActive(s: ContextState, query: ActiveQuery, program: number, index: number): object | null {
  try {
    const {x} = s; // converting the arguments may lose the context
    const at = x[query](program, index) >>> 0;
    if (at === 0) return null;
    const {buffer} = x.memory;
    const view = new DataView(buffer);
    const {size, type, bytes} = VariablePayload;
    const name = new Uint8Array(buffer, at + bytes, view.getUint32(at - kHeaderBytes, true) - bytes);
    return makeActiveInfo(textOf(name), view.getInt32(at + size, true), view.getUint32(at + type, true));
  } catch (error) {
    return s.trap(error) || null;
  }
}
