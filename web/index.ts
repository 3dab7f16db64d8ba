// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The package: loads the core from a file beside it. Importing it does nothing, also on a server.

import {page, type LoadOptions} from './loader/page.ts';
import {install as installWith, type InstallOptions, type Installation} from './polyfill/install.ts';

export {createContext} from './api.ts';
export {getInfo, type ContextInfo, type Info, type ProgramInfo, type StageInfo} from './info.ts';
export {LoadError, type LoadOptions} from './loader/page.ts';
export type {InstallOptions, Installation, Prefer} from './polyfill/install.ts';

/** Fetches and compiles the core. Memoised; after a failure it may be called again. */
export function load(options: LoadOptions = {}): Promise<void> {
  return page.load(options, () => new URL(/* @vite-ignore */ './soft-webgl2.wasm', import.meta.url));
}

/** Makes getContext give our contexts where `prefer` says so; the core is fetched only then. */
export function install(options: InstallOptions = {}): Installation {
  return installWith(options, () => load(options));
}
