// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The two context classes, put together from the methods by area. WebGL 1 and WebGL 2 share implementation, not
// prototypes: each has exactly the members its interface has. A prototype of ours stands below the browser's own, so
// that `instanceof` holds, and hides every member of it: native accessors would throw for an object that is not theirs.

import {kContextClassNames, type WebGLVersion} from '../../host/context-types.ts';
import {kWebGL1Constants, kWebGL2Constants} from '../constants.ts';
import {getExtension, supportedExtensions} from './extensions.ts';
import {need} from '../idl.ts';
import {bufferMethods, bufferMethods2} from '../methods/buffers.ts';
import {drawingBufferAccessors, drawingBufferMethods} from '../methods/drawing-buffer.ts';
import {drawMethods, drawMethods2} from '../methods/draws.ts';
import {objectMethods, objectMethods2} from '../methods/objects.ts';
import {programMethods, programMethods2} from '../methods/programs.ts';
import {queryMethods, queryMethods2} from '../methods/queries.ts';
import {readMethods, readMethods2} from '../methods/read-pixels.ts';
import {scalarMethods, scalarMethods2, stateMethods, type Methods} from '../methods/scalar.ts';
import {textureMethods, textureMethods2} from '../methods/textures.ts';
import {uniformArrayMethods1, uniformArrayMethods2, uniformMethods, uniformMethods2} from '../methods/uniforms.ts';
import {vertexMethods, vertexMethods2} from '../methods/vertices.ts';
import {nativeClass} from '../objects.ts';
import {numbersFirst} from '../numbers-first.ts';
import {ContextObject, ContextState, stateOf} from '../state.ts';

const extensionMethods = {
  getExtension(name: unknown): object | null {
    const s = stateOf(this);
    need(arguments.length, 1, 'getExtension');
    return getExtension(s, String(name));
  },

  getSupportedExtensions(): string[] | null {
    return supportedExtensions(stateOf(this));
  },
} satisfies Methods & ThisType<unknown>;

const kMethods1: readonly Methods[] = [
  scalarMethods,
  stateMethods,
  drawingBufferMethods,
  bufferMethods,
  objectMethods,
  drawMethods,
  textureMethods,
  readMethods,
  uniformMethods,
  uniformArrayMethods1,
  vertexMethods,
  programMethods,
  queryMethods,
  extensionMethods,
];

const kMethods2: readonly Methods[] = [
  ...kMethods1,
  scalarMethods2,
  bufferMethods2,
  objectMethods2,
  drawMethods2,
  textureMethods2,
  readMethods2,
  uniformMethods2,
  uniformArrayMethods2,
  vertexMethods2,
  queryMethods2,
  programMethods2,
];

/** Required parameters of methods that are written with a rest parameter (Web IDL's `length`). */
const kLengths: {readonly [name: string]: number} = {
  texImage2D: 6,
  texSubImage2D: 7,
  copyTexImage2D: 8,
  copyTexSubImage2D: 8,
  copyTexSubImage3D: 9,
  compressedTexImage2D: 7,
  compressedTexSubImage2D: 8,
  compressedTexImage3D: 8,
  compressedTexSubImage3D: 10,
};

/**
 * Before hundreds of members are defined: engines copy what an object has with each further one (V8: 20 ms for the
 * constants), unless one that was not the last has been deleted, which makes it a hash table.
 */
function expectMany(object: object): void {
  const keys = ['first', 'second'];
  for (const key of keys) Object.defineProperty(object, key, {value: 0, configurable: true});
  for (const key of keys) Reflect.deleteProperty(object, key);
}

type ContextClass = new (state: ContextState) => ContextObject;

