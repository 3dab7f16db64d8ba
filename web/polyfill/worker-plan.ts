// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a page tells the polyfill's script in a worker that it starts: the options, and what is to run next. It travels
// in the fragment of the script's own address, or, where a blob is the first script, in a global of that name.

import type {InstallOptions} from './install.ts';

/** Options that mean the same in every scope. What is not here (the core's address, a Module) stays in the page. */
const kOptionNames = ['prefer', 'nativeSoftware', 'webgl1', 'offscreen', 'failIfMajorPerformanceCaveat'] as const;

export interface WorkerPlan {
  readonly options: Pick<InstallOptions, (typeof kOptionNames)[number]>;
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

export function workerOptions(options: InstallOptions): WorkerPlan['options'] {
  const entries = kOptionNames.map((name) => [name, options[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
