// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What pages of demos/ import as 'soft-webgl2' here: contexts have as many threads as the address says, and are known.

import * as soft from '/dist/index.js';

export * from '/dist/index.js';

export const load = (options = {}) =>
  soft.load({...options, threads: Number(new URLSearchParams(location.search).get('threads'))});

export function createContext(...args) {
  const gl = soft.createContext(...args);
  globalThis.held.add(gl);
  globalThis.held.opened?.(gl);
  return gl;
}
