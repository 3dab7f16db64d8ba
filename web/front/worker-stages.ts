// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The engine in a worker: by importScripts, or in a module worker, which has none, by a synchronous request and eval.

import type {CanvasFacts} from '../host/canvas-facts.ts';
import {classOf} from './classes.ts';
import type {EngineSource} from './engine.ts';
import {requestEngine, stagedEngine, trusted} from './stages.ts';
import {replaceClass, type Undo} from './put.ts';

export function engineWorker(url: string): EngineSource {
  return stagedEngine(url, () => {
    try {
      (globalThis as {importScripts?(url: string): void}).importScripts!(trusted().createScriptURL(url));
    } catch (error) {
      if (!(error instanceof TypeError)) throw new Error(`${url} cannot be loaded (${String(error)}): put it there`);
      (0, eval)(trusted().createScript(requestEngine(url)));
    }
  });
}

/**
 * Nothing tells a worker whether an OffscreenCanvas stands for an element of the page; but those that it makes do not,
 * and those that it is sent usually do.
 */
export function followCanvases(undo: Undo, facts: CanvasFacts): void {
  const made = (facts.made = new WeakSet());
  replaceClass(undo, 'OffscreenCanvas', classOf('OffscreenCanvas'), (target, args, newTarget) => {
    const canvas = Reflect.construct(target as never, args, newTarget) as object;
    made.add(canvas);
    return canvas;
  });
}
