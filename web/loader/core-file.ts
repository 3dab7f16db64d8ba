// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Whether a file is the core that this build belongs to, and what to do where it is not.

import {kCore, kVersion} from '../front/build.ts';
import {LoadError, kUnsupported} from '../front/say.ts';
import {sumOf} from '../front/sum.ts';
import {sha256} from './sha256.ts';
import {WasmModule} from '../host/intrinsics.ts';
import {isSupported} from '../host/support.ts';

const kMagic = [0, 0x61, 0x73, 0x6d];

/** `advice`: what helps in the page at hand. */
export function notAnswered(url: string, status: number, advice = 'or say where it is (wasmUrl)'): LoadError {
  return new LoadError(`${url} answered ${status}: put ${nameOf(url)} there, ${advice}`);
}

function nameOf(url: string): string {
  return /\.threads\.wasm/.test(url) ? 'soft-webgl2.threads.wasm' : 'soft-webgl2.wasm';
}

export function notRequested(url: string, cause: unknown): LoadError {
  const text = `${url} cannot be requested: is the server there, does it send CORS headers, and does the page's policy allow it (connect-src; sync-xhr for auto.js)? auto-inline.js and soft-webgl2/inline need no request`;
  return new LoadError(text, {cause});
}

/**
 * Throws a LoadError unless these are the bytes of the core. `byDigest`: nor takes what somebody made to look like it, at the
 * price of 0.3 s in a page that has just begun.
 */
export function checkCore(
  url: string,
  bytes: Uint8Array,
  byDigest: boolean,
  advice = 'or say where it is (wasmUrl)',
  core = kCore,
): void {
  const isCore = bytes.length === core.bytes && sumOf(bytes) === core.sum;
  if (isCore && !(byDigest && sha256(bytes.length, (i) => bytes[i]!) !== core.sha256)) return;
  if (kMagic.some((byte, i) => bytes[i] !== byte)) {
    const start = String.fromCharCode(...bytes.subarray(0, 64)).trimStart();
    const what = start.startsWith('<') ? 'a page (HTML)' : bytes.length === 0 ? 'empty' : 'no WebAssembly';
    throw new LoadError(
      `${url} is ${what}: the server answers so for a file that is missing; put ${nameOf(url)} there, ${advice}`,
    );
  }
  if (!core.sha256) return;
  if (bytes.length < core.bytes) {
    throw new LoadError(
      `${url} is cut off, or of another version: ${bytes.length} bytes of ${core.bytes}; load it again, past the cache`,
    );
  }
  throw new LoadError(
    `${url} is not of version ${kVersion}: serve all files of one version, and reload past the cache`,
  );
}

/** (module): what a policy lets be compiled at all. */
const kEmptyModule = Uint8Array.of(...kMagic, 1, 0, 0, 0);

/** Why the core did not compile. */
export function notCompiled(error: unknown): LoadError {
  if (!isSupported()) return new LoadError(kUnsupported, {cause: error});
  try {
    new WasmModule(kEmptyModule);
  } catch {
    return new LoadError(
      "the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to script-src",
      {
        cause: error,
      },
    );
  }
  if (error instanceof RangeError) {
    return new LoadError('out of memory: the browser has none for the WebGL core; close other pages and try again', {
      cause: error,
    });
  }
  return new LoadError(`the core does not compile: ${String(error)}`, {cause: error});
}

/** Synchronous; browsers allow 8 MB on the main thread. */
export function compileCore(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  try {
    return new WasmModule(bytes);
  } catch (error) {
    throw notCompiled(error);
  }
}
