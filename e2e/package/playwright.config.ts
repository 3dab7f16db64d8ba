// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npm run test:package`: what needs packages from the registry, and minutes.

import {defineConfig} from '@playwright/test';
import {launchOptions} from '../browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.package.ts',
  timeout: 300_000,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  outputDir: '../../test-results/package',
  reporter: [['list']],
  use: {launchOptions: launchOptions({renderer: 'none'})},
});
