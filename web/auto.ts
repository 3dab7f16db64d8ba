// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The classic script: `<script src="auto.js" data-prefer="auto"></script>` before any other. It installs at once, and
// carries the core; where the browser has WebGL it costs no more than its download. Options: `window.softWebgl2Options`,
// or `data-*` attributes of its own tag (data-prefer, data-native-software, data-webgl1, data-offscreen,
// data-fail-if-major-performance-caveat, data-workers), which win. Workers that the page starts get this script first, too.

import {givenOptions, installAtOnce} from './at-once.ts';
import type {InstallOptions} from './polyfill/install.ts';

const kNames = ['prefer', 'nativeSoftware', 'webgl1', 'offscreen', 'failIfMajorPerformanceCaveat', 'workers'];
const kSwitches = ['webgl1', 'offscreen', 'workers'];

function readOptions(): InstallOptions {
  const script = typeof document === 'object' ? (document.currentScript as HTMLScriptElement | null) : null;
  const options: {[name: string]: unknown} = {scriptUrl: script?.src || undefined, ...givenOptions()};
  for (const name of kNames) {
    const value = script?.dataset?.[name];
    if (value === undefined) continue;
    options[name] = kSwitches.includes(name) ? value !== 'false' : value;
  }
  return options as InstallOptions;
}

installAtOnce(readOptions());
