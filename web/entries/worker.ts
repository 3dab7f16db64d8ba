// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// For workers: `importScripts('worker.js')` in a classic one, `import 'soft-webgl2/worker'` in a module, before anything
// that draws. OffscreenCanvas then has WebGL at once: ours, where the browser has none, out of soft-webgl2.js and
// soft-webgl2.wasm beside this file. Options: `self.softWebgl2Options`. A page with auto.js needs none of this, because
// its workers get the polyfill by themselves; one that calls install() may name this file as `scriptUrl` to the same end.

import {besides, installAtOnce} from '../front/classic.ts';
import {engineWorker, followCanvases} from '../front/worker-stages.ts';
import {scriptOptions} from '../front/script-options.ts';

const options = scriptOptions();
const scriptUrl = besides(options.scriptUrl);
installAtOnce({...options, scriptUrl}, engineWorker(scriptUrl), followCanvases);
