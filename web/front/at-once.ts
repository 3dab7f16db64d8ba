// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What the classic scripts have in common: installing while the script runs, and the global `softWebgl2`.

import {dropUnknown, type InstallOptions} from '../options/options.ts';
import type {EngineSource} from './engine.ts';
import {makeGetInfo} from './info.ts';
import {install} from './installation.ts';
import {say} from './say.ts';

export function installAtOnce(
  options: InstallOptions,
  source: EngineSource,
  more: Parameters<typeof install>[2] = {},
): void {
  for (const complaint of dropUnknown(options as {[name: string]: unknown})) say(complaint);
  const getInfo = {value: makeGetInfo(() => source.peek())};
  const value = Object.create(install(options, source, more), {getInfo}) as object;
  Object.defineProperty(globalThis, 'softWebgl2', {value, writable: true, configurable: true});
}

/** Address of the running script, where no tag tells it: the first one in a stack. */
export function ownUrl(): string | undefined {
  return (/(?:https?|file):[^\s()]+?(?=:\d+:\d+)/.exec(new Error().stack || '') || [])[0];
}

/** Address of the second stage, beside the first. */
export function besides(scriptUrl = ownUrl() || ''): string {
  return scriptUrl.replace(/[^/]*([?#].*)?$/, 'soft-webgl2.js');
}
