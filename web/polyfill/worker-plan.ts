// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a page tells the polyfill's script in a worker that it starts: the options, and what is to run next. It travels
// in the fragment of the script's own address, or, where a blob is the first script, in a global of that name.

import type {SharedOptions} from '../options/options.ts';

export interface WorkerPlan {
  readonly options: SharedOptions;
  /** The script that the plan is for, so that workers of the worker get it as well. */
  readonly scriptUrl: string;
  /** The worker's own script, when the polyfill's stands in its place: to be run, and to be believed in. */
  readonly start?: string | undefined;
  readonly module: boolean;
  /** Blobs that only the start needed. */
  readonly revoke?: readonly string[] | undefined;
}

/** Global name of a plan. */
export const kPlanKey = 'soft-webgl2.worker';
export const kFragment = '#soft-webgl2=';
