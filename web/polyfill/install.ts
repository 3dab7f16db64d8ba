// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Puts our contexts behind getContext. What it cannot do: a canvas that has a context from before install() keeps it,
// and shared workers are not reached unless they install for themselves.

import {contextClass} from '../context/classes/context.ts';
import {defineObjectClasses} from '../context/objects.ts';
import type {CanvasHost} from '../host/canvas-host.ts';
import {kContextClassNames, versionOf} from '../host/context-types.ts';
import {isSupported} from '../host/support.ts';
import {page} from '../loader/page.ts';
import type {InstallOptions} from '../options/options.ts';
import {createSoftContext, softContextOf} from '../present/contexts.ts';
import {hookPrototypes, observeSize} from './canvas-hooks.ts';
import {Patches} from './patches.ts';
import {probe} from './probe.ts';
import {hookWorkers} from './worker-hooks.ts';
import {followCanvases} from './worker-scope.ts';

export interface Installation {
  /** Settles when contexts can be made: at once where nothing has to be fetched. */
  readonly ready: Promise<void>;
  /** Whether getContext gives our contexts. */
  readonly active: boolean;
  /** Puts everything back. Contexts that were given out go on. */
  uninstall(): void;
}

type GetContext = (this: unknown, ...args: unknown[]) => unknown;

/** Kept in the page, so that two copies of this package do not both take over. */
const kInstallation = Symbol.for('soft-webgl2.installation');

/** Kinds of native contexts by canvas, so that the 2D context of a page is never mistaken for ours. */
const nativeTypes = new WeakMap<object, string>();

const global = globalThis as {[kInstallation]?: Installation | undefined};

/** Whoever installed first in this page, be it another copy of this package. */
export function currentInstallation(): Installation | undefined {
  return global[kInstallation];
}

export function install(host: CanvasHost, options: InstallOptions, load: () => Promise<void>): Installation {
  const installed = currentInstallation();
  if (installed) return installed;
  const idle: Installation = {ready: Promise.resolve(), active: false, uninstall: () => undefined};
  const prefer = options.prefer ?? 'auto';
  const html = typeof HTMLCanvasElement === 'function' ? HTMLCanvasElement.prototype : undefined;
  const offscreen = typeof OffscreenCanvas === 'function' ? OffscreenCanvas.prototype : undefined;
  if (!(html ?? offscreen) || prefer === 'hardware' || !isSupported()) return idle;

  let webgl1 = options.webgl1 ?? true;
  if (prefer === 'auto') {
    const found = probe();
    const counts = !(found.software && options.nativeSoftware === 'replace');
    if (found.webgl2 && counts) return idle;
    if (found.webgl1 && counts) webgl1 = false;
  }

  const patches = new Patches();
  const patchGetContext = (target: object | undefined): void => {
    patches.method(target, 'getContext', (original) => wrapGetContext(host, original, webgl1, options));
  };
  host.setNative({
    html: html?.getContext as GetContext | undefined,
    offscreen: offscreen?.getContext as GetContext | undefined,
  });
  patchGetContext(html);
  if (options.offscreen ?? true) patchGetContext(offscreen);
  hookPrototypes(host, patches);
  if (options.offscreen ?? true) {
    followCanvases(host, patches);
    hookWorkers(patches, options);
  }
  for (const version of [1, 2] as const) patches.value(globalThis, kContextClassNames[version], contextClass(version));
  for (const [name, value] of defineObjectClasses()) patches.value(globalThis, name, value);

  const installation: Installation = {
    ready: load(),
    active: true,
    uninstall() {
      patches.remove();
      host.setPlacedByOrigin(null);
      host.setNative(null);
      if (global[kInstallation] === installation) delete global[kInstallation];
    },
  };
  installation.ready.catch(() => undefined); // whoever waits is told; nobody has to wait
  global[kInstallation] = installation;
  return installation;
}

function wrapGetContext(host: CanvasHost, original: GetContext, webgl1: boolean, options: InstallOptions): GetContext {
  return function (this: unknown, ...args: unknown[]): unknown {
    if (args.length === 0) return original.apply(this, args); // throws, as it should
    const type = String(args[0]);
    const version = versionOf(type);
    const canvas = this as HTMLCanvasElement;
    const soft = softContextOf(canvas);
    if (soft) return version === soft.state.version ? soft.gl : null;
    const nativeType = nativeTypes.get(canvas);
    if (version === null || (version === 1 && !webgl1) || nativeType !== undefined) {
      if (version !== null && nativeType !== undefined && versionOf(nativeType) === null) return null;
      const context = original.apply(this, args);
      if (context !== null && typeof canvas === 'object') nativeTypes.set(canvas, type);
      return context;
    }
    if (!isCanvas(canvas)) return original.apply(this, args); // throws
    const gl = createSoftContext(host, canvas, version, args[1], options);
    if (gl) observeSize(canvas);
    return gl;
  };
}

function isCanvas(value: unknown): value is HTMLCanvasElement | OffscreenCanvas {
  if (typeof HTMLCanvasElement === 'function' && value instanceof HTMLCanvasElement) return true;
  return typeof OffscreenCanvas === 'function' && value instanceof OffscreenCanvas;
}

/** Warms the shader compiler when the page has a moment, but soon. */
export function warmUpSoon(): void {
  setTimeout(() => page.warmUp(), 0);
}
