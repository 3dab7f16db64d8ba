// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The classic script: `<script src="auto.js" data-prefer="auto"></script>` before any other. It installs at once, and
// carries the core; where the browser has WebGL it costs no more than its download. Options: `window.softWebgl2Options`,
// or `data-*` attributes of its own tag (data-prefer, data-native-software, data-webgl1, data-offscreen,
// data-fail-if-major-performance-caveat), which win.

import {getInfo} from './info.ts';
import {compileInlineCore} from './loader/inline-core.ts';
import {page} from './loader/page.ts';
import {install, warmUpSoon, type InstallOptions} from './polyfill/install.ts';

function readOptions(): InstallOptions {
  const given = (globalThis as {softWebgl2Options?: InstallOptions}).softWebgl2Options;
  const script = typeof document === 'object' ? (document.currentScript as HTMLScriptElement | null) : null;
  const options: {[name: string]: unknown} = {scriptUrl: script?.src || undefined, ...given};
  for (const name of ['prefer', 'nativeSoftware', 'webgl1', 'offscreen', 'failIfMajorPerformanceCaveat']) {
    const value = script?.dataset?.[name];
    if (value === undefined) continue;
    options[name] = name === 'webgl1' || name === 'offscreen' ? value !== 'false' : value;
  }
  return options as InstallOptions;
}

page.supply(compileInlineCore);
const installation = install(readOptions(), () => {
  warmUpSoon();
  return Promise.resolve();
});
Object.defineProperty(globalThis, 'softWebgl2', {
  value: {...installation, getInfo},
  enumerable: false,
  writable: true,
  configurable: true,
});
