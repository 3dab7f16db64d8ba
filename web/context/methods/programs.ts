// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Shaders and programs: WebGL 1.0 "Programs and Shaders", WebGL 2.0 "Programs and shaders", "Uniform buffer objects".

import type {CoreInstance} from '../../loader/core-instance.ts';
import {need, toArray, toSequence, utf8, wrongType} from '../idl.ts';
import {kHeaderBytes, ObjectKind, PrecisionFormat} from '../../loader/boundary.ts';
import {GLObject, UniformLocation, makeShaderPrecisionFormat, makeUniformLocation} from '../objects.ts';
import {queryActive, queryText, queryValue} from '../query.ts';
import {GLError, stateOf, type ContextState} from '../state.ts';
import type {Methods} from './scalar.ts';

/** Copies a string into the core; release the address. 0 after an error. */
function putText(s: ContextState, core: CoreInstance, text: Uint8Array, method: string): number {
  const at = core.reserve(text.length);
  if (at === 0) s.error(GLError.OutOfMemory, `${method}: out of memory`);
  else new Uint8Array(core.memory.buffer).set(text, at);
  return at;
}

/** WebGL 1.0, "Characters outside of the GLSL ES set": INVALID_VALUE in names. */
function isGlslText(text: string): boolean {
  for (let i = 0; i < text.length; ++i) {
    const c = text.charCodeAt(i);
    const allowed =
      (c >= 32 && c <= 126 && c !== 0x22 && c !== 0x24 && c !== 0x27 && c !== 0x40 && c !== 0x5c && c !== 0x60) ||
      (c >= 9 && c <= 13);
    if (!allowed) return false;
  }
  return true;
}

/** COMPLETION_STATUS_KHR: true on a lost context, so that a page which polls it comes to an end. */
const kCompletionStatus = 0x91b1;

/** The answer of a program or shader parameter; one that makes the page wait is an occasion to go on with the work. */
function polled(s: ContextState, pname: number, answer: unknown): unknown {
  if (answer === false && pname >>> 0 === kCompletionStatus) s.deferred.polled();
  return answer;
}

/** Names for a command of the core that takes one: (program, name) -> integer. */
function byName(
  s: ContextState,
  method: string,
  call: 'gl_getAttribLocation' | 'gl_getUniformLocation' | 'gl_getFragDataLocation' | 'gl_getUniformBlockIndex',
  program: number,
  name: string,
  none: number,
): number {
  const {core} = s;
  if (!core || program < 0) return none;
  if (!isGlslText(name)) {
    s.error(GLError.InvalidValue, `${method}: the name holds a character that GLSL does not know`);
    return none;
  }
  try {
    const text = utf8(name);
    const at = putText(s, core, text, method);
    if (at === 0) return none;
    const result = s.x[call](program, at, text.length);
    core.release(at);
    return result;
  } catch (error) {
    s.trap(error);
    return none;
  }
}

