// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What the classic scripts have in common: installing while the script runs, and the global `softWebgl2`.

import type {InstallOptions} from '../options/options.ts';
import type {EngineSource} from './engine.ts';
import {makeGetInfo} from './info.ts';
import {install} from './installation.ts';

export function installAtOnce(
  options: InstallOptions,
  source: EngineSource,
  also?: Parameters<typeof install>[2],
): void {
  const getInfo = {value: makeGetInfo(() => source.peek())};
  const value = Object.create(install(options, source, also), {getInfo}) as object;
  Object.defineProperty(globalThis, 'softWebgl2', {value, writable: true, configurable: true});
}

/** Address of the running script, where no tag tells it: the first one in a stack. */
export function ownUrl(): string | undefined {
  return (/(?:https?|file):[^\s()]+?(?=:\d+:\d+)/.exec(new Error().stack || '') || [])[0];
}

/** Address of the second stage, beside the first. */
export function besides(scriptUrl?: string): string {
  return (scriptUrl || ownUrl() || '').replace(/[^/]*([?#].*)?$/, 'soft-webgl2.js');
}
