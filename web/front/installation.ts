// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Puts contexts of ours behind getContext, where the browser gives none or the page wants none of its own. The engine
// comes when the first such context is asked for. What this cannot do: a canvas that has a context from before keeps it,
// and shared workers are not reached unless they install for themselves.

import {makeFacts, type CanvasFacts, type GetContext} from '../host/canvas-facts.ts';
import {versionOf} from '../host/context-types.ts';
import {isSupported} from '../host/support.ts';
import type {InstallOptions} from '../options/options.ts';
import {classOf, type Class} from './classes.ts';
import {choiceFor, decide, type ContextReason, type NativeState, type Reason} from './decide.ts';
import type {Attached, EngineSource} from './engine.ts';
import {kSoftware, probe} from './probe.ts';
import {putBack, replaceClass, wrap, type Undo} from './put.ts';
import {kCreationError, refuse} from './refusal.ts';
import {kUnsupported, say} from './say.ts';

export interface Installation {
  /** Settles when contexts can be made: at once where nothing has to be fetched. */
  readonly ready: Promise<void>;
  /** Whether getContext gives our contexts; false while the browser's own were all that was needed. */
  readonly active: boolean;
  /** Why the page's contexts are whose they are: that of the last context of ours, once there is one. */
  readonly reason: Reason;
  /** `reason` as a sentence. */
  readonly explanation: string;
  /** As they were given. */
  readonly options: InstallOptions;
  /** Puts everything back. Contexts that were given out go on. */
  uninstall(): void;
}

type Canvas = HTMLCanvasElement | OffscreenCanvas;

/** Kept in the page, so that two copies of this package do not both take over. */
const kInstallation = Symbol.for('soft-webgl2.installation');
const global = globalThis as {[kInstallation]?: Installation | undefined};

/** Whoever installed first in this page, be it another copy of this package. */
export function currentInstallation(): Installation | undefined {
  return global[kInstallation];
}

/** One installation at work: whether the engine has come and taken its place, and whether the browser itself has WebGL. */
interface Work extends NativeState {
  readonly facts: CanvasFacts;
  readonly options: InstallOptions;
  readonly source: EngineSource;
  attached?: Attached | undefined;
  /** Why the last context of ours was, or why the next will be. */
  reason?: ContextReason | null | undefined;
}

const kNotNeeded = "the browser's own contexts were all that was needed";

/** Has the engine come, which is wanted now; undefined where there is none. */
function activate(work: Work): Attached | undefined {
  if (!isSupported()) {
    say(kUnsupported);
  } else if (!work.attached) {
    const engine = work.source.get();
    if (engine) work.attached = engine.attach(work.facts, work.options);
  }
  return work.attached;
}

const replacesSoftware = (work: Work): boolean => work.options.nativeSoftware === 'replace';

/** Why contexts that ask for nothing else are ours; asks with a throw-away context, unless the answer is known. */
function usualReason(work: Work, ask: boolean): ContextReason | null {
  const {prefer = 'auto'} = work.options;
  const choice = typeof prefer === 'string' ? prefer : 'auto';
  if (ask && choice === 'auto' && work.nativeWorks === undefined) {
    const {webgl2, renderer} = probe(work.facts.html || work.facts.offscreen);
    work.nativeIsReplaced = kSoftware.test(renderer) && replacesSoftware(work);
    work.nativeWorks = webgl2;
  }
  return decide({}, choice, 2, work);
}