export const programMethods = {
  attachShader(program: unknown, shader: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'attachShader');
    const programName = s.required(program, ObjectKind.Program, 'attachShader', 1);
    const shaderName = s.required(shader, ObjectKind.Shader, 'attachShader', 2);
    if (programName < 0 || shaderName < 0) return;
    try {
      s.x.gl_attachShader(programName, shaderName);
    } catch (error) {
      s.trap(error);
    }
  },

  detachShader(program: unknown, shader: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'detachShader');
    const programName = s.required(program, ObjectKind.Program, 'detachShader', 1);
    const shaderName = s.required(shader, ObjectKind.Shader, 'detachShader', 2);
    if (programName < 0 || shaderName < 0) return;
    try {
      s.x.gl_detachShader(programName, shaderName);
    } catch (error) {
      s.trap(error);
    }
  },

  shaderSource(shader: unknown, source: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'shaderSource');
    const name = s.required(shader, ObjectKind.Shader, 'shaderSource', 1);
    const text = utf8(source);
    const {core} = s;
    if (name < 0 || !core) return;
    try {
      const at = putText(s, core, text, 'shaderSource');
      if (at === 0) return;
      s.x.gl_shaderSource(name, at, text.length);
      core.release(at);
    } catch (error) {
      s.trap(error);
    }
  },

  compileShader(shader: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 1, 'compileShader');
    const name = s.required(shader, ObjectKind.Shader, 'compileShader', 1);
    if (name < 0) return;
    try {
      s.x.gl_compileShader(name);
      s.deferred.requested();
    } catch (error) {
      s.trap(error);
    }
  },

  linkProgram(program: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 1, 'linkProgram');
    const name = s.required(program, ObjectKind.Program, 'linkProgram', 1);
    if (name < 0) return;
    try {
      s.x.gl_linkProgram(name);
      GLObject.setLinks(program as GLObject, s.x.gl_linkSerial(name));
      s.deferred.requested();
    } catch (error) {
      s.trap(error);
    }
  },

  validateProgram(program: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 1, 'validateProgram');
    const name = s.required(program, ObjectKind.Program, 'validateProgram', 1);
    if (name < 0) return;
    try {
      s.x.gl_validateProgram(name);
    } catch (error) {
      s.trap(error);
    }
  },

  useProgram(program: unknown): void {
    const s = stateOf(this);
    if (arguments.length < 1) need(arguments.length, 1, 'useProgram');
    const name = s.nullable(program, ObjectKind.Program, 'useProgram', 1);
    if (name < 0) return;
    try {
      s.x.gl_useProgram(name);
      // It may have been refused. The core knows; uniform locations are held against this.
      const current = s.x.gl_currentProgram() >>> 0;
      if (current === name) s.currentProgram = (program ?? null) as GLObject | null;
    } catch (error) {
      s.trap(error);
    }
  },

  bindAttribLocation(program: unknown, index: number, name: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'bindAttribLocation');
    const programName = s.required(program, ObjectKind.Program, 'bindAttribLocation', 1);
    const text = String(name);
    const {core} = s;
    if (programName < 0 || !core) return;
    if (!isGlslText(text)) {
      return s.error(GLError.InvalidValue, 'bindAttribLocation: the name holds a character that GLSL does not know');
    }
    try {
      const bytes = utf8(text);
      const at = putText(s, core, bytes, 'bindAttribLocation');
      if (at === 0) return;
      s.x.gl_bindAttribLocation(programName, index, at, bytes.length);
      core.release(at);
    } catch (error) {
      s.trap(error);
    }
  },

  getAttribLocation(program: unknown, name: unknown): number {
    const s = stateOf(this);
    need(arguments.length, 2, 'getAttribLocation');
    const programName = s.required(program, ObjectKind.Program, 'getAttribLocation', 1);
    return byName(s, 'getAttribLocation', 'gl_getAttribLocation', programName, String(name), -1);
  },

  getUniformLocation(program: unknown, name: unknown): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getUniformLocation');
    const programName = s.required(program, ObjectKind.Program, 'getUniformLocation', 1);
    const location = byName(s, 'getUniformLocation', 'gl_getUniformLocation', programName, String(name), -1);
    return location < 0 ? null : makeUniformLocation(program as GLObject, location);
  },

  getActiveAttrib(program: unknown, index: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getActiveAttrib');
    const name = s.required(program, ObjectKind.Program, 'getActiveAttrib', 1);
    if (name < 0) return null;
    return queryActive(s, 'gl_getActiveAttrib', name, index);
  },

  getActiveUniform(program: unknown, index: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getActiveUniform');
    const name = s.required(program, ObjectKind.Program, 'getActiveUniform', 1);
    if (name < 0) return null;
    return queryActive(s, 'gl_getActiveUniform', name, index);
  },

  getAttachedShaders(program: unknown): unknown {
    const s = stateOf(this);
    need(arguments.length, 1, 'getAttachedShaders');
    const name = s.required(program, ObjectKind.Program, 'getAttachedShaders', 1);
    if (name < 0) return null;
    try {
      const at = s.x.gl_getAttachedShaders(name) >>> 0;
      if (at === 0) return null;
      const {buffer} = s.x.memory;
      const shaders = toArray(new Uint32Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true) / 4));
      return shaders.map((shader) => s.objects.get(ObjectKind.Shader, shader));
    } catch (error) {
      return s.trap(error) || null;
    }
  },

  getProgramInfoLog(program: unknown): string | null {
    const s = stateOf(this);
    need(arguments.length, 1, 'getProgramInfoLog');
    const name = s.required(program, ObjectKind.Program, 'getProgramInfoLog', 1);
    if (name < 0) return null;
    return queryText(s, 'gl_getProgramInfoLog', name);
  },

  getShaderInfoLog(shader: unknown): string | null {
    const s = stateOf(this);
    need(arguments.length, 1, 'getShaderInfoLog');
    const name = s.required(shader, ObjectKind.Shader, 'getShaderInfoLog', 1);
    if (name < 0) return null;
    return queryText(s, 'gl_getShaderInfoLog', name);
  },

  getShaderSource(shader: unknown): string | null {
    const s = stateOf(this);
    need(arguments.length, 1, 'getShaderSource');
    const name = s.required(shader, ObjectKind.Shader, 'getShaderSource', 1);
    if (name < 0) return null;
    return queryText(s, 'gl_getShaderSource', name);
  },

  getProgramParameter(program: unknown, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getProgramParameter');
    const name = s.required(program, ObjectKind.Program, 'getProgramParameter', 1);
    if (!s.core) return pname >>> 0 === kCompletionStatus ? true : null;
    if (name < 0) return null;
    return polled(s, pname, queryValue(s, 'gl_getProgramParameter', name, pname));
  },

  getShaderParameter(shader: unknown, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getShaderParameter');
    const name = s.required(shader, ObjectKind.Shader, 'getShaderParameter', 1);
    if (!s.core) return pname >>> 0 === kCompletionStatus ? true : null;
    if (name < 0) return null;
    return polled(s, pname, queryValue(s, 'gl_getShaderParameter', name, pname));
  },

  getShaderPrecisionFormat(shadertype: number, precisiontype: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getShaderPrecisionFormat');
    try {
      const {x} = s; // converting the arguments may lose the context
      const at = x.gl_getShaderPrecisionFormat(shadertype, precisiontype) >>> 0;
      if (at === 0) return null;
      const {buffer} = x.memory;
      const view = new DataView(buffer, at, PrecisionFormat.bytes);
      return makeShaderPrecisionFormat(
        view.getInt32(PrecisionFormat.rangeMin, true),
        view.getInt32(PrecisionFormat.rangeMax, true),
        view.getInt32(PrecisionFormat.precision, true),
      );
    } catch (error) {
      return s.trap(error) || null;
    }
  },

  getUniform(program: unknown, location: unknown): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getUniform');
    const name = s.required(program, ObjectKind.Program, 'getUniform', 1);
    if (UniformLocation.programOf(location) === null) throw wrongType('getUniform', 2, 'WebGLUniformLocation');
    if (name < 0) return null;
    // What is not of the program's last link is negative, which the core refuses.
    return queryValue(s, 'gl_getUniform', name, UniformLocation.locationOf(location, program as GLObject));
  },
} satisfies Methods & ThisType<unknown>;

