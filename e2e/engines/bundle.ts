// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tests that were written for Node as modules for pages.

import fs from 'node:fs';
import path from 'node:path';
import {type Plugin, build} from 'esbuild';
import {listFiles, root} from '../../scripts/shell.ts';

const page = path.join(root, 'e2e/engines/page');

/** Node's modules: those with a stand-in, and those that can only be named. */
const nodeModules: Plugin = {
  name: 'node-modules',
  setup(context) {
    context.onResolve({filter: /^node:/}, ({path: name}) => {
      if (name === 'node:test') return {path: path.join(page, 'test.ts')};
      if (name === 'node:assert/strict') return {path: path.join(page, 'assert.ts')};
      if (name === 'node:fs') return {path: path.join(page, 'fs.ts')};
      return {path: name, namespace: 'absent'};
    });
    context.onLoad({filter: /.*/, namespace: 'absent'}, ({path: name}) => ({
      contents: `module.exports = require(${JSON.stringify(path.join(page, 'absent.ts'))}).absent(${JSON.stringify(name)});`,
      loader: 'js',
      resolveDir: root,
    }));
  },
};

export interface Bundle {
  /** As web/context/context.test.ts. */
  readonly file: string;
  readonly code: string;
}

/** One thread, as with other runners of tests: those of Node are its workers. Pages may have no shared memories. */
const kBanner = `
  globalThis.process ??= {env: {NODE_TEST_CONTEXT: 'page'}, argv: [], execArgv: [], platform: 'page', versions: {}};
  globalThis.SharedArrayBuffer ??= ArrayBuffer;`;

async function bundle(source: string): Promise<string> {
  const result = await build({
    stdin: {contents: source, resolveDir: root, loader: 'ts', sourcefile: 'entry.ts'},
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    logLevel: 'silent',
    ignoreAnnotations: true, // package.json says that only dist/ has side effects
    external: ['/dist/*'],
    plugins: [nodeModules],
    banner: {js: kBanner},
  });
  return result.outputFiles[0]!.text;
}

/** Bundles of the tests below web/ that can be made, and why the others cannot. */
export async function bundleTests(): Promise<{bundles: Bundle[]; left: {file: string; why: string}[]}> {
  const bundles: Bundle[] = [];
  const left: {file: string; why: string}[] = [];
  for (const absolute of listFiles('web', (file) => file.endsWith('.test.ts'))) {
    const file = path.relative(root, path.resolve(root, absolute));
    try {
      const source = `import {runTests} from './e2e/engines/page/test.ts';
        import ${JSON.stringify(`./${file}`)};
        export const run = runTests;`;
      bundles.push({file, code: await bundle(source)});
    } catch (error) {
      left.push({file, why: (error as Error).message.split('\n')[1] ?? String(error)});
    }
  }
  return {bundles, left};
}

/** Tests of the element that dist/ has, for pages alone. */
export async function bundleElement(): Promise<Bundle> {
  const file = 'e2e/engines/element.ts';
  const source = `import {runTests} from './e2e/engines/page/test.ts';
    import './${file}';
    export const run = runTests;`;
  return {file, code: await bundle(source)};
}

export const kSceneFolder = 'e2e/bench/scenes';
/** `shader-compile` makes its picture of the clock. */
export const sceneNames = (): string[] =>
  fs
    .readdirSync(path.join(root, kSceneFolder))
    .filter((name) => name.endsWith('.js') && name !== 'shader-compile.js')
    .sort();

/** One module whose run() gives a result for each scene, with its hash as the name's end. */
export async function bundleScenes(names: readonly string[]): Promise<Bundle> {
  const imports = names.map((name, i) => `import * as s${i} from './${kSceneFolder}/${name}';`).join('\n');
  const source = `import {hashOf} from './e2e/engines/scenes.ts';
    ${imports}
    const scenes = {${names.map((name, i) => `${JSON.stringify(name)}: s${i}`).join(', ')}};
    export async function run() {
      return Object.entries(scenes).map(([name, scene]) => {
        try {
          return {name, hash: hashOf(scene)};
        } catch (error) {
          return {name, failure: String(error)};
        }
      });
    }`;
  return {file: 'scenes', code: await bundle(source)};
}
