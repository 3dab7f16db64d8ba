// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a page holds of GL objects: a name in the core behind an object with an identity. The classes stand in the
// browser's own prototype chains where it has them, so that `instanceof` holds; their identity and kind are private, so
// a page can neither forge nor change them.

import {kHeaderBytes, ObjectKind} from '../loader/boundary.ts';
import type {CoreInstance} from '../loader/core-instance.ts';

export const kClassNames: {readonly [kind in ObjectKind]: string} = {
  [ObjectKind.Buffer]: 'WebGLBuffer',
  [ObjectKind.Framebuffer]: 'WebGLFramebuffer',
  [ObjectKind.Program]: 'WebGLProgram',
  [ObjectKind.Query]: 'WebGLQuery',
  [ObjectKind.Renderbuffer]: 'WebGLRenderbuffer',
  [ObjectKind.Sampler]: 'WebGLSampler',
  [ObjectKind.Shader]: 'WebGLShader',
  [ObjectKind.Sync]: 'WebGLSync',
  [ObjectKind.Texture]: 'WebGLTexture',
  [ObjectKind.TransformFeedback]: 'WebGLTransformFeedback',
  [ObjectKind.VertexArray]: 'WebGLVertexArrayObject',
};

const kSecret = Symbol('soft-webgl2');

function guarded(secret: unknown): void {
  if (secret !== kSecret) throw new TypeError('Illegal constructor');
}

/** Stands for one core instance. A page may hold objects for ever; they must not hold the instance's memory. */
export type CoreIdentity = object;

/** A buffer, texture, program, ... of one core instance. */
export class GLObject {
  readonly #core: CoreIdentity | null;
  readonly #kind: ObjectKind;
  readonly #name: number;
  /** Programs: number of the last link, so that locations of an earlier link are known to be stale. */
  #links = 0;
  /** Who holds it weakly only, and must be told when a page uses it again. */
  #loose: ObjectNames | null = null;

  constructor(secret: unknown, core: CoreIdentity | null, kind: ObjectKind, name: number) {
    guarded(secret);
    this.#core = core;
    this.#kind = kind;
    this.#name = name;
  }

