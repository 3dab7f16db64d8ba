// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** The core as base64, supplied by vite.config.js. */
declare module 'virtual:soft-webgl2-wasm' {
  const base64: string;
  export default base64;
}
