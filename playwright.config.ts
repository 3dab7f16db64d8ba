// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import os from 'node:os';
import {defineConfig} from '@playwright/test';
import {launchOptions} from './e2e/browser.ts';

// A port of its own for each run, so that runs can overlap; workers inherit it.
process.env['SW_PORT'] ??= String(20000 + Math.floor(Math.random() * 20000));
const port = process.env['SW_PORT'];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.test.ts',
  // Generous: a machine that also compiles may take many times longer, and a test that hangs still ends.
  timeout: 180_000,
  expect: {timeout: 60_000},
  // Most of a test waits for its browser. Tests of one file share a browser and stay in order.
  workers: Math.min(2, os.availableParallelism()),
  retries: 0,
  forbidOnly: true,
  outputDir: 'test-results',
  reporter: [['list'], ['json', {outputFile: 'test-results/playwright.json'}]],
  use: {baseURL: `http://127.0.0.1:${port}`, launchOptions: launchOptions({renderer: 'swiftshader'})},
  webServer: {
    command: `node --import tsx scripts/start.ts --serve-only --port ${port}`,
    url: `http://127.0.0.1:${port}/package.json`,
    timeout: 120_000,
  },
});
