// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// auto.js in one file, with the core inside, for pages whose policy lets nothing be requested. Options as there.

import {ownUrl} from '../front/at-once.ts';
import {scriptOptions} from '../front/script-options.ts';
import {compileInlineCore} from '../loader/inline-core.ts';
import {page} from '../loader/page.ts';
import {installWhole} from '../public/whole.ts';

const tag = typeof document === 'object' ? (document.currentScript as HTMLScriptElement | null) : null;
const options = scriptOptions(tag);
installWhole({...options, scriptUrl: options.scriptUrl || tag?.src || ownUrl()}, () => page.supply(compileInlineCore));
