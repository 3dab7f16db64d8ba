// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What e2e/visual/main.ts varies comes by the environment; goldens are the same for all of it.

import {defineConfig} from '@playwright/test';

const env = (name: string, otherwise: string): string => process.env[name] ?? otherwise;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 180_000,
  expect: {timeout: 20_000},
  snapshotPathTemplate: '{testDir}/goldens/{arg}{ext}',
  reporter: [['list'], ['json', {outputFile: 'test-results/report.json'}]],
  use: {
    launchOptions: JSON.parse(env('SW_LAUNCH', '{}')),
    headless: env('SW_HEADED', '') === '',
    deviceScaleFactor: Number(env('SW_SCALE', '1')),
    locale: env('SW_LOCALE', 'en-US'),
    ...(process.env['SW_NATIVE'] ? {softWebgl2: {enabled: false}} : {}),
  } as object,
});
