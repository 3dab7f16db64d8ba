// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The classic script: `<script src="auto.js"></script>` before any other. Where the browser gives the page its WebGL
// contexts, this is all that is ever loaded; elsewhere soft-webgl2.js and soft-webgl2.wasm beside it are, synchronously.
// Options: `window.softWebgl2Options`, or `data-*` attributes of its own tag (data-prefer, data-native-software,
// data-webgl1, data-offscreen, data-fail-if-major-performance-caveat, data-workers, data-threads), which win. Workers that the page
// starts get the polyfill, too. docs/auto.md says what a Content-Security-Policy needs.

import {besides, installAtOnce} from '../front/classic.ts';
import {enginePage} from '../front/page-stages.ts';
import {scriptOptions} from '../front/script-options.ts';

if (typeof document === 'object') start(document.currentScript as HTMLScriptElement | null);

function start(tag: HTMLScriptElement | null): void {
  const options = scriptOptions(tag);
  const scriptUrl = besides(options.scriptUrl || (tag ? tag.src : ''));
  installAtOnce({...options, scriptUrl}, enginePage(scriptUrl, tag, options));
}
