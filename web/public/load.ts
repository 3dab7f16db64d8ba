// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {page} from '../loader/page.ts';
import type {LoadOptions} from '../options/options.ts';

/** Fetches and compiles the core. Memoised; after a failure it may be called again. */
export function load(options: LoadOptions = {}): Promise<void> {
  return page.load(options, () => new URL(/* @vite-ignore */ './soft-webgl2.wasm', import.meta.url));
}
