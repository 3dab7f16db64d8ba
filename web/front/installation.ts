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
import {probe} from './probe.ts';
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
  /** Why the last context of ours was. */
  reason?: Reason | undefined;
  /** Brings the engine, where it has to be waited for. */
  readonly load?: (() => Promise<void>) | undefined;
}

/** Has the engine come, which is wanted now; undefined where there is none. */
function activate(work: Work): Attached | undefined {
  if (!isSupported()) {
    say(kUnsupported);
  } else if (!work.attached) {
    const engine = work.source.get();
    if (engine) work.attached = engine.attach(work.facts, work.options);
    else if (work.load) work.load().catch(() => undefined); // for whoever asks again
  }
  return work.attached;
}

const kNotNeeded = "the browser's own contexts were all that was needed";

const replacesSoftware = (work: Work): boolean => work.options.nativeSoftware === 'replace';

/** Asks with a throw-away context, unless the answer is known: the page's own first context tells as well. */
function nativeWorks(work: Work): boolean {
  if (work.nativeWorks === undefined) {
    const {webgl2, software} = probe(work.facts.html || work.facts.offscreen);
    work.nativeIsReplaced = webgl2 && software && replacesSoftware(work);
    work.nativeWorks = webgl2 && !work.nativeIsReplaced;
  }
  return work.nativeWorks;
}

function makeGetContext(work: Work, Class: Class, original: GetContext): GetContext {
  const {options, source} = work;
  /** Kinds of native contexts by canvas, so that the 2D context of a page is never mistaken for ours. */
  const types = new WeakMap<object, string>();

  const getNative = (canvas: Canvas, type: string, args: unknown[]): unknown => {
    const context = original.apply(canvas, args);
    if (context !== null) types.set(canvas, type);
    return context;
  };

  return function (this: unknown, ...args) {
    const canvas = this as Canvas;
    if (args.length === 0 || !(canvas instanceof Class)) return original.apply(canvas, args); // throws, as it should
    const type = String(args[0]);
    const version = versionOf(type);
    const engine = source.peek();
    const soft = engine && engine.contextOf(canvas);
    if (soft) return version === soft.version ? soft.gl : null;
    const known = types.get(canvas);
    if (version === null || (version === 1 && options.webgl1 === false)) return getNative(canvas, type, args);
    if (known !== undefined) return versionOf(known) === null ? null : getNative(canvas, type, args);

    const choice = choiceFor(options, canvas, type, args[1]);
    if (choice === 'hardware') return getNative(canvas, type, args);
    const ours = (reason: ContextReason): unknown =>
      source.peek()!.createContext(canvas, version, args[1], options, (work.reason = reason));
    const reason = decide(options, choice, version, work);
    if (reason && activate(work)) return ours(reason);

    // The browser's refusal is no news to the page where our context takes its place.
    let refusal: Event | undefined;
    const hold = (event: Event): void => {
      refusal = event;
      event.stopImmediatePropagation();
    };
    canvas.addEventListener(kCreationError, hold, true); // capturing listeners come first
    const context = getNative(canvas, type, args);
    canvas.removeEventListener(kCreationError, hold, true);
    if (context !== null) {
      if (version === 2) work.nativeWorks = true;
      if (options.maxNativeContexts !== undefined && classOf('WeakRef')) {
        work.natives.push(new WeakRef(context as WebGLRenderingContext));
      }
      return context;
    }
    const failed = work.nativeWorks || work.natives.length > 0 ? 'context-failed' : 'no-webgl';
    // A refusal of software says nothing of those who take it.
    const isPicky = !!args[1] && !!(args[1] as WebGLContextAttributes).failIfMajorPerformanceCaveat;
    if (version === 2 && work.nativeWorks === undefined && !isPicky) work.nativeWorks = false;
    if (activate(work)) return ours(reason || failed);
    return refuse(canvas, source.why || (refusal ? (refusal as WebGLContextEvent).statusMessage : ''));
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
        facts.straight.set(bitmap, null);
        return bitmap;
      });
    };
  });
  if (!Offscreen || options.offscreen === false) return;
  wrap(undo, offscreen, 'getContext', (original) => makeGetContext(work, Offscreen, original));

  if (options.workers === false) return;
  replaceClass(undo, 'Worker', classOf('Worker'), (target, args: unknown[], newTarget) => {
    const wanted =
      args.length > 0 && (options.prefer === 'software' || (options.prefer !== 'hardware' && !nativeWorks(work)));
    const attached = wanted && activate(work);
    return Reflect.construct(target as never, attached ? attached.startWorker(args) : args, newTarget) as object;
  });
}

/**
 * `load` brings the engine, where `source` has to wait for it; without, it is there when it is asked for. `early`: also where
 * the browser's own may do. `also`: what
 * else to hook.
 */
export function install(
  options: InstallOptions,
  source: EngineSource,
  {
    load,
    early,
    also,
  }: {load?: () => Promise<void>; early?: boolean; also?: (undo: Undo, facts: CanvasFacts) => void} = {},
): Installation {
  const installed = currentInstallation();
  if (installed) return installed;
  const {prefer} = options;
  let ready = Promise.resolve();
  const work: Work = {facts: makeFacts(), options, source, load, natives: []};
  if (!classOf('WebGL2RenderingContext')) work.nativeWorks = false;
  // Whose renderer it is must be known before a canvas has a context of it; and who has to wait for the engine must know
  // whether to.
  const hasCanvases = classOf('HTMLCanvasElement') || classOf('OffscreenCanvas');
  const isWanted =
    hasCanvases &&
    (prefer === 'software' ||
      (prefer !== 'hardware' && (load || replacesSoftware(work) ? !nativeWorks(work) : work.nativeWorks === false)));
  const undo: Undo = [];
  hook(undo, work);
  if (also) also(undo, work.facts);
  if (isWanted && !load) activate(work);
  else if (load && isWanted) ready = load().then(() => void activate(work));
  else if (load && hasCanvases && early) ready = load();
  ready.catch(() => undefined); // whoever waits is told; nobody has to wait
  const installation: Installation = {
    ready,
    options,
    get active() {
      return !!work.attached;
    },
    get reason() {
      if (!isSupported()) return 'unsupported';
      if (!work.attached && source.why && !source.pending) return 'not-loaded';
      if (work.reason) return work.reason;
      if (prefer === 'software') return 'asked-for';
      if (work.nativeIsReplaced) return 'native-software';
      return work.nativeWorks === false && prefer !== 'hardware' ? 'no-webgl' : 'not-needed';
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
