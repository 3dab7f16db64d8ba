// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What stands behind one context object: its core instance, the identity of its objects, and whether it is lost. There
// is no GL state here. Every call into the core goes
//
//   try { return s.x.gl_isEnabled(cap) !== 0; } catch (error) { return s.trap(error) !== 0; }
//
// because a trap costs this context and nothing else: `x` is then a set of exports that all answer 0.

import type {CanvasHost} from '../host/canvas-host.ts';
import type {WebGLVersion} from '../host/context-types.ts';
import {complain, warn, WasmModule} from '../host/intrinsics.ts';
import {now} from '../loader/clock.ts';
import {
  AttributeBits,
  kFirstMemoryBytes,
  kHeaderBytes,
  kMaxTextureSize,
  LogLevel,
  ObjectKind,
  type CoreExports,
} from '../loader/boundary.ts';
import type {CoreInstance} from '../loader/core-instance.ts';
import type {ThreadSource} from '../loader/instance-threads.ts';
import {page, type CoreHolder} from '../loader/page.ts';
import {isTrap} from '../loader/traps.ts';
import type {Limits} from '../options/options.ts';
import {DeferredWork, type DeferringContext} from './deferred.ts';
import {GiveBack, type GivingContext} from './give-back.ts';
import {textOf, wrongType} from './idl.ts';
import {FailureCount, kEvicted, kTrapped, lossOf} from './losses.ts';
import {
  GLObject,
  type CoreIdentity,
  ObjectNames,
  UniformLocation,
  defineObjectClasses,
  kClassNames,
  makeObject,
} from './objects.ts';

/** What a context draws for: a canvas of either class, or in Node anything with a size. */
export interface CanvasLike {
  width: number;
  height: number;
}

/** Shows the drawing buffer. Node has none. */
export interface Presenter {
  /** The drawing buffer is about to be drawn into or read; called once after each `settle`. */
  wake(): void;
  /** The context was lost or restored. */
  reset(): void;
  /** Shows the drawing buffer again, though nothing was drawn. */
  repaint(): void;
}

export const GLError = {
  InvalidEnum: 0x500,
  InvalidValue: 0x501,
  InvalidOperation: 0x502,
  OutOfMemory: 0x505,
  ContextLost: 0x9242,
} as const;

const kUnpackDefaults = {rowLength: 0, imageHeight: 0, skipPixels: 0, skipRows: 0, skipImages: 0};

const kErrorNames: {readonly [code: number]: string} = {
  0x500: 'INVALID_ENUM',
  0x501: 'INVALID_VALUE',
  0x502: 'INVALID_OPERATION',
  0x505: 'OUT_OF_MEMORY',
};

const kAttributeBits = [
  ['alpha', AttributeBits.Alpha],
  ['depth', AttributeBits.Depth],
  ['stencil', AttributeBits.Stencil],
  ['antialias', AttributeBits.Antialias],
  ['premultipliedAlpha', AttributeBits.PremultipliedAlpha],
  ['preserveDrawingBuffer', AttributeBits.PreserveDrawingBuffer],
] as const;

const kMaxMessages = 64;

/** Of the drawing buffer, for a size of the canvas: a larger one is stretched. There is always a pixel. */
function bufferSize(canvasSize: number): number {
  return Math.min(Math.max(canvasSize, 1), kMaxTextureSize);
}

let deadExports: CoreExports | null = null;

/** Exports of no instance: each does nothing and answers 0. */
function makeDeadExports(): CoreExports {
  if (!deadExports) {
    const exports: {[name: string]: unknown} = {memory: {buffer: new ArrayBuffer(0)}};
    for (const {name, kind} of WasmModule.exports(page.module)) {
      if (kind === 'function') exports[name] = () => 0;
    }
    deadExports = exports as unknown as CoreExports;
  }
  return deadExports;
}

/** Who wants to know of frames. */
export interface FrameWatcher {
  /** A frame was presented, which took so long. */
  presented(ms: number): void;
}

