// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** As text, so that it takes few bytes: (module (func (result v128 v128) (v128.const 0) (v128.const 0))). */
const kZero = '\0'.repeat(16);
const kModule = `\0asm\x01\0\0\0\x01\x06\x01\x60\0\x02{{\x03\x02\x01\0\x0a\x28\x01\x26\0\xfd\x0c${kZero}\xfd\x0c${kZero}\x0b`;

let supported: boolean | undefined;

/** Whether this engine can run the core at all: WebAssembly with SIMD, multi-value and BigInt. */
export function isSupported(): boolean {
  if (supported === undefined) {
    try {
      supported = WebAssembly.validate(Uint8Array.from(kModule, (character) => character.charCodeAt(0)));
    } catch {
      supported = false;
    }
  }
  return supported;
}
