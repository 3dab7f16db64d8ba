// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

declare const __SOFT_WEBGL2_THREADS_CORE__:
  {readonly sha256: string; readonly sum: number; readonly bytes: number} | undefined;

/** Of soft-webgl2.threads.wasm; sources that run as they are have none. */
export const kThreadsCore =
  typeof __SOFT_WEBGL2_THREADS_CORE__ === 'undefined' ? {sha256: '', sum: 0, bytes: 0} : __SOFT_WEBGL2_THREADS_CORE__;
