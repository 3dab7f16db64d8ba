// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the classic scripts read and leave in the global scope.

import type {InstallOptions, Installation, getInfo} from './index.js';

declare global {
  /** Options for auto.js and worker.js, set before they run. */
  var softWebgl2Options: InstallOptions | undefined;
  /** There once auto.js or worker.js ran. */
  var softWebgl2: (Installation & {readonly getInfo: typeof getInfo}) | undefined;
}

export {};
