// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** The core, compressed (RFC 1951) and as base64, supplied by vite.config.js. */
declare module 'virtual:soft-webgl2-wasm' {
  export const base64: string;
  /** Of the core, decompressed. */
  export const byteLength: number;
}
