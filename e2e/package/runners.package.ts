// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// Test runners: contexts draw in every environment that has canvases, and nothing claims to be active where there are none.

import {chromium, expect, test} from '@playwright/test';
import {launchOptions} from '../browser.ts';
import {inProject, project, write} from './harness.ts';
import {snippet} from './snippets.ts';

test('Jest in node, jsdom and happy-dom', async () => {
  const folder = await project('jest');
  // As Babel, which most have, would make of it.
  const code = snippet('dom-test').replace(/import (.*) from (.*);/, 'const $1 = require($2);');
  write(folder, {'dom.spec.js': code});
  expect(snippet('jest-setup')).toContain("setupFiles: ['soft-webgl2/jest']");
  await inProject(folder, 'jest', '--ci', '--runInBand');
});

test('Vitest in node, jsdom and happy-dom', async () => {
  const folder = await project('vitest');
  write(folder, {'dom.spec.js': snippet('dom-test')});
  expect(snippet('vitest-setup')).toContain("setupFiles: ['soft-webgl2/vitest']");
  const output = await inProject(folder, 'vitest', 'run', '--no-file-parallelism');
  expect(output).toContain('6 passed');
});

test('Puppeteer, by its own script hook', async () => {
  const folder = await project('puppeteer');
  const [head, ...body] = snippet('visual-puppeteer').trim().split('\n');
  write(folder, {'prepare.mjs': `${head}\nexport async function prepare(page) {\n${body.join('\n')}\n}\n`});
  const {executablePath, args} = launchOptions({renderer: 'none'});
  const output = await inProject(folder, 'node', 'draw.mjs', executablePath ?? chromium.executablePath(), ...args!);
  const [top, inner] = output.trim().split('\n');
  expect(top).toMatch(/^0 204 0 255 true 0\.\d+$/);
  expect(inner).toBe(top); // chance is seeded, too
});