function defineClass(version: WebGLVersion): ContextClass {
  const name = kContextClassNames[version];
  const made = class extends ContextObject {};
  const prototype = made.prototype as object;
  const native = nativeClass(name);
  Object.setPrototypeOf(prototype, native ? (native.prototype as object) : Object.prototype);
  Object.defineProperty(made, 'name', {value: name, configurable: true});
  Object.defineProperty(made, 'length', {value: 0, configurable: true});

  expectMany(prototype);
  // Where the browser has the class, `constructor` leads to its own.
  const holders = native ? [prototype] : [prototype, made];
  if (!native) expectMany(made);
  for (const constants of version === 1 ? [kWebGL1Constants] : [kWebGL1Constants, kWebGL2Constants]) {
    for (const [key, constant] of Object.entries<number>(constants)) {
      const value = key === 'TIMEOUT_IGNORED' ? -1 : constant >>> 0;
      for (const holder of holders) {
        Object.defineProperty(holder, key, {value, enumerable: true, writable: false, configurable: false});
      }
    }
  }
  for (const methods of version === 1 ? kMethods1 : kMethods2) {
    for (const [key, method] of Object.entries(methods)) {
      const value = numbersFirst(key, method);
      Object.defineProperty(prototype, key, {value, enumerable: true, writable: true, configurable: true});
    }
  }
  for (const [key, value] of Object.entries(kLengths)) {
    const method = (prototype as {[name: string]: unknown})[key];
    if (typeof method === 'function') Object.defineProperty(method, 'length', {value, configurable: true});
  }
  for (const key of Object.getOwnPropertyNames(drawingBufferAccessors)) {
    const descriptor = Object.getOwnPropertyDescriptor(drawingBufferAccessors, key)!;
    Object.defineProperty(prototype, key, {...descriptor, enumerable: true, configurable: true});
  }
  Object.defineProperty(prototype, Symbol.toStringTag, {value: name, configurable: true});
  if (native) hideNatives(prototype, native);
  return made as unknown as ContextClass;
}

/** Members of the browser's prototype that this code does not know read as undefined. */
function hideNatives(prototype: object, native: abstract new (...args: never[]) => object): void {
  const theirs = native.prototype as object;
  for (const key of Object.getOwnPropertyNames(theirs)) {
    if (Object.hasOwn(prototype, key) && key !== 'constructor') continue;
    const value: unknown = key === 'constructor' ? native : undefined;
    Object.defineProperty(prototype, key, {value, enumerable: false, writable: true, configurable: true});
  }
}

const classes = new Map<WebGLVersion, ContextClass>();

/** The context class of a version, made when first asked for: importing this file touches nothing. */
export function contextClass(version: WebGLVersion): ContextClass {
  let made = classes.get(version);
  if (!made) classes.set(version, (made = defineClass(version)));
  return made;
}

/** A context object over a state of its own. Throws where the machine has no memory for it. */
export function makeContext(state: ContextState): WebGL2RenderingContext {
  const gl = new (contextClass(state.version))(state);
  state.gl = gl;
  return gl as unknown as WebGL2RenderingContext;
}

const kDefaults: Required<WebGLContextAttributes> = {
  alpha: true,
  antialias: true,
  depth: true,
  desynchronized: false,
  failIfMajorPerformanceCaveat: false,
  powerPreference: 'default',
  premultipliedAlpha: true,
  preserveDrawingBuffer: false,
  stencil: false,
};

/** WebGLContextAttributes as Web IDL reads a dictionary. */
export function readAttributes(value: unknown): Required<WebGLContextAttributes> {
  const result = {...kDefaults};
  if (value === null || value === undefined) return result;
  if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('The attributes are no object');
  const given = value as {[name: string]: unknown};
  for (const key of Object.keys(kDefaults) as (keyof WebGLContextAttributes)[]) {
    if (given[key] === undefined) continue;
    if (key === 'powerPreference') {
      const preference = String(given[key]);
      if (preference !== 'default' && preference !== 'low-power' && preference !== 'high-performance') {
        throw new TypeError(`'${preference}' is no WebGLPowerPreference`);
      }
      result.powerPreference = preference;
    } else {
      result[key] = Boolean(given[key]);
    }
  }
  return result;
}