  /** The name, or -1 for an object of another context (also one that this context lost); -2 for anything else. */
  static nameOf(value: unknown, kind: ObjectKind, core: CoreIdentity | null): number {
    if (typeof value !== 'object' || value === null || !(#name in value)) return -2;
    if (value.#kind !== kind) return -2;
    if (value.#loose) value.#loose.hold(value);
    return value.#core === core && core !== null ? value.#name : -1;
  }

  static keyOf(object: GLObject): number {
    return object.#name * 16 + object.#kind;
  }

  static setLoose(object: GLObject, names: ObjectNames | null): void {
    object.#loose = names;
  }

  static links(program: GLObject): number {
    return program.#links;
  }

  static setLinks(program: GLObject, links: number): void {
    program.#links = links;
  }
}

export class UniformLocation {
  readonly #program: GLObject;
  readonly #links: number;
  readonly #location: number;

  constructor(secret: unknown, program: GLObject, location: number) {
    guarded(secret);
    this.#program = program;
    this.#links = GLObject.links(program);
    this.#location = location;
  }

  /** The location, -1 when it is not of the program's last link, -2 for a value of another class. */
  static locationOf(value: unknown, program: GLObject | null): number {
    if (typeof value !== 'object' || value === null || !(#location in value)) return -2;
    if (value.#program !== program || value.#links !== GLObject.links(program)) return -1;
    return value.#location;
  }

  static programOf(value: unknown): GLObject | null {
    return typeof value === 'object' && value !== null && #location in value ? value.#program : null;
  }
}

/** getActiveAttrib, getActiveUniform, getTransformFeedbackVarying. */
export class ActiveInfo {
  readonly #name: string;
  readonly #size: number;
  readonly #type: number;

  constructor(secret: unknown, name: string, size: number, type: number) {
    guarded(secret);
    this.#name = name;
    this.#size = size;
    this.#type = type;
  }

  get size(): number {
    return this.#size;
  }
  get type(): number {
    return this.#type;
  }
  get name(): string {
    return this.#name;
  }
}

export class ShaderPrecisionFormat {
  readonly #rangeMin: number;
  readonly #rangeMax: number;
  readonly #precision: number;

  constructor(secret: unknown, rangeMin: number, rangeMax: number, precision: number) {
    guarded(secret);
    this.#rangeMin = rangeMin;
    this.#rangeMax = rangeMax;
    this.#precision = precision;
  }

  get rangeMin(): number {
    return this.#rangeMin;
  }
  get rangeMax(): number {
    return this.#rangeMax;
  }
  get precision(): number {
    return this.#precision;
  }
}

type Constructor = abstract new (...args: never[]) => object;

/** The browser's own class of a name, as it was when this module was loaded. */
export function nativeClass(name: string): Constructor | undefined {
  const value = (globalThis as {[name: string]: unknown})[name];
  return typeof value === 'function' ? (value as Constructor) : undefined;
}

/**
 * Puts a class of ours below the browser's class of that name: instances are then `instanceof` it, and its `constructor`
 * is what a page expects. Where the browser has none, ours takes the name.
 */
export function adopt(ours: Constructor, name: string): Constructor {
  const native = nativeClass(name);
  const prototype = ours.prototype as object;
  for (const key of Object.getOwnPropertyNames(prototype)) {
    if (key === 'constructor') continue;
    const descriptor = Object.getOwnPropertyDescriptor(prototype, key)!;
    Object.defineProperty(prototype, key, {...descriptor, enumerable: true});
  }
  Object.defineProperty(ours, 'name', {value: name, configurable: true});
  Object.defineProperty(prototype, Symbol.toStringTag, {value: name, configurable: true});
  if (native) {
    Object.setPrototypeOf(prototype, native.prototype as object);
    Object.defineProperty(prototype, 'constructor', {value: native, writable: true, configurable: true});
  }
  return native ?? ours;
}

const classes = new Map<ObjectKind, typeof GLObject>();
/** What `globalThis` should offer under each name, where it has nothing. */
export const objectClasses = new Map<string, Constructor>();

/** The class of a kind. Made when first asked for, so that importing this file touches nothing. */
function classOf(kind: ObjectKind): typeof GLObject {
  let made = classes.get(kind);
  if (!made) {
    made = class extends GLObject {};
    classes.set(kind, made);
    objectClasses.set(kClassNames[kind], adopt(made, kClassNames[kind]));
  }
  return made;
}

let adopted = false;
/** Makes all object classes, for those who need them in the global scope. */
export function defineObjectClasses(): ReadonlyMap<string, Constructor> {
  for (const kind of Object.values(ObjectKind)) classOf(kind);
  if (!adopted) {
    adopted = true;
    objectClasses.set('WebGLUniformLocation', adopt(UniformLocation, 'WebGLUniformLocation'));
    objectClasses.set('WebGLActiveInfo', adopt(ActiveInfo, 'WebGLActiveInfo'));
    objectClasses.set('WebGLShaderPrecisionFormat', adopt(ShaderPrecisionFormat, 'WebGLShaderPrecisionFormat'));
  }
  return objectClasses;
}

/** core: null for what a lost context creates, an object that is invalid from the start. */
export function makeObject(core: CoreIdentity | null, kind: ObjectKind, name: number): GLObject {
  return new (classOf(kind))(kSecret, core, kind, name);
}
export function makeUniformLocation(program: GLObject, location: number): UniformLocation {
  return new UniformLocation(kSecret, program, location);
}
export function makeActiveInfo(name: string, size: number, type: number): ActiveInfo {
  return new ActiveInfo(kSecret, name, size, type);
}
export function makeShaderPrecisionFormat(min: number, max: number, precision: number): ShaderPrecisionFormat {
  return new ShaderPrecisionFormat(kSecret, min, max, precision);
}

/** An object that was made or used is looked at again after this time, which doubles as long as few are made. */
const kFirstSweepMs = 1000;
const kLastSweepMs = 32_000;
const kManyMade = 64;

/**
 * The objects of one core instance by name: the same name is the same JavaScript object, as long as anyone may look.
 * Objects that the context refers to (bound, attached, in use) are held; what only its name keeps is held weakly, and is
 * deleted in the core when the page can no longer reach it.
 */
export class ObjectNames {
  /** null: the instance is gone, and all of its objects. */
  #core: CoreInstance | null;
  readonly #identity: CoreIdentity;
  readonly #failed: (error: unknown) => void;
  readonly #live = new Map<number, GLObject>();
  readonly #loose = new Map<number, WeakRef<GLObject>>();
  /** Deleted ones may still be asked for (a program in use, an attached shader), but no longer keep anything alive. */
  readonly #deleted = new Map<number, WeakRef<GLObject>>();
  readonly #collected = new FinalizationRegistry<number>((key) => this.#collect(key));
  #sweepScheduled = false;
  #sweepMs = kFirstSweepMs;
  #madeSinceSweep = 0;

  /** @param failed is told what a call into the core threw outside the page's own calls */
  constructor(core: CoreInstance, failed: (error: unknown) => void) {
    this.#core = core;
    this.#identity = core.identity;
    this.#failed = failed;
  }

  /** The object of a name that the core reported; null for 0. */
  get(kind: ObjectKind, name: number): GLObject | null {
    if (name === 0) return null;
    const key = name * 16 + kind;
    const known = this.#live.get(key) ?? this.#loose.get(key)?.deref() ?? this.#deleted.get(key)?.deref();
    if (known) return known;
    const made = makeObject(this.#identity, kind, name);
    if (this.#deleted.has(key)) {
      this.#deleted.set(key, new WeakRef(made));
    } else {
      this.#live.set(key, made);
      ++this.#madeSinceSweep;
      this.#scheduleSweep();
    }
    return made;
  }

  markDeleted(kind: ObjectKind, name: number): void {
    const key = name * 16 + kind;
    const object = this.#live.get(key);
    if (!object) return;
    this.#live.delete(key);
    this.#deleted.set(key, new WeakRef(object));
    if (this.#deleted.size % 1024 === 0) this.#forgetDeleted();
  }

  /** The page uses an object again: it may be bound now, so it is held until the next sweep. */
  hold(object: GLObject): void {
    GLObject.setLoose(object, null);
    if (!this.#core) return;
    const key = GLObject.keyOf(object);
    this.#collected.unregister(object);
    this.#loose.delete(key);
    this.#live.set(key, object);
    this.#scheduleSweep();
  }

  /** Lets go of what nothing in the context refers to. */
  sweep(): void {
    if (!this.#core) return;
    try {
      const at = this.#core.exports.context_unreferenced() >>> 0;
      if (at === 0) return;
      const {buffer} = this.#core.memory;
      const words = new Uint32Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true) / 4).slice();
      for (let i = 0; i < words.length; i += 2) this.#loosen(words[i + 1]! * 16 + words[i]!);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** The core instance is gone, and all of its objects. */
  close(): void {
    this.#core = null;
    this.#live.clear();
    this.#loose.clear();
    this.#deleted.clear();
  }

  #loosen(key: number): void {
    const object = this.#live.get(key);
    if (!object) return;
    this.#live.delete(key);
    this.#loose.set(key, new WeakRef(object));
    this.#collected.register(object, key, object);
    GLObject.setLoose(object, this);
  }

  #collect(key: number): void {
    if (!this.#core || this.#loose.get(key)?.deref()) return;
    this.#loose.delete(key);
    if (this.#live.has(key)) return;
    try {
      this.#core.exports.context_collect(key % 16, Math.floor(key / 16));
    } catch (error) {
      this.#failed(error);
    }
  }

  #scheduleSweep(): void {
    if (this.#sweepScheduled) return;
    this.#sweepScheduled = true;
    const self = new WeakRef(this); // the timer must not hold a context that the page dropped
    const timer: unknown = setTimeout(() => {
      const live = self.deref();
      if (live) live.#sweepInTurn();
    }, this.#sweepMs);
    // Node would wait for it before it ends.
    if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as {unref(): void}).unref();
  }

  #sweepInTurn(): void {
    this.#sweepScheduled = false;
    this.#sweepMs = this.#madeSinceSweep >= kManyMade ? kFirstSweepMs : Math.min(this.#sweepMs * 2, kLastSweepMs);
    this.#madeSinceSweep = 0;
    this.sweep();
  }

  #forgetDeleted(): void {
    for (const [key, reference] of this.#deleted) if (!reference.deref()) this.#deleted.delete(key);
  }
}