function makeGetContext(work: Work, Class: Class, original: GetContext): GetContext {
  const {options, source} = work;
  /** Canvases with a native context: that they get no other is no lack of WebGL. */
  const taken = new WeakSet();

  return function (this: unknown, ...args) {
    const canvas = this as Canvas;
    const getNative = (): unknown => {
      const context = original.apply(canvas, args);
      if (context) taken.add(canvas);
      return context;
    };
    if (args.length === 0 || !(canvas instanceof Class)) return getNative(); // throws, as it should
    const [, attributes] = args;
    const type = String(args[0]);
    const version = versionOf(type);
    const engine = source.peek();
    const soft = engine && engine.contextOf(canvas);
    if (soft) return version === soft.version ? soft.gl : null;
    if (!version || taken.has(canvas) || (version === 1 && options.webgl1 === false)) return getNative();
    const choice = choiceFor(options, canvas, type, attributes);
    if (choice === 'hardware') return getNative();

    const ours = (reason: ContextReason): unknown =>
      source.peek()!.createContext(canvas, version, attributes, options, (work.reason = reason));
    const reason = decide(options, choice, version, work);
    if (reason && activate(work)) return ours(reason);

    // The browser's refusal is no news to the page where our context takes its place.
    let refusal: WebGLContextEvent | undefined;
    const hold = (event: Event): void => {
      refusal = event as WebGLContextEvent;
      event.stopImmediatePropagation();
    };
    canvas.addEventListener(kCreationError, hold, true); // capturing listeners come first
    const context = getNative();
    canvas.removeEventListener(kCreationError, hold, true);
    if (context) {
      if (version === 2) work.nativeWorks = true;
      if (options.maxNativeContexts !== undefined && classOf('WeakRef')) {
        work.natives.push(new WeakRef(context as WebGLRenderingContext));
      }
      return context;
    }
    const failed = work.nativeWorks || work.natives.length > 0 ? 'context-failed' : 'no-webgl';
    // A refusal of software says nothing of those who take it.
    const isPicky = attributes && (attributes as WebGLContextAttributes).failIfMajorPerformanceCaveat;
    if (version === 2 && work.nativeWorks === undefined && !isPicky) work.nativeWorks = false;
    if (activate(work)) return ours(reason || failed);
    return refuse(canvas, source.why || (refusal ? refusal.statusMessage : ''));
  };
}

function hook(undo: Undo, work: Work): void {
  const {facts, options} = work;
  const Html = classOf('HTMLCanvasElement');
  const Offscreen = classOf('OffscreenCanvas');
  const html = Html && (Html.prototype as Canvas);
  const offscreen = Offscreen && (Offscreen.prototype as Canvas);
  if (html) facts.html = html.getContext as GetContext;
  if (offscreen) facts.offscreen = offscreen.getContext as GetContext;
  wrap(undo, html, 'getContext', (original) => makeGetContext(work, Html!, original));
  wrap(undo, html, 'transferControlToOffscreen', (original) => {
    return function (...args) {
      const placed = original.apply(this, args) as object;
      facts.placed.add(placed);
      return placed;
    };
  });
  wrap(undo, globalThis, 'createImageBitmap', (original) => {
    return function (...args) {
      const made = original.apply(this, args) as Promise<object>;
      const given = args[args.length - 1] as ImageBitmapOptions | undefined;
      if (!given || given.premultiplyAlpha !== 'none') return made;
      return made.then((bitmap) => {
        facts.straight.set(bitmap, args);
        return bitmap;
      });
    };
  });
  if (!Offscreen || options.offscreen === false) return;
  wrap(undo, offscreen, 'getContext', (original) => makeGetContext(work, Offscreen, original));

  if (options.workers === false) return;
  replaceClass(undo, 'Worker', classOf('Worker'), (target, args: unknown[], newTarget) => {
    const attached = args.length > 0 && usualReason(work, true) && activate(work);
    return Reflect.construct(target as never, attached ? attached.startWorker(args) : args, newTarget) as object;
  });
}

/** `also`: what else to hook. */
export function install(
  options: InstallOptions,
  source: EngineSource,
  also?: (undo: Undo, facts: CanvasFacts) => void,
): Installation {
  const installed = currentInstallation();
  if (installed) return installed;
  const work: Work = {facts: makeFacts(), options, source, natives: []};
  if (!classOf('WebGL2RenderingContext')) work.nativeWorks = false;
  const undo: Undo = [];
  hook(undo, work);
  if (also) also(undo, work.facts);
  // Whose renderer it is must be known before a canvas has a context of it; and who has to wait for the engine must know
  // whether to.
  if (classOf('HTMLCanvasElement') || classOf('OffscreenCanvas')) {
    work.reason = usualReason(work, !!source.load || replacesSoftware(work));
  }
  if (work.reason) activate(work);
  const ready = source.load
    ? source.load(!!work.reason).then(() => void (work.reason && activate(work)))
    : Promise.resolve();
  ready.catch(() => undefined); // whoever waits is told; nobody has to wait
  const installation: Installation = {
    ready,
    options,
    get active() {
      return !!work.attached;
    },
    get reason() {
      if (!isSupported()) return 'unsupported';
      return !work.attached && source.why && !source.pending ? 'not-loaded' : work.reason || 'not-needed';
    },
    get explanation() {
      const engine = source.peek();
      if (!isSupported()) return kUnsupported;
      return engine ? engine.explain(installation.reason) : source.why || kNotNeeded;
    },
    uninstall() {
      if (work.attached) work.attached.detach();
      putBack(undo);
      work.attached = work.facts.html = work.facts.offscreen = undefined;
      if (global[kInstallation] === installation) delete global[kInstallation];
    },
  };
  return (global[kInstallation] = installation);
}
