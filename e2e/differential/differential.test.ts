// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Cases of fixed seeds; `npm run differential` takes others, and many more.

import {type Page, expect, test} from '@playwright/test';
import type {Differential, Finding} from './page.ts';

type Global = {differential?: Differential};

const kSeed = 20_261_129;

async function open(page: Page): Promise<readonly string[]> {
  await page.goto('/e2e/differential/page.html');
  await page.waitForFunction(() => (globalThis as Global).differential !== undefined);
  return page.evaluate(() => (globalThis as Global).differential!.kinds);
}

/** Those that draw wait for the browser's pipelines, and each question of a sequence for its process. */
const kCases: readonly (readonly [RegExp, number])[] = [
  [/^state-/, 4],
  [/^(calls|mistakes)-/, 10],
  [/^statements-/, 20],
  [/./, 70],
];
const casesOf = (kind: string): number => kCases.find(([pattern]) => pattern.test(kind))![1];

test('what is made from fixed seeds is to us what it is to the browser', async ({page}) => {
  for (const kind of await open(page)) {
    const count = casesOf(kind);
    const report = await page.evaluate(
      ([kind, first, count]) => (globalThis as Global).differential!.run(kind, first, count),
      [kind, kSeed, count] as const,
    );
    const unexplained = report.findings.filter(({reason}: Finding) => reason === undefined);
    expect(report.accepted, `${kind}: cases that the browser accepts`).toBeGreaterThan(0);
    expect(
      unexplained.map(({seed, difference}) => ({show: `--show ${kind}:${seed}`, ...difference})),
      kind,
    ).toEqual([]);
  }
});

test('what is known to differ still does', async ({page}) => {
  await open(page);
  expect(await page.evaluate(() => (globalThis as Global).differential!.outdated())).toEqual([]);
});
