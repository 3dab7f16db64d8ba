// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npm test`: everything, counted. The last line is `N passed, N failed`. Names of steps as arguments run only those:
//
//   npm test -- native node      (steps: lint, native, dist, node, browser)

import fs from 'node:fs';
import path from 'node:path';
import {findEngines} from '../e2e/engines/find.ts';
import {buildDebugWasm, buildDist, buildNative, buildShaderTwin, buildWasm} from './build.ts';
import {formatCpp, formatWeb} from './format.ts';
import {esLint, rules, tidyChanged, typeCheck} from './lint.ts';
import {buildSite} from './site.ts';
import {CommandError, buildDir, listFiles, root, run, runPackage} from './shell.ts';
import {complaints, measure, sizeReport} from './size.ts';

interface Count {
  passed: number;
  failed: number;
}

const total: Count = {passed: 0, failed: 0};
const failures: string[] = [];

function record(name: string, count: Count): void {
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) failures.push(`${name} (${count.failed})`);
  console.log(`-- ${name}: ${count.passed} passed, ${count.failed} failed`);
}

/** A check that passes or fails as one. */
async function check(name: string, work: () => Promise<unknown>): Promise<boolean> {
  let failed = 0;
  try {
    await work();
  } catch (error) {
    failed = 1;
    console.log(error instanceof Error ? error.message : error);
  }
  record(name, {passed: 1 - failed, failed});
  return failed === 0;
}

const steps: Record<string, () => Promise<void>> = {
  async lint() {
    await Promise.all([
      check('ESLint', () => esLint()),
      (async () => {
        await check('clang-format', () => formatCpp(false));
        await check('Prettier', () => formatWeb(false));
        await check('TypeScript', () => typeCheck());
        await check('clang-tidy', () => tidyChanged());
      })(),
    ]);
    for (const rule of rules) {
      await check(rule.name, async () => {
        const complaints = rule.complaints();
        if (complaints.length > 0) throw new Error(complaints.join('\n'));
      });
    }
  },

  async native() {
    let folder = '';
    if (!(await check('native build', async () => (folder = await buildNative())))) return;
    const results = path.join(buildDir, 'native-results');
    fs.rmSync(results, {recursive: true, force: true});
    let crashed = false;
    try {
      const env = {GTEST_OUTPUT: `json:${results}/`};
      await run('ctest', ['--test-dir', folder, '--output-on-failure', '-j2'], {env});
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      crashed = true; // or failed: the reports tell
    }
    const count = {passed: 0, failed: 0};
    for (const name of fs.existsSync(results) ? fs.readdirSync(results) : []) {
      const report = JSON.parse(fs.readFileSync(path.join(results, name), 'utf8'));
      count.passed += report.tests - report.failures - report.disabled;
      count.failed += report.failures;
    }
    if (crashed && count.failed === 0) count.failed = 1;
    record('C++ unit tests', count);
  },

  async dist() {
    if (!(await check('wasm build', () => buildWasm()))) return;
    if (!(await check('dist build', () => buildDist()))) return;
    const sizes = measure();
    console.log(sizeReport(sizes));
    await check('size budgets', async () => {
      if (complaints(sizes).length > 0) throw new Error(complaints(sizes).join('\n'));
    });
    await check('shader twin build', () => buildShaderTwin());
    await check('debug wasm build', () => buildDebugWasm());
    await check('site build', () => buildSite());
  },

  async node() {
    const files = ['web', 'scripts'].flatMap((folder) => listFiles(folder, (file) => file.endsWith('.test.ts')));
    if (files.length === 0) return;
    const report = path.join(buildDir, 'node-tests.tap');
    fs.mkdirSync(buildDir, {recursive: true});
    fs.rmSync(report, {force: true});
    try {
      await run(process.execPath, [
        '--import',
        'tsx',
        '--test',
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${report}`,
        ...files,
      ]);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
    }
    const summary = fs.existsSync(report) ? fs.readFileSync(report, 'utf8') : '';
    const number = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(summary)?.[1] ?? NaN);
    const failed = number('fail') + number('cancelled');
    record('TypeScript tests', Number.isNaN(failed) ? {passed: 0, failed: 1} : {passed: number('pass'), failed});
  },

  async browser() {
    const report = path.join(root, 'test-results/playwright.json');
    fs.rmSync(report, {force: true});
    let good = true;
    try {
      await runPackage('@playwright/test/cli.js', ['test']);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      good = false;
    }
    const stats = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).stats : undefined;
    const count = {passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)};
    if (!good && count.failed === 0) count.failed = 1;
    record('browser tests', count);
    const {missing} = findEngines();
    for (const {name, packages} of missing) console.log(`-- ${name} is not there (Debian: ${packages})`);
    console.log('-- other engines: npm run test:engines');
  },
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`test: no such step: ${unknown.join(' ')} (there are: ${Object.keys(steps).join(', ')})`);
  process.exit(2);
}
const started = Date.now();
for (const [name, step] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`== ${name} (${Math.round((Date.now() - started) / 1000)} s)`);
  try {
    await step();
  } catch (error) {
    console.log(error);
    record(name, {passed: 0, failed: 1});
  }
}
if (failures.length > 0) console.log(`failed: ${failures.join(', ')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
