// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The package with the core inside: synchronous, and nothing is fetched.

import {compileInlineCore} from './loader/inline-core.ts';
import {page} from './loader/page.ts';
import {install as installWith, warmUpSoon, type InstallOptions, type Installation} from './polyfill/install.ts';

export {createContext} from './api.ts';
export {getInfo, type ContextInfo, type Info, type ProgramInfo, type StageInfo} from './info.ts';
export type {InstallOptions, Installation, Prefer} from './polyfill/install.ts';

page.supply(compileInlineCore);

/** Nothing to wait for; here so that a page can change its import and nothing else. */
export function load(): Promise<void> {
  page.warmUp();
  return Promise.resolve();
}

export function install(options: InstallOptions = {}): Installation {
  return installWith(options, () => {
    warmUpSoon();
    return Promise.resolve();
  });
}
