// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The engine, as first stages use it.

import {contextClass} from '../context/classes/context.ts';
import {defineObjectClasses} from '../context/objects.ts';
import {kBuildId} from '../front/build.ts';
import type {ContextReason} from '../front/decide.ts';
import type {Engine} from '../front/engine.ts';
import {currentInstallation} from '../front/installation.ts';
import {probe} from '../front/probe.ts';
import {explain} from '../front/reasons.ts';
import {say} from '../front/say.ts';
import type {GetContext} from '../host/canvas-facts.ts';
import {CanvasHost} from '../host/canvas-host.ts';
import {kContextClassNames, versionOf, type WebGLVersion} from '../host/context-types.ts';
import {page} from '../loader/page.ts';
import {threadCount} from '../loader/thread-supply.ts';
import type {LoadOptions} from '../options/options.ts';
import {createSoftContext, softContextOf} from '../present/contexts.ts';
import {hookCanvas, hookPrototypes, observeSize} from './canvas-hooks.ts';
import {contextInfo} from './context-info.ts';
import {Patches} from './patches.ts';
import {workerStarter} from './worker-hooks.ts';

/** The host of everything that this copy of the package does in its page or worker. */
const pageHost = new CanvasHost();

/** The engine of this file's bundle. `page` is shared by all that import it. */
export async function loadCore(options: LoadOptions, defaultUrl: () => URL): Promise<void> {
  const {threads} = options;
  if (threads !== undefined) threadCount(threads, () => 1); // throws
  const more = globalThis.crossOriginIsolated && threads !== 1 && !page.threads.offered;
  await Promise.all([
    page.load(options, defaultUrl),
    more ? import('../threads/page-threads.ts').then(({loadThreads}) => loadThreads(options)) : null,
  ]);
  if (threads !== undefined) page.threads.usual = threads;
}

/** A context where nothing is installed: of other canvases' readers, only this canvas' own methods are hooked. */
export function createAlone(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  version: WebGLVersion,
  attributes: unknown,
  reason: ContextReason = 'asked-for',
): WebGL2RenderingContext | null {
  const isNew = !softContextOf(canvas);
  const gl = createSoftContext(pageHost, canvas, version, attributes, {}, reason);
  if (gl && isNew) {
    observeSize(canvas);
    if (!currentInstallation()?.active) hookCanvas(pageHost, canvas, new Patches());
  }
  return gl;
}

let readersAreHooked = false;

/**
 * A context for the element, which has as many threads as `given` says, whose canvas answers `getContext` from then on, and may be read by anybody in the same task:
 * readers are hooked in the whole page, by the first element. `asked`: by `software`; otherwise the browser refused. Throws
 * where there can be no context.
 */
export function createForElement(
  canvas: HTMLCanvasElement,
  attributes: WebGLContextAttributes,
  asked: boolean,
  given: unknown,
): WebGL2RenderingContext {
  // Of an attribute: text, or null where there is none.
  const threads = given === 'auto' ? given : given === null || given === undefined ? undefined : Number(given);
  if (typeof threads === 'number') threadCount(threads, () => 1); // throws
  const reason = asked ? 'asked-for' : probe().webgl2 ? 'context-failed' : 'no-webgl';
  let why = 'the canvas gives no context';
  const note = (event: Event): void => {
    why = (event as WebGLContextEvent).statusMessage || why;
  };
  canvas.addEventListener('webglcontextcreationerror', note);
  const gl = createSoftContext(pageHost, canvas, 2, attributes, {threads}, reason);
  canvas.removeEventListener('webglcontextcreationerror', note);
  if (!gl) throw new Error(why);
  observeSize(canvas);
  if (!readersAreHooked) {
    hookPrototypes(pageHost, new Patches());
    ++pageHost.readerHooks;
    readersAreHooked = true;
  }
  const getContext = (type: string): unknown => (versionOf(type) === 2 ? gl : null);
  Object.defineProperty(canvas, 'getContext', {value: getContext, writable: true, configurable: true});
  return gl;
}

/** `nativeSoftware` asks whose renderer it is, and some browsers do not say. */
function tellOfMask(getContext: GetContext | undefined): void {
  const {renderer} = probe(getContext);
  if (/^(Apple GPU|Mozilla|WebKit WebGL)$/.test(renderer)) {
    say(`the browser calls every renderer '${renderer}': nativeSoftware cannot tell software from hardware here`);
  }
}

export const engine: Engine = {
  id: kBuildId,
  get loaded() {
    return page.loaded;
  },
  attach(facts, options) {
    pageHost.adopt(facts);
    if (options.nativeSoftware === 'replace') tellOfMask(facts.html ?? facts.offscreen);
    const patches = new Patches();
    hookPrototypes(pageHost, patches);
    for (const version of [1, 2] as const)
      patches.value(globalThis, kContextClassNames[version], () => contextClass(version));
    for (const [name, value] of defineObjectClasses()) patches.value(globalThis, name, () => value);
    ++pageHost.readerHooks;
    return {
      startWorker: workerStarter(patches, options),
      detach() {
        --pageHost.readerHooks;
        patches.remove();
      },
    };
  },
  contextOf(canvas) {
    const soft = softContextOf(canvas);
    return soft && {gl: soft.gl, version: soft.state.version};
  },
  createContext(canvas, version, attributes, options, reason) {
    const isNew = !softContextOf(canvas);
    const {failIfMajorPerformanceCaveat} = options; // of `threads` the page knows
    const gl = createSoftContext(pageHost, canvas, version, attributes, {failIfMajorPerformanceCaveat}, reason);
    if (gl && isNew) observeSize(canvas);
    return gl;
  },
  explain,
  getInfo: contextInfo,
};
