// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Vertex attributes: WebGL 1.0 "Uniforms and attributes", WebGL 2.0 "Uniforms and attributes".

import type {CommandOf, GlCommand, LooseCommands} from '../../loader/gl-commands.ts';
import {need, toInt64, toList} from '../idl.ts';
import {GLError, stateOf} from '../state.ts';
import type {Methods} from './scalar.ts';

function makeAttribute(components: number): Methods {
  const name = `vertexAttrib${components}f`;
  const call = `gl_${name}` as GlCommand;
  const scalar = {
    1: function (this: unknown, index: number, x: number): void {
      const s = stateOf(this);
      need(arguments.length, 2, name);
      try {
        s.x[call as CommandOf<2>](index, x);
      } catch (error) {
        s.trap(error);
      }
    },
    2: function (this: unknown, index: number, x: number, y: number): void {
      const s = stateOf(this);
      need(arguments.length, 3, name);
      try {
        s.x[call as CommandOf<3>](index, x, y);
      } catch (error) {
        s.trap(error);
      }
    },
    3: function (this: unknown, index: number, x: number, y: number, z: number): void {
      const s = stateOf(this);
      need(arguments.length, 4, name);
      try {
        s.x[call as CommandOf<4>](index, x, y, z);
      } catch (error) {
        s.trap(error);
      }
    },
    4: function (this: unknown, index: number, x: number, y: number, z: number, w: number): void {
      const s = stateOf(this);
      need(arguments.length, 5, name);
      try {
        s.x[call as CommandOf<5>](index, x, y, z, w);
      } catch (error) {
        s.trap(error);
      }
    },
  }[components]!;
  const vector = makeAttributeArray(`${name}v`, call, 'Float32Array', components);
  Object.defineProperty(scalar, 'name', {value: name, configurable: true});
  return {[name]: scalar as Methods[string], [`${name}v`]: vector};
}

function makeAttributeArray(
  name: string,
  call: GlCommand,
  listClass: 'Float32Array' | 'Int32Array' | 'Uint32Array',
  components: number,
): Methods[string] {
  const method = function (this: unknown, index: number, values: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, name);
    const list = toList(values, listClass, name, 2);
    if (list.length < components) return s.error(GLError.InvalidValue, `${name}: too few values`);
    try {
      (s.x as LooseCommands<GlCommand>)[call](index, list[0]!, list[1]!, list[2]!, list[3]!); // wasm leaves surplus arguments alone
    } catch (error) {
      s.trap(error);
    }
  };
  Object.defineProperty(method, 'name', {value: name, configurable: true});
  return method;
}

export const vertexMethods: Methods & ThisType<unknown> = {
  ...makeAttribute(1),
  ...makeAttribute(2),
  ...makeAttribute(3),
  ...makeAttribute(4),

  vertexAttribPointer(
    index: number,
    size: number,
    type: number,
    normalized: unknown,
    stride: number,
    offset: unknown,
  ): void {
    const s = stateOf(this);
    if (arguments.length < 6) need(arguments.length, 6, 'vertexAttribPointer');
    try {
      s.x.gl_vertexAttribPointer(index, size, type, normalized ? 1 : 0, stride, toInt64(offset));
    } catch (error) {
      s.trap(error);
    }
  },

  getVertexAttribOffset(index: number, pname: number): number {
    const s = stateOf(this);
    need(arguments.length, 2, 'getVertexAttribOffset');
    try {
      return s.x.gl_getVertexAttribOffset(index, pname);
    } catch (error) {
      return s.trap(error);
    }
  },
};

export const vertexMethods2: Methods & ThisType<unknown> = {
  vertexAttribI4iv: makeAttributeArray('vertexAttribI4iv', 'gl_vertexAttribI4i', 'Int32Array', 4),
  vertexAttribI4uiv: makeAttributeArray('vertexAttribI4uiv', 'gl_vertexAttribI4ui', 'Uint32Array', 4),

  vertexAttribI4i(index: number, x: number, y: number, z: number, w: number): void {
    const s = stateOf(this);
    need(arguments.length, 5, 'vertexAttribI4i');
    try {
      s.x.gl_vertexAttribI4i(index, x, y, z, w);
    } catch (error) {
      s.trap(error);
    }
  },

  vertexAttribI4ui(index: number, x: number, y: number, z: number, w: number): void {
    const s = stateOf(this);
    need(arguments.length, 5, 'vertexAttribI4ui');
    try {
      s.x.gl_vertexAttribI4ui(index, x, y, z, w);
    } catch (error) {
      s.trap(error);
    }
  },

  vertexAttribIPointer(index: number, size: number, type: number, stride: number, offset: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 5, 'vertexAttribIPointer');
    try {
      s.x.gl_vertexAttribIPointer(index, size, type, stride, toInt64(offset));
    } catch (error) {
      s.trap(error);
    }
  },
};
