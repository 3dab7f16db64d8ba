// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** (module (func (result v128 v128) (i8x16.splat (i32.const 0)) (i8x16.splat (i32.const 0)))), a character for a byte. */
const kModule = '\0asm\x01\0\0\0\x01\x06\x01\x60\0\x02{{\x03\x02\x01\0\x0a\x0c\x01\x0a\0A\0\xfd\x0fA\0\xfd\x0f\x0b';

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