const kInvalidIndex = 0xffffffff;

const encoder = new TextEncoder();

/** Names, each closed by a NUL byte, for the core. */
function packNames(names: string[]): Uint8Array {
  return encoder.encode(names.map((name) => `${name}\0`).join(''));
}

export const programMethods2 = {
  getFragDataLocation(program: unknown, name: unknown): number {
    const s = stateOf(this);
    need(arguments.length, 2, 'getFragDataLocation');
    const programName = s.required(program, ObjectKind.Program, 'getFragDataLocation', 1);
    return byName(s, 'getFragDataLocation', 'gl_getFragDataLocation', programName, String(name), -1);
  },

  getUniformBlockIndex(program: unknown, name: unknown): number {
    const s = stateOf(this);
    need(arguments.length, 2, 'getUniformBlockIndex');
    const programName = s.required(program, ObjectKind.Program, 'getUniformBlockIndex', 1);
    return byName(s, 'getUniformBlockIndex', 'gl_getUniformBlockIndex', programName, String(name), kInvalidIndex) >>> 0;
  },

  uniformBlockBinding(program: unknown, blockIndex: number, blockBinding: number): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'uniformBlockBinding');
    const name = s.required(program, ObjectKind.Program, 'uniformBlockBinding', 1);
    if (name < 0) return;
    try {
      s.x.gl_uniformBlockBinding(name, blockIndex, blockBinding);
    } catch (error) {
      s.trap(error);
    }
  },

  getActiveUniformBlockName(program: unknown, blockIndex: number): string | null {
    const s = stateOf(this);
    need(arguments.length, 2, 'getActiveUniformBlockName');
    const name = s.required(program, ObjectKind.Program, 'getActiveUniformBlockName', 1);
    if (name < 0) return null;
    return queryText(s, 'gl_getActiveUniformBlockName', name, blockIndex);
  },

  getActiveUniformBlockParameter(program: unknown, blockIndex: number, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 3, 'getActiveUniformBlockParameter');
    const name = s.required(program, ObjectKind.Program, 'getActiveUniformBlockParameter', 1);
    if (name < 0) return null;
    return queryValue(s, 'gl_getActiveUniformBlockParameter', name, blockIndex, pname);
  },

  getActiveUniforms(program: unknown, uniformIndices: unknown, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 3, 'getActiveUniforms');
    const name = s.required(program, ObjectKind.Program, 'getActiveUniforms', 1);
    const indices = new Uint32Array(toSequence(uniformIndices, 'sequence<GLuint>', 'getActiveUniforms', 2) as number[]);
    const core = s.core;
    if (name < 0 || !core) return null;
    try {
      const argument = core.reserve(indices.byteLength);
      if (argument === 0) return null;
      new Uint32Array(core.memory.buffer, argument, indices.length).set(indices);
      const value = queryValue(s, 'gl_getActiveUniforms', name, argument, indices.byteLength, pname);
      core.release(argument);
      // The page gets a plain array, whatever the numbers' type.
      return ArrayBuffer.isView(value) ? toArray(value as unknown as number[]) : value;
    } catch (error) {
      return s.trap(error) || null;
    }
  },

  getUniformIndices(program: unknown, uniformNames: unknown): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getUniformIndices');
    const name = s.required(program, ObjectKind.Program, 'getUniformIndices', 1);
    const names = toSequence(uniformNames, 'sequence<DOMString>', 'getUniformIndices', 2).map(String);
    const core = s.core;
    if (name < 0 || !core) return null;
    try {
      const bytes = packNames(names);
      const argument = putText(s, core, bytes, 'getUniformIndices');
      if (argument === 0) return null;
      const at = s.x.gl_getUniformIndices(name, argument, bytes.length) >>> 0;
      const {buffer} = s.x.memory;
      const length = at && new DataView(buffer).getUint32(at - kHeaderBytes, true);
      const indices = at && toArray(new Uint32Array(buffer, at, length / 4));
      core.release(argument);
      return indices || null;
    } catch (error) {
      return s.trap(error) || null;
    }
  },

  transformFeedbackVaryings(program: unknown, varyings: unknown, bufferMode: number): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'transformFeedbackVaryings');
    const name = s.required(program, ObjectKind.Program, 'transformFeedbackVaryings', 1);
    const names = toSequence(varyings, 'sequence<DOMString>', 'transformFeedbackVaryings', 2).map(String);
    const {core} = s;
    if (name < 0 || !core) return;
    try {
      const bytes = packNames(names);
      const at = putText(s, core, bytes, 'transformFeedbackVaryings');
      if (at === 0) return;
      s.x.gl_transformFeedbackVaryings(name, at, bytes.length, bufferMode);
      core.release(at);
    } catch (error) {
      s.trap(error);
    }
  },

  getTransformFeedbackVarying(program: unknown, index: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getTransformFeedbackVarying');
    const name = s.required(program, ObjectKind.Program, 'getTransformFeedbackVarying', 1);
    if (name < 0) return null;
    return queryActive(s, 'gl_getTransformFeedbackVarying', name, index);
  },
} satisfies Methods & ThisType<unknown>;
