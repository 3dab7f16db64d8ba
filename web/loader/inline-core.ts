// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {base64, byteLength} from 'virtual:soft-webgl2-wasm';
import {decodeBase64} from './base64.ts';
import {compileCore} from './core-file.ts';
import {inflate} from './inflate.ts';

/** The core that the script itself carries. Synchronous: browsers allow 8 MB on the main thread. */
export function compileInlineCore(): WebAssembly.Module {
  return compileCore(inflate(decodeBase64(base64), byteLength));
}
