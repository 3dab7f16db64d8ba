// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The package with the core inside: synchronous, and nothing is fetched.

import {compileInlineCore} from '../loader/inline-core.ts';
import {page} from '../loader/page.ts';
import type {InstallOptions} from '../options/options.ts';
import {install as installWith, warmUpSoon, type Installation} from '../polyfill/install.ts';
import {pageHost} from '../public/page-host.ts';

export type {InstallOptions, Prefer} from '../options/options.ts';
export type {Installation} from '../polyfill/install.ts';
export {createContext} from '../public/create-context.ts';
export {getInfo, type ContextInfo, type Info, type ProgramInfo, type StageInfo} from '../public/info.ts';

page.supply(compileInlineCore);

/** Nothing to wait for; here so that a page can change its import and nothing else. */
export function load(): Promise<void> {
  page.warmUp();
  return Promise.resolve();
}

export function install(options: InstallOptions = {}): Installation {
  return installWith(pageHost, options, () => {
    warmUpSoon();
    return Promise.resolve();
  });
}
