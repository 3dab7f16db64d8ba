// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// uniform*: the commands a page calls most. The scalar ones are written out, so that each stays a plain call; the array
// ones are made from one table. A location is checked here, because it is JavaScript's: the core takes its number.

import type {CommandOf, GlCommand} from '../../loader/gl-commands.ts';
import {need, toList, toNumbers} from '../idl.ts';
import {GLError, stateOf, type ContextState} from '../state.ts';
import type {Methods} from './scalar.ts';

type List = 'Float32Array' | 'Int32Array' | 'Uint32Array';

/** Copies elements of a list into the core and calls with (address, bytes). */
function writeList(
  s: ContextState,
  call: GlCommand,
  location: number,
  transpose: number,
  listClass: List,
  list: ArrayLike<number>,
  first: number,
  count: number,
): void {
  const core = s.core;
  if (!core) return;
  try {
    const at = core.reserve(count * 4);
    if (at === 0) return s.error(GLError.OutOfMemory, `${call.slice(3)}: out of memory`);
    const buffer = core.memory.buffer;
    const room =
      listClass === 'Float32Array'
        ? new Float32Array(buffer, at, count)
        : listClass === 'Int32Array'
          ? new Int32Array(buffer, at, count)
          : new Uint32Array(buffer, at, count);
    if (first === 0 && count === list.length) room.set(list);
    else for (let i = 0; i < count; ++i) room[i] = list[first + i]!;
    if (transpose < 0) s.x[call as CommandOf<3>](location, at, count * 4);
    else s.x[call as CommandOf<4>](location, transpose, at, count * 4);
    core.release(at);
  } catch (error) {
    s.trap(error);
  }
}

/** Elements to take, or -1 after recording INVALID_VALUE. WebGL 2.0, "Setting uniform variables". */
function elementCount(s: ContextState, length: number, srcOffset: number, srcLength: number, method: string): number {
  if (srcOffset > length || srcLength > length - srcOffset) {
    s.error(GLError.InvalidValue, `${method}: srcOffset and srcLength reach beyond the data`);
    return -1;
  }
  return srcLength === 0 ? length - srcOffset : srcLength;
}

function makeVector(name: string, listClass: List): Methods[string] {
  const call = `gl_${name}` as GlCommand;
  const method = function (this: unknown, location: unknown, data: unknown, srcOffset = 0, srcLength = 0): void {
    const s = stateOf(this);
    if (arguments.length < 2) need(arguments.length, 2, name);
    const list = toNumbers(toList(data, listClass, name, 2), listClass);
    if (list.length === 0) return s.error(GLError.InvalidValue, `${name}: there are no values`);
    const at = s.location(location, name);
    if (at < 0) return;
    const first = arguments.length < 3 ? 0 : srcOffset >>> 0;
    const count = arguments.length < 3 ? list.length : elementCount(s, list.length, first, srcLength >>> 0, name);
    if (count >= 0) writeList(s, call, at, -1, listClass, list, first, count);
  };
  Object.defineProperty(method, 'name', {value: name, configurable: true});
  return method;
}

function makeMatrix(name: string): Methods[string] {
  const call = `gl_${name}` as GlCommand;
  const method = function (
    this: unknown,
    location: unknown,
    transpose: unknown,
    data: unknown,
    srcOffset = 0,
    srcLength = 0,
  ): void {
    const s = stateOf(this);
    if (arguments.length < 3) need(arguments.length, 3, name);
    const list = toNumbers(toList(data, 'Float32Array', name, 3), 'Float32Array');
    if (list.length === 0) return s.error(GLError.InvalidValue, `${name}: there are no values`);
    const at = s.location(location, name);
    if (at < 0) return;
    const first = arguments.length < 4 ? 0 : srcOffset >>> 0;
    const count = arguments.length < 4 ? list.length : elementCount(s, list.length, first, srcLength >>> 0, name);
    if (count >= 0) writeList(s, call, at, transpose ? 1 : 0, 'Float32Array', list, first, count);
  };
  Object.defineProperty(method, 'name', {value: name, configurable: true});
  return method;
}

/** WebGL 1 knows no offsets: it ignores further arguments, as Web IDL says. */
function withoutOffsets(method: Methods[string], count: 2 | 3): Methods[string] {
  const plain = method as (this: unknown, ...args: unknown[]) => void;
  const wrapped =
    count === 2
      ? function (this: unknown, location: unknown, data: unknown): void {
          if (arguments.length < 2) need(arguments.length, 2, method.name);
          plain.call(this, location, data);
        }
      : function (this: unknown, location: unknown, transpose: unknown, data: unknown): void {
          if (arguments.length < 3) need(arguments.length, 3, method.name);
          plain.call(this, location, transpose, data);
        };
  Object.defineProperty(wrapped, 'name', {value: method.name, configurable: true});
  return wrapped;
}

