// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tests that are to fail; e2e/playwright/assertions.test.ts runs them and looks at what they say.

import {defineConfig} from '@playwright/test';
import {launchOptions} from '../../browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  snapshotDir: process.env['SW_GOLDENS']!,
  outputDir: process.env['SW_OUTPUT']!,
  expect: {timeout: 400},
  timeout: 120_000,
  reporter: [['json', {outputFile: `${process.env['SW_OUTPUT']}.json`}]],
  use: {launchOptions: launchOptions({renderer: 'none'})},
  projects: [{name: 'a project'}],
});
