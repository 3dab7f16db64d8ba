// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// `new Worker` with the polyfill as the worker's first script, so that OffscreenCanvas there has WebGL too. The page's
// script runs behind it: out of a blob of ours where the page's own was a blob, and otherwise out of the polyfill's
// script, which then stands in for it (worker-scope.ts), because a Content-Security-Policy may know no blobs. Left
// alone: SharedWorker and service workers, data: modules, scripts wrapped by Trusted Types, and whatever the browser
// would refuse.

import {sharedOptions, type InstallOptions} from '../options/options.ts';
import {threadScripts} from '../threads/thread-scripts.ts';
import type {Patches} from './patches.ts';
import {kFragment, kPlanKey, type WorkerPlan} from './worker-plan.ts';

/** Blobs that have an address, as long as it is valid: a page may revoke it right after `new Worker`. */
const blobs = new Map<string, Blob>();

function followBlobs(patches: Patches): (source: Blob) => string {
  const create = URL.createObjectURL.bind(URL);
  patches.method(URL, 'createObjectURL', (original) => {
    return function (this: unknown, ...args) {
      const url = original.apply(this, args) as string;
      if (args[0] instanceof Blob) blobs.set(url, args[0]);
      return url;
    };
  });
  patches.method(URL, 'revokeObjectURL', (original) => {
    return function (this: unknown, ...args) {
      blobs.delete(String(args[0]));
      return original.apply(this, args);
    };
  });
  return create;
}

/** A blob from before; the page may revoke its address as soon as the worker is made. */
function readBlob(url: string): Blob | undefined {
  try {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.send();
    return new Blob([request.responseText], {type: 'text/javascript'});
  } catch {
    return undefined; // the address itself has to do
  }
}

function planScript(plan: WorkerPlan): string {
  return `self[Symbol.for(${JSON.stringify(kPlanKey)})]=${JSON.stringify(plan)};`;
}

function baseUrl(): string {
  return typeof document === 'object' ? document.baseURI : location.href;
}

interface TrustedTypes {
  isScriptURL(value: unknown): boolean;
}

/** For those who have no file of theirs: makes the address of the polyfill's script when the first worker starts. */
export interface LateScript {
  readonly makeScriptUrl?: (() => string) | undefined;
}

function addressOf(scriptUrl: string): URL | null {
  try {
    const polyfill = new URL(scriptUrl, baseUrl());
    polyfill.hash = '';
    polyfill.pathname = polyfill.pathname.replace(/\/(auto|worker)\.js$/, '/soft-webgl2.js');
    return polyfill;
  } catch {
    return null;
  }
}

/** Returns the arguments of `new Worker` that bring the polyfill along, for those that a page gives. */
export function workerStarter(patches: Patches, options: InstallOptions & LateScript): (args: unknown[]) => unknown[] {
  const same = (args: unknown[]): unknown[] => args;
  const {scriptUrl, makeScriptUrl} = options;
  if (typeof Worker !== 'function' || options.workers === false) return same;
  let known = scriptUrl === undefined ? null : addressOf(scriptUrl);
  if (!known && !makeScriptUrl) return same;
  const polyfill = (): URL => (known ??= new URL(makeScriptUrl!()));
  const shared = sharedOptions(options);
  const planFor = (more: Pick<WorkerPlan, 'module' | 'start' | 'revoke'>): WorkerPlan => {
    return {options: shared, scriptUrl: polyfill().href, ...more};
  };
  const create = followBlobs(patches);
  const blobUrl = (text: string): string => create(new Blob([text], {type: 'text/javascript'}));

  /** A first script of our own that loads the polyfill and then the page's. */
  const chain = (script: string, module: boolean, owned: readonly string[]): string => {
    const plan = planScript(planFor({module, revoke: owned}));
    const {href} = polyfill();
    if (!module) {
      const text = `${plan}importScripts(${JSON.stringify(href)},${JSON.stringify(script)});`;
      return script.startsWith('data:') ? `data:text/javascript,${encodeURIComponent(text)}` : blobUrl(text);
    }
    // Imports run in their order, and no message is delivered before the last of them ran.
    return blobUrl([blobUrl(plan), href, script].map((url) => `import ${JSON.stringify(url)};\n`).join(''));
  };

  /** What to start instead; null to start what the page said. */
  const replacement = (script: unknown, type: unknown): string | null => {
    const {trustedTypes} = globalThis as {trustedTypes?: TrustedTypes};
    if (trustedTypes?.isScriptURL(script)) return null;
    let url: URL;
    try {
      url = new URL(String(script), baseUrl());
    } catch {
      return null; // the browser throws
    }
    const module = type === 'module';
    if (url.protocol === 'blob:') {
      const blob = blobs.get(url.href) ?? readBlob(url.href);
      // A worker starts from a blob of any type, importScripts only from one of a script's.
      const own = blob && create(module ? blob : new Blob([blob], {type: 'text/javascript'}));
      return chain(own ?? url.href, module, own ? [own] : []);
    }
    if (url.protocol === 'data:') return module ? null : chain(url.href, module, []);
    if (!/^https?:$/.test(url.protocol) || url.origin !== globalThis.origin) return null;
    const plan = planFor({module, start: url.href});
    const {href, origin} = polyfill();
    // Where the page is isolated, a worker's script needs headers that the polyfill's may not have.
    if (origin === url.origin && !globalThis.crossOriginIsolated) {
      return `${href}${kFragment}${encodeURIComponent(JSON.stringify(plan))}`;
    }
    if (!module) return blobUrl(`${planScript(plan)}importScripts(${JSON.stringify(href)});`);
    return chain(url.href, module, []);
  };

  return (args) => {
    if (threadScripts.has(args[0] as object)) return args;
    const type = (args[1] as {type?: unknown} | null | undefined)?.type;
    const other = replacement(args[0], type === undefined ? 'classic' : String(type));
    return other === null ? args : [other, ...args.slice(1)];
  };
}
