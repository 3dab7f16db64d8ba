// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Workers that a page makes from blob: URLs, so that nobody could put our script into their file. They get a few lines in
// front that fetch auto.js when the worker first asks for a WebGL context, and cost nothing otherwise. Not reached: module
// workers, which cannot load a script synchronously, workers of workers, and workers with an address of their own, which
// can import `soft-webgl2/auto` themselves.

import type {Patches} from './patches.ts';

/** Runs in the worker, as text. */
function prelude(script: string, options: object): string {
  return (
    `(() => { const p = self.OffscreenCanvas?.prototype; if (!p) return; const o = p.getContext; ` +
    `p.getContext = function (t, ...a) { if (!/webgl/.test(t)) return o.call(this, t, ...a); p.getContext = o; ` +
    `self.softWebgl2Options = ${JSON.stringify(options)}; importScripts(${JSON.stringify(script)}); ` +
    `return this.getContext(t, ...a); }; })(); `
  );
}

/** The script of a blob: URL. Read at once, because pages revoke such URLs right after making the worker. */
function readBlob(url: string): string | null {
  try {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.send();
    return request.responseText;
  } catch {
    return null;
  }
}

/** script: address of auto.js. */
export function hookWorkers(patches: Patches, script: string, options: object): void {
  if (typeof Worker !== 'function' || typeof XMLHttpRequest !== 'function') return;
  const wrapped = new Proxy(Worker, {
    construct(target, args: [unknown, WorkerOptions?], newTarget) {
      const url = String(args[0]);
      const text = url.startsWith('blob:') && args[1]?.type !== 'module' ? readBlob(url) : null;
      if (text === null) return Reflect.construct(target, args, newTarget) as Worker;
      const directive = /^\s*(['"])use strict\1/.test(text) ? "'use strict'; " : ''; // only counts in front
      const ours = URL.createObjectURL(
        new Blob([directive, prelude(script, options), text], {type: 'text/javascript'}),
      );
      try {
        return Reflect.construct(target, [ours, args[1]], newTarget) as Worker;
      } finally {
        setTimeout(() => URL.revokeObjectURL(ours), 60_000);
      }
    },
  });
  patches.replace(globalThis, 'Worker', wrapped);
}