export class ContextState implements CoreHolder, DeferringContext, GivingContext {
  readonly host: CanvasHost;
  readonly version: WebGLVersion;
  readonly canvas: CanvasLike;
  readonly requested: Required<WebGLContextAttributes>;
  /** The context object, set once by whoever made it. */
  gl!: object;
  /** null while the context is lost. */
  core: CoreInstance | null = null;
  /** Of the core; null while lost. */
  identity: CoreIdentity | null = null;
  /** Exports of the core; all of them dead ends while the context is lost. */
  x: CoreExports;
  objects!: ObjectNames;
  currentProgram: GLObject | null = null;
  /** UNPACK_FLIP_Y_WEBGL and UNPACK_PREMULTIPLY_ALPHA_WEBGL, which ImageBitmaps ignore. */
  unpackFlipY = false;
  unpackPremultiply = false;
  /** UNPACK_COLORSPACE_CONVERSION_WEBGL is NONE. */
  unpackRaw = false;
  unpackColorSpace: PredefinedColorSpace = 'srgb';
  /** drawingBufferColorSpace: how the numbers in the drawing buffer are meant. */
  colorSpace: PredefinedColorSpace = 'srgb';
  /** The other unpack parameters, for how much of an array an upload can read. */
  unpack = {...kUnpackDefaults};
  readonly extensions = new Map<string, object>();
  readonly deferred = new DeferredWork(this);
  readonly #giveBack = new GiveBack(this);
  presenter: Presenter | null = null;
  readonly watchers = new Set<FrameWatcher>();
  /** Nothing waits to be shown: the next command on the drawing buffer must call `wake`. */
  settled = true;
  lastUse = 0;
  #granted: WebGLContextAttributes = {};
  #lostErrors: number[] = [];
  #mayRestore = false;
  #lostByPage = false;
  #destroyed = false;
  readonly #failures = new FailureCount();
  /** It failed too often: it stays lost. */
  #failed = false;
  #loss = '';
  /** What the core said last of why it is lost. */
  #coreLoss = '';
  #turnScheduled = false;
  #messages = 0;
  #quiet = false;
  readonly #threads: ThreadSource | null;
  readonly #whyOneThread: string;
  readonly #limits: Limits;
  /** The canvas' size when it was last looked at. */
  #canvasWidth = 0;
  #canvasHeight = 0;

  /** Throws where no core instance can be had. */
  constructor(
    host: CanvasHost,
    version: WebGLVersion,
    canvas: CanvasLike,
    requested: Required<WebGLContextAttributes>,
    threads: ThreadSource | string = page.threads.of(1),
    limits: Limits = page.limits,
  ) {
    this.#threads = typeof threads === 'string' ? null : threads;
    this.#whyOneThread = typeof threads === 'string' ? threads : '';
    this.#limits = limits;
    this.host = host;
    this.version = version;
    this.canvas = canvas;
    this.requested = requested;
    this.x = makeDeadExports();
    defineObjectClasses();
    this.#start();
    page.register(this);
  }

