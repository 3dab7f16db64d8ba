// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// Test runners: contexts draw in every environment that has canvases, and nothing claims to be active where there are none.

import fs from 'node:fs';
import path from 'node:path';
import {chromium, expect, test} from '@playwright/test';
import {root} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';
import {inProject, project, write} from './harness.ts';
import {snippet} from './snippets.ts';

/** What all runners run. */
function specs(): Record<string, string> {
  const shared = (file: string): string => fs.readFileSync(path.join(root, 'e2e/package/shared', file), 'utf8');
  return {
    'dom.spec.js': snippet('dom-test'),
    'node.spec.js': shared('node.spec.js'),
    'setup.spec.js': shared('setup.spec.js'),
  };
}

test('Jest in node, jsdom and happy-dom', async () => {
  const folder = await project('jest');
  // As Babel, which most have, would make of them.
  const required = (code: string): string => code.replace(/^import (.*) from (.*);/gm, 'const $1 = require($2);');
  write(folder, Object.fromEntries(Object.entries(specs()).map(([file, code]) => [file, required(code)])));
  expect(snippet('jest-setup')).toContain("setupFiles: ['soft-webgl2/jest']");
  await inProject(folder, 'jest', '--ci', '--runInBand');
});

test('Vitest in node, jsdom and happy-dom', async () => {
  const folder = await project('vitest');
  write(folder, specs());
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
