// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// Test runners: contexts draw in every environment that has canvases, and nothing claims to be active where there are none.

import fs from 'node:fs';
import path from 'node:path';
import {chromium, expect, test} from '@playwright/test';
import {PNG} from 'pngjs';
import {root} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';
import {inProject, project, serve, write} from './harness.ts';
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

/** A line of `import` and statements as a module whose function does the latter to its parameter. */
function preparing(code: string, parameter: string): string {
  const [head, ...body] = code.trim().split('\n');
  return `${head}\nexport async function prepare(${parameter}) {\n${body.join('\n')}\n}\n`;
}

/** What a page says, and a frame in it: that ours draws, and the number by chance, which is seeded in both. */
function expectSeeded(output: string): void {
  const [top, inner] = output.trim().split('\n');
  expect(top).toMatch(/^0 204 0 255 true 0\.\d+$/);
  expect(inner).toBe(top);
}

test('Puppeteer, by its own script hook', async () => {
  const folder = await project('puppeteer');
  write(folder, {'prepare.mjs': preparing(snippet('visual-puppeteer'), 'page')});
  const {executablePath, args} = launchOptions({renderer: 'none'});
  expectSeeded(await inProject(folder, 'node', 'draw.mjs', executablePath ?? chromium.executablePath(), ...args!));
});

test('WebdriverIO, by a preload script of BiDi', async () => {
  const folder = await project('webdriverio');
  write(folder, {'prepare.mjs': preparing(snippet('visual-webdriverio'), 'browser')});
  const {executablePath, args} = launchOptions({renderer: 'none'});
  // Debian: chromium-driver.
  const words = [executablePath ?? chromium.executablePath(), '/usr/bin/chromedriver', ...args!];
  expectSeeded(await inProject(folder, 'node', 'draw.mjs', ...words));
});

test("Storybook's test runner meets the pictures that it has seen, and no others", async () => {
  const folder = await project('storybook');
  write(folder, {
    '.storybook/test-runner.js': snippet('visual-storybook'),
    'launch.json': JSON.stringify(launchOptions({renderer: 'none'})),
  });
  await inProject(folder, 'storybook', 'build', '--quiet', '-o', 'out');
  const site = await serve(path.join(folder, 'out'));
  const run = (...words: string[]): Promise<string> =>
    inProject(folder, 'test-storybook', '--url', site.url, '--maxWorkers', '1', ...words);
  await run('--updateSnapshot');
  const [file] = fs.readdirSync(path.join(folder, 'stories/__snapshots__'));
  const kept = path.join(folder, 'stories/__snapshots__', file!);
  const hashes = fs.readFileSync(kept, 'utf8').match(/[0-9a-f]{64}/g);
  expect(new Set(hashes).size).toBe(2);
  await run('--ci');
  fs.writeFileSync(kept, fs.readFileSync(kept, 'utf8').replace(hashes![0]!, '0'.repeat(64)));
  await expect(run('--ci')).rejects.toMatchObject({output: expect.stringContaining(hashes![0]!)});
  await site.close();
});

test('Bun and Deno make the picture that Node makes', async () => {
  const folder = await project('runtimes');
  const modules = path.join(folder, 'node_modules');
  // What npm does not run by itself.
  await inProject(path.join(modules, 'bun'), 'node', 'install.js');
  await inProject(path.join(modules, 'deno'), 'node', 'install.cjs');
  const hash = await inProject(folder, 'node', 'draw.mjs');
  expect(hash).toMatch(/^[0-9a-f]{64}\n$/);
  expect(await inProject(folder, 'bun', 'draw.mjs')).toBe(hash);
  expect(await inProject(folder, 'deno', 'run', '--allow-all', 'draw.mjs')).toBe(hash);
});

test('models with JPEG, WebP and Meshopt become pictures; of Draco and KTX2 it is said what to do', async () => {
  const folder = await project('models');
  const cli = 'node_modules/soft-webgl2/dist/cli.js';
  await inProject(folder, 'node', 'make.mjs', path.join(root, 'demos/gltf/thumbnail.jpg'));
  const draw = async (name: string): Promise<ReturnType<typeof PNG.sync.read>> => {
    await inProject(folder, 'node', cli, `${name}.glb`, `${name}.png`, '--size', '160x120', '--camera', '0,0,1');
    return PNG.sync.read(fs.readFileSync(path.join(folder, `${name}.png`)));
  };
  const plain = await draw('plain');
  expect(new Set(new Uint32Array(new Uint8Array(plain.data).buffer)).size).toBeGreaterThan(1000);
  expect((await draw('meshopt')).data.equals(plain.data)).toBe(true);
  const {data} = await draw('webp');
  const differences = data.map((value, i) => Math.abs(value - plain.data[i]!));
  expect(differences.reduce((sum, value) => sum + value, 0) / data.length).toBeLessThan(3);
  for (const name of ['draco', 'ktx2']) {
    await expect(draw(name)).rejects.toMatchObject({output: expect.stringContaining('npx @gltf-transform/cli copy')});
  }
});