const vectors: Methods = {};
const unsignedVectors: Methods = {};
for (const n of [1, 2, 3, 4]) {
  vectors[`uniform${n}fv`] = makeVector(`uniform${n}fv`, 'Float32Array');
  vectors[`uniform${n}iv`] = makeVector(`uniform${n}iv`, 'Int32Array');
  unsignedVectors[`uniform${n}uiv`] = makeVector(`uniform${n}uiv`, 'Uint32Array');
}
const matrices: Methods = {};
for (const size of ['2', '3', '4']) matrices[`uniformMatrix${size}fv`] = makeMatrix(`uniformMatrix${size}fv`);
const otherMatrices: Methods = {};
for (const size of ['2x3', '2x4', '3x2', '3x4', '4x2', '4x3']) {
  otherMatrices[`uniformMatrix${size}fv`] = makeMatrix(`uniformMatrix${size}fv`);
}

export const uniformArrayMethods1: Methods = {};
for (const [name, method] of Object.entries(vectors)) uniformArrayMethods1[name] = withoutOffsets(method, 2);
for (const [name, method] of Object.entries(matrices)) uniformArrayMethods1[name] = withoutOffsets(method, 3);

export const uniformArrayMethods2: Methods = {...vectors, ...unsignedVectors, ...matrices, ...otherMatrices};

// prettier-ignore
export const uniformMethods = {
  uniform1f(location: unknown, x: number): void {
    const s = stateOf(this);
    if (arguments.length < 2) need(arguments.length, 2, 'uniform1f');
    const at = s.location(location, 'uniform1f');
    if (at < 0) return;
    try {
      s.x.gl_uniform1f(at, x);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform2f(location: unknown, x: number, y: number): void {
    const s = stateOf(this);
    if (arguments.length < 3) need(arguments.length, 3, 'uniform2f');
    const at = s.location(location, 'uniform2f');
    if (at < 0) return;
    try {
      s.x.gl_uniform2f(at, x, y);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform3f(location: unknown, x: number, y: number, z: number): void {
    const s = stateOf(this);
    if (arguments.length < 4) need(arguments.length, 4, 'uniform3f');
    const at = s.location(location, 'uniform3f');
    if (at < 0) return;
    try {
      s.x.gl_uniform3f(at, x, y, z);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform4f(location: unknown, x: number, y: number, z: number, w: number): void {
    const s = stateOf(this);
    if (arguments.length < 5) need(arguments.length, 5, 'uniform4f');
    const at = s.location(location, 'uniform4f');
    if (at < 0) return;
    try {
      s.x.gl_uniform4f(at, x, y, z, w);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform1i(location: unknown, x: number): void {
    const s = stateOf(this);
    if (arguments.length < 2) need(arguments.length, 2, 'uniform1i');
    const at = s.location(location, 'uniform1i');
    if (at < 0) return;
    try {
      s.x.gl_uniform1i(at, x);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform2i(location: unknown, x: number, y: number): void {
    const s = stateOf(this);
    if (arguments.length < 3) need(arguments.length, 3, 'uniform2i');
    const at = s.location(location, 'uniform2i');
    if (at < 0) return;
    try {
      s.x.gl_uniform2i(at, x, y);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform3i(location: unknown, x: number, y: number, z: number): void {
    const s = stateOf(this);
    if (arguments.length < 4) need(arguments.length, 4, 'uniform3i');
    const at = s.location(location, 'uniform3i');
    if (at < 0) return;
    try {
      s.x.gl_uniform3i(at, x, y, z);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform4i(location: unknown, x: number, y: number, z: number, w: number): void {
    const s = stateOf(this);
    if (arguments.length < 5) need(arguments.length, 5, 'uniform4i');
    const at = s.location(location, 'uniform4i');
    if (at < 0) return;
    try {
      s.x.gl_uniform4i(at, x, y, z, w);
    } catch (error) {
      s.trap(error);
    }
  },

} satisfies Methods & ThisType<unknown>;

// prettier-ignore
export const uniformMethods2 = {
  uniform1ui(location: unknown, v0: number): void {
    const s = stateOf(this);
    if (arguments.length < 2) need(arguments.length, 2, 'uniform1ui');
    const at = s.location(location, 'uniform1ui');
    if (at < 0) return;
    try {
      s.x.gl_uniform1ui(at, v0);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform2ui(location: unknown, v0: number, v1: number): void {
    const s = stateOf(this);
    if (arguments.length < 3) need(arguments.length, 3, 'uniform2ui');
    const at = s.location(location, 'uniform2ui');
    if (at < 0) return;
    try {
      s.x.gl_uniform2ui(at, v0, v1);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform3ui(location: unknown, v0: number, v1: number, v2: number): void {
    const s = stateOf(this);
    if (arguments.length < 4) need(arguments.length, 4, 'uniform3ui');
    const at = s.location(location, 'uniform3ui');
    if (at < 0) return;
    try {
      s.x.gl_uniform3ui(at, v0, v1, v2);
    } catch (error) {
      s.trap(error);
    }
  },

  uniform4ui(location: unknown, v0: number, v1: number, v2: number, v3: number): void {
    const s = stateOf(this);
    if (arguments.length < 5) need(arguments.length, 5, 'uniform4ui');
    const at = s.location(location, 'uniform4ui');
    if (at < 0) return;
    try {
      s.x.gl_uniform4ui(at, v0, v1, v2, v3);
    } catch (error) {
      s.trap(error);
    }
  },

} satisfies Methods & ThisType<unknown>;
