// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The package: loads the core from a file beside it. Importing it does nothing, also on a server.

import type {InstallOptions} from '../options/options.ts';
import {install as installWith, type Installation} from '../polyfill/install.ts';
import {load} from '../public/load.ts';
import {pageHost} from '../public/page-host.ts';

export type {InstallOptions, LoadOptions, Prefer} from '../options/options.ts';
export {LoadError} from '../loader/page.ts';
export type {Installation} from '../polyfill/install.ts';
export {createContext} from '../public/create-context.ts';
export {getInfo, type ContextInfo, type Info, type ProgramInfo, type StageInfo} from '../public/info.ts';
export {load} from '../public/load.ts';

/** Makes getContext give our contexts where `prefer` says so; the core is fetched only then. */
export function install(options: InstallOptions = {}): Installation {
  return installWith(pageHost, options, () => load(options));
}
