// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// auto.js in one file, with the core inside, for pages whose policy lets nothing be requested. Options as there. Threads
// need two files more, so they must be asked for.

import {ownUrl} from '../front/classic.ts';
import {scriptOptions} from '../front/script-options.ts';
import {compileInlineCore} from '../loader/inline-core.ts';
import {page} from '../loader/page.ts';
import {installWhole, supplyThreads} from '../public/whole.ts';

const tag = typeof document === 'object' ? (document.currentScript as HTMLScriptElement | null) : null;
const options = scriptOptions(tag);
const scriptUrl = options.scriptUrl || tag?.src || ownUrl();
installWhole({...options, scriptUrl}, (given) => {
  page.supply(compileInlineCore);
  if (given.threads === undefined)
    page.threads.one('auto-inline.js requests no other file unless threads are asked for');
  else if (scriptUrl) supplyThreads(given, false);
  else page.threads.whyNone = 'nobody knows where auto-inline.js came from, and so where thread.js is';
});
