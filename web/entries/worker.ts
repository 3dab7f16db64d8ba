// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// For workers: `importScripts('worker.js')` in a classic one, `import 'soft-webgl2/worker'` in a module, before anything
// that draws. OffscreenCanvas then has WebGL at once. Options: `self.softWebgl2Options`. A page with auto.js needs none
// of this, because its workers get the polyfill by themselves; one that calls install() may name this file as
// `scriptUrl` to the same end.

import {globalOptions} from '../options/options.ts';
import {installAtOnce} from '../public/global.ts';

installAtOnce(globalOptions());
