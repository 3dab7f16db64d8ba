// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Addresses of threads that are about to start: `new Worker` brings no polyfill along for them. */
export const threadScripts = new WeakSet<object>();
