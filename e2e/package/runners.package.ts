// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// Test runners: contexts draw in every environment that has canvases, and nothing claims to be active where there are none.

import {expect, test} from '@playwright/test';
import {inProject, project, write} from './harness.ts';
import {snippet} from './snippets.ts';

test('Jest in node, jsdom and happy-dom', async () => {
  const folder = await project('jest');
  // As Babel, which most have, would make of it.
  const code = snippet('dom-test').replace(/import (.*) from (.*);/, 'const $1 = require($2);');
  write(folder, {'dom.spec.js': code});
  await inProject(folder, 'jest', '--ci', '--runInBand');
});

test('Vitest in node, jsdom and happy-dom', async () => {
  const folder = await project('vitest');
  write(folder, {'dom.spec.js': snippet('dom-test')});
  const output = await inProject(folder, 'vitest', 'run', '--no-file-parallelism');
  expect(output).toContain('3 passed');
});
