// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/**
 * The bytes of an ephemeral result (docs/abi.md), where an export returned an address that is not 0. A view of the core's
 * memory: it holds until the next call. Of a shared memory a copy: what a page gives to the browser may not be shared.
 */
export function payloadAt(memory: WebAssembly.Memory, address: number): Uint8Array<ArrayBuffer> {
  const at = address >>> 0;
  const buffer = memory.buffer as ArrayBuffer;
  const bytes = new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - 16, true));
  return isShared(buffer) ? bytes.slice() : bytes;
}

function isShared(buffer: ArrayBuffer | SharedArrayBuffer): boolean {
  return typeof SharedArrayBuffer === 'function' && buffer instanceof SharedArrayBuffer;
}

/** A payload of numbers. */
export function wordsOf({buffer, byteOffset, length}: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  return new Uint32Array(buffer, byteOffset, length / 4);
}
