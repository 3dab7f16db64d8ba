// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {expect, test} from '@playwright/test';
import type {Result} from './runner.ts';
import {type Runner, differs, runPair} from './side-by-side.ts';

const pass: Result = {status: 'pass', passed: 3, failed: 0, skipped: 0, ms: 10};
const page = {path: 'conformance2/a.html', slow: false};

/** Answers one after another, and the last one from then on. */
function answering(...results: Result[]): Runner & {runs: number} {
  return {
    runs: 0,
    run() {
      const result = results[Math.min(this.runs++, results.length - 1)] as Result;
      return Promise.resolve(result);
    },
  };
}

test('whatever a page reports is compared, but for the time it took', () => {
  expect(differs({without: pass, with: {...pass, ms: 900}})).toBe(false);
  for (const other of [
    {status: 'fail'},
    {passed: 2},
    {failed: 1},
    {skipped: 1},
    {error: 'x is not defined'},
  ] as const) {
    expect(differs({without: pass, with: {...pass, ...other}})).toBe(true);
  }
});

test('a page that differs every time is a difference, one that differs from itself is none', async () => {
  const broken: Result = {...pass, status: 'fail', failed: 1};
  const [always, never] = [answering(broken), answering(pass)];
  expect(differs(await runPair(page, never, always))).toBe(true);
  expect([never.runs, always.runs]).toEqual([3, 3]);
  const once = answering(broken, pass);
  expect(differs(await runPair(page, answering(pass), once))).toBe(false);
  expect(once.runs).toBe(2);
});