  #start(): void {
    // Only as many references as the log needs: the core must not keep its context alive, nor the page's canvas.
    const self = new WeakRef(this);
    const core = page.makeCore((level, text) => self.deref()?.log(level, text), this.#threads);
    let bits = 0;
    for (const [name, bit] of kAttributeBits) if (this.requested[name]) bits |= bit;
    const {width, height} = this.canvas;
    if (core.exports.context_create(this.version, bufferSize(width), bufferSize(height), bits) === 0) {
      const at = core.exports.last_error() >>> 0;
      if (at === 0) throw new RangeError('out of memory');
      const {buffer} = core.memory;
      throw new RangeError(textOf(new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true))));
    }
    core.limit(this.#limits); // threads take theirs from it
    core.contextMade();
    core.offered = () => {
      const state = self.deref();
      if (state) state.#giveBack.offered();
    };
    core.workOffered = () => self.deref()?.deferred.lookAhead();
    this.#canvasWidth = width;
    this.#canvasHeight = height;
    this.core = core;
    this.identity = core.identity;
    this.x = core.exports;
    this.objects = new ObjectNames(core, (error) => this.trap(error));
    this.currentProgram = null;
    this.unpackFlipY = false;
    this.unpackPremultiply = false;
    this.unpackRaw = false;
    this.unpack = {...kUnpackDefaults};
    this.unpackColorSpace = 'srgb';
    this.colorSpace = 'srgb';
    this.lastUse = page.nextUse();
    this.#granted = this.#readGranted(core);
  }

  /** Why the calling thread shades alone just now; empty: it does not. */
  get whyOneThread(): string {
    return this.#whyOneThread || (this.core?.whyOneThread ?? '');
  }

  // --- attributes and size -----------------------------------------------------------------------------------------

  /** What was granted; null while lost. */
  get attributes(): WebGLContextAttributes | null {
    return this.core && {...this.#granted};
  }

  /** The core says which attributes it granted. */
  #readGranted(core: CoreInstance): WebGLContextAttributes {
    const bits = core.exports.gl_getContextAttributeBits();
    const {failIfMajorPerformanceCaveat, powerPreference} = this.requested;
    const granted: WebGLContextAttributes = {desynchronized: false, failIfMajorPerformanceCaveat, powerPreference};
    for (const [name, bit] of kAttributeBits) granted[name] = (bits & bit) !== 0;
    return Object.assign(granted, {xrCompatible: false});
  }

  get drawingBufferWidth(): number {
    if (this.outgrown) this.resize();
    return this.#ask('context_width');
  }

  get drawingBufferHeight(): number {
    if (this.outgrown) this.resize();
    return this.#ask('context_height');
  }

  #ask(what: 'context_width' | 'context_height'): number {
    try {
      return this.x[what]();
    } catch (error) {
      return this.trap(error);
    }
  }

  /** The canvas has another size now, and so has the drawing buffer. Its contents are gone. */
  resize(): void {
    const {width, height} = this.canvas;
    this.#canvasWidth = width;
    this.#canvasHeight = height;
    try {
      this.x.context_resize(bufferSize(width), bufferSize(height));
    } catch (error) {
      this.trap(error);
    }
    if (this.settled) this.wake();
  }

  /** drawingBufferStorage: a size of its own, until the canvas gets another. */
  setStorage(format: number, width: number, height: number): void {
    if (this.outgrown) this.resize();
    try {
      this.x.gl_drawingBufferStorage(format, width, height);
    } catch (error) {
      this.trap(error);
    }
    if (this.settled) this.wake();
  }

  /** Whether the canvas changed its size without telling. */
  get outgrown(): boolean {
    return this.canvas.width !== this.#canvasWidth || this.canvas.height !== this.#canvasHeight;
  }

  // --- drawing and showing -----------------------------------------------------------------------------------------

  /** Before a command that draws into the drawing buffer or reads it, when `settled`. */
  wake(): void {
    this.settled = false;
    this.lastUse = this.core ? page.nextUse() : 0;
    this.presenter?.wake();
  }

  /** Results of queries and sync objects become visible in a later task (WebGL 2.0, "Query objects"). */
  scheduleTurn(): void {
    if (this.#turnScheduled) return;
    this.#turnScheduled = true;
    setTimeout(() => {
      this.#turnScheduled = false;
      try {
        this.x.context_turn();
      } catch (error) {
        this.trap(error);
      }
    }, 0);
  }

  // --- errors ------------------------------------------------------------------------------------------------------

  /** Records a GL error that only JavaScript can see. */
  error(code: number, reason: string): void {
    if (this.core) {
      this.log(LogLevel.Error, `WebGL: ${kErrorNames[code] ?? code}: ${reason}`);
      this.#quiet = true; // the reason was told, better than the core could
      try {
        this.x.gl_recordError(code);
      } catch (error) {
        this.trap(error);
      }
      this.#quiet = false;
    }
  }

  getError(): number {
    this.checkCore();
    const lost = this.#lostErrors.shift();
    if (lost !== undefined) return lost;
    try {
      return this.x.gl_getError();
    } catch (error) {
      this.trap(error);
      return this.#lostErrors.shift() ?? 0;
    }
  }

  log(level: number, text: string): void {
    if (level === LogLevel.Lost) {
      this.#coreLoss = text.replace(/^WebGL: /, '');
      setTimeout(() => this.checkCore(), 0); // nobody may ask
    }
    if (this.#quiet || ++this.#messages > kMaxMessages) return;
    const last = this.#messages === kMaxMessages ? ' (further messages of this context are not shown)' : '';
    warn(level === LogLevel.Error ? `${text}${last}` : `soft-webgl2: ${text}${last}`);
  }

  // --- objects -----------------------------------------------------------------------------------------------------

  /** What a create command made: null where it refused, an object that is invalid where the context is lost. */
  made(kind: ObjectKind, name: number): GLObject | null {
    if (name === 0) this.checkCore(); // the core may have given itself up in a command before, and nobody has asked
    return this.core ? this.objects.get(kind, name) : makeObject(null, kind, 0);
  }

  /** Name of a nullable object argument, 0 for null; -1 after recording INVALID_OPERATION. */
  nullable(value: unknown, kind: ObjectKind, method: string, parameter: number): number {
    if (value === null || value === undefined) return 0;
    const name = GLObject.nameOf(value, kind, this.identity);
    return name > 0 ? name : this.#refuse(name, kind, method, parameter);
  }

  /** Name of an object argument that may not be null; -1 after recording INVALID_OPERATION. */
  required(value: unknown, kind: ObjectKind, method: string, parameter: number): number {
    const name = GLObject.nameOf(value, kind, this.identity);
    return name > 0 ? name : this.#refuse(name, kind, method, parameter);
  }

  /** For is*: 0 for null and for what is not ours to know. */
  isName(value: unknown, kind: ObjectKind, method: string): number {
    if (value === null || value === undefined) return 0;
    const name = GLObject.nameOf(value, kind, this.identity);
    if (name === -2) throw wrongType(method, 1, kClassNames[kind]);
    return Math.max(name, 0);
  }

  #refuse(name: number, kind: ObjectKind, method: string, parameter: number): number {
    if (name === -2) throw wrongType(method, parameter, kClassNames[kind]);
    this.error(GLError.InvalidOperation, `${method}: the object belongs to another context`);
    return -1;
  }

  /** The location to pass on, or -1: null is ignored without a word, a stale one is INVALID_OPERATION. */
  location(value: unknown, method: string): number {
    if (value === null || value === undefined) return -1;
    const location = UniformLocation.locationOf(value, this.currentProgram);
    if (location >= 0) return location;
    if (location === -2) throw wrongType(method, 1, 'WebGLUniformLocation');
    this.error(GLError.InvalidOperation, `${method}: the location is not of the current program's last link`);
    return -1;
  }

  // --- loss and restoration ----------------------------------------------------------------------------------------

  /** After any exception out of a call into the core. A page's own exception goes on; a trap loses the context. */
  trap(error: unknown): 0 {
    if (!isTrap(error)) throw error;
    if (this.#coreLoss !== '') {
      this.#lose(this.#coreLoss, true); // it could not go on, and has said why
      return 0;
    }
    complain('soft-webgl2: internal error, the context is lost.', error);
    this.#lose(kTrapped, true);
    return 0;
  }

  /** The core gives itself up when it cannot go on: no memory, or a shader without end. */
  checkCore(): void {
    if (!this.core) return;
    try {
      const code = this.x.context_isLost();
      if (code !== 0) this.#lose(lossOf(code, this.#coreLoss), true);
    } catch (error) {
      this.trap(error);
    }
  }

  evict(reason: string): void {
    warn(`soft-webgl2: ${reason}: the least recently used context is lost.`);
    this.#lose(kEvicted + reason, false);
  }

  /** WEBGL_lose_context.loseContext. */
  loseContext(): void {
    if (!this.core) {
      this.#lostErrors = [...this.#lostErrors, GLError.InvalidOperation];
      return;
    }
    this.#lostByPage = true;
    this.#lose('WEBGL_lose_context', false);
  }

  /** Gives everything back, for good. */
  destroy(): void {
    this.#lose('destroyed', false);
    this.#destroyed = true;
  }

  /** WEBGL_lose_context.restoreContext. */
  restoreContext(): void {
    if (this.core) return this.error(GLError.InvalidOperation, 'restoreContext: the context is not lost');
    if (!this.#mayRestore || !this.#lostByPage) {
      this.#lostErrors = [...this.#lostErrors, GLError.InvalidOperation];
      return;
    }
    setTimeout(() => this.#restore(), 0); // asked twice: the second finds nothing to do
  }

  /** For the page's sum: what it holds, and what its memory has grown by. */
  get bytes(): number {
    return this.core ? Math.max(this.core.heldBytes, this.core.memory.buffer.byteLength - kFirstMemoryBytes) : 0;
  }

  get spareBytes(): number {
    try {
      return this.core?.spareBytes ?? 0;
    } catch (error) {
      return this.trap(error);
    }
  }

  /** Gives back what is free of the memory. Between commands only. */
  renew(): boolean {
    const {core} = this;
    try {
      if (!core?.renew()) return false;
      this.x = core.exports;
      return true;
    } catch (error) {
      return this.trap(error) !== 0;
    }
  }

  /** Why it is lost, a sentence; empty while it is not. */
  get loss(): string {
    return this.core ? '' : this.#loss;
  }

  /** failed: by its own doing, and it comes back by itself unless that happens too often. */
  #lose(why: string, failed: boolean): void {
    if (!this.core) return;
    this.#failed ||= failed && this.#failures.add(now());
    const reason = this.#failed ? `${why}; it was the third time within a minute, and the context stays lost` : why;
    this.#loss = reason;
    this.#coreLoss = '';
    this.core.dispose();
    this.core = null;
    this.identity = null;
    this.objects.close();
    this.x = makeDeadExports();
    this.currentProgram = null;
    this.lastUse = 0;
    this.#mayRestore = false;
    this.#lostErrors = [GLError.ContextLost];
    for (const name of this.extensions.keys()) if (name !== 'WEBGL_lose_context') this.extensions.delete(name);
    this.presenter?.reset();
    setTimeout(() => {
      if (this.#destroyed) return;
      const prevented = !this.dispatch('webglcontextlost', reason);
      this.#mayRestore = prevented;
      if (prevented && failed && !this.#failed) this.#restore();
    }, 0);
  }

  #restore(): void {
    if (this.core) return;
    try {
      this.#start();
    } catch (error) {
      complain('soft-webgl2: the context cannot be restored.', error);
      return;
    }
    this.#lostByPage = false;
    this.#lostErrors = [];
    this.presenter?.reset();
    this.settled = true;
    this.wake();
    this.dispatch('webglcontextrestored', '');
  }

  /** Fires an event at the canvas; false when a listener prevented the default. */
  dispatch(type: string, statusMessage: string): boolean {
    return dispatchContextEvent(this.canvas, type, statusMessage);
  }
}

export function dispatchContextEvent(canvas: CanvasLike, type: string, statusMessage: string): boolean {
  const target = canvas as Partial<EventTarget>;
  if (typeof target.dispatchEvent !== 'function') return true;
  const event =
    typeof WebGLContextEvent === 'function'
      ? new WebGLContextEvent(type, {cancelable: true, statusMessage})
      : Object.assign(new Event(type, {cancelable: true}), {statusMessage});
  return target.dispatchEvent(event);
}

/** The brand of context objects: private, so that methods refuse anything else. */
export class ContextObject {
  readonly #state: ContextState;

  constructor(state: unknown) {
    if (!(state instanceof ContextState)) throw new TypeError('Illegal constructor');
    this.#state = state;
  }

  /** Throws a TypeError for anything that is no context of ours. */
  static state(object: unknown): ContextState {
    return (object as ContextObject).#state;
  }

  static is(object: unknown): boolean {
    return typeof object === 'object' && object !== null && #state in object;
  }
}

export const stateOf = ContextObject.state;
