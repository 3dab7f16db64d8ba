// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Each page on the browser's own WebGL, without auto.js and with it: where the browser has WebGL, nothing may change.

import type {Result} from './runner.ts';
import type {SuitePage} from './suite.ts';

/** Whoever runs pages: a Job, or what a test puts in its place. */
export interface Runner {
  run(page: SuitePage): Promise<Result>;
}

export interface Pair {
  without: Result;
  with: Result;
}

/** Any difference but that of time, also in the number of subtests. */
export function differs(pair: Pair): boolean {
  const told = ({status, passed, failed, skipped, error = ''}: Result): string =>
    JSON.stringify([status, passed, failed, skipped, error.replace(/:\d+$/, '')]);
  return told(pair.without) !== told(pair.with);
}

/** A difference counts when it is seen `attempts` times in a row: pages that depend on time differ from themselves. */
export async function runPair(page: SuitePage, without: Runner, withAuto: Runner, attempts = 3): Promise<Pair> {
  for (let attempt = 1; ; ++attempt) {
    const pair = {without: await without.run(page), with: await withAuto.run(page)};
    if (attempt >= attempts || !differs(pair)) return pair;
  }
}
