// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// CMake makes the core, Vite and tsc make dist/. What is up to date is left alone, so that a second run takes a moment.
//
//   npm run build [-- --quiet] [-- --no-types]

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build as viteBuild} from 'vite';
import {buildManifest} from './manifest.ts';
import {buildDir, distDir, listFiles, root, run} from './shell.ts';
import {buildTypes} from './types.ts';

export interface BuildOptions {
  quiet?: boolean;
  /** Declarations too, which only users of the package and the type check need. @default true */
  types?: boolean;
}

async function configure(name: string, command: string, args: readonly string[], quiet: boolean): Promise<string> {
  const folder = path.join(buildDir, name);
  if (!fs.existsSync(path.join(folder, 'build.ninja'))) {
    const words = [...args, '-G', 'Ninja', '-S', root, '-B', folder];
    await run(command, words, {quiet, exclusive: true});
  }
  return folder;
}

/** Native libraries and unit tests. Returns the build folder. */
export async function buildNative(quiet = false): Promise<string> {
  const folder = await configure('native', 'cmake', [], quiet);
  await run('ninja', ['-C', folder], {quiet, exclusive: true});
  return folder;
}

/** glslc-ir, which makes modules of shaders with calls kept. Returns its path. */
export async function buildShaderTool(): Promise<string> {
  const folder = await configure('native', 'cmake', [], true);
  await run('ninja', ['-C', folder, 'glslc-ir'], {quiet: true, exclusive: true});
  return path.join(folder, 'glslc-ir');
}

/** Copies a file to dist/, where it differs. */
function install(file: string, name: string): void {
  const made = fs.readFileSync(file);
  const target = path.join(distDir, name);
  if (fs.existsSync(target) && fs.readFileSync(target).equals(made)) return;
  fs.mkdirSync(distDir, {recursive: true});
  fs.writeFileSync(target, made);
}

/** The cores, into dist/: soft-webgl2.wasm, and soft-webgl2.threads.wasm of the same sources, without a compiler. */
export async function buildWasm(quiet = false): Promise<void> {
  const folder = await configure('wasm', 'emcmake', ['cmake'], quiet);
  const cores = ['soft-webgl2', 'soft-webgl2.threads'];
  await run('ninja', ['-C', folder, ...cores], {quiet, exclusive: true});
  for (const name of cores) install(path.join(folder, `${name}.wasm`), `${name}.wasm`);
}

/** For a test: the compiler and the interpreter as a module of their own, build/wasm/shader-twin.wasm. */
export async function buildShaderTwin(quiet = false): Promise<void> {
  const folder = await configure('wasm', 'emcmake', ['cmake'], quiet);
  await run('ninja', ['-C', folder, 'shader-twin'], {quiet, exclusive: true});
}

/** For tests: the core that checks ephemeral results, and unit tests of the boundary that run in wasm; in build/wasm. */
export async function buildDebugWasm(quiet = false): Promise<void> {
  const folder = await configure('wasm', 'emcmake', ['cmake'], quiet);
  const targets = ['soft-webgl2.debug', 'abi-tests'];
  // CMake has said why where the second is missing.
  const known = fs.readFileSync(path.join(folder, 'build.ninja'), 'utf8');
  const made = targets.filter((target) => known.includes(`build ${target}`));
  await run('ninja', ['-C', folder, ...made], {quiet, exclusive: true});
}

/** Changes whenever anything that dist/ is made of changes. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = [
    ...listFiles('web', (file) => !file.endsWith('.test.ts')),
    'vite.config.js',
    'scripts/bundling.ts',
    'scripts/manifest.ts',
    'scripts/types.ts',
    ...listFiles('scripts/declarations'),
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'dist/soft-webgl2.wasm',
    'dist/soft-webgl2.threads.wasm',
  ];
  for (const file of files) {
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Does the work unless `stamp` says that it was done for this fingerprint. */
async function once(stamp: string, key: string, work: () => Promise<void>): Promise<void> {
  const file = path.join(buildDir, `${stamp}.stamp`);
  if (fs.existsSync(file) && fs.existsSync(distDir) && fs.readFileSync(file, 'utf8') === key) return;
  fs.rmSync(file, {force: true});
  await work();
  fs.mkdirSync(buildDir, {recursive: true});
  fs.writeFileSync(file, key);
}

export async function buildDist({quiet = false, types = true}: BuildOptions = {}): Promise<void> {
  const key = fingerprint();
  const configFile = path.join(root, 'vite.config.js');
  await once('dist', key, async () => {
    for (const name of fs.readdirSync(distDir)) {
      if (!['soft-webgl2.wasm', 'soft-webgl2.threads.wasm', 'types', 'custom-elements.json'].includes(name)) {
        fs.rmSync(path.join(distDir, name), {recursive: true, force: true});
      }
    }
    for (const mode of [
      'modules',
      'commonjs',
      'soft-webgl2',
      'auto',
      'worker',
      'auto-inline',
      'visual-page',
      'thread',
    ]) {
      await viteBuild({configFile, mode, logLevel: quiet ? 'warn' : 'info'});
    }
  });
  if (types) {
    await once('types', key, async () => {
      await buildTypes();
      await buildManifest();
    });
  }
}

export async function build(options: BuildOptions = {}): Promise<void> {
  await buildWasm(options.quiet);
  await buildDist(options);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const args = process.argv.slice(2);
  const unknown = args.filter((arg) => !['--quiet', '--no-types'].includes(arg));
  if (unknown.length > 0) {
    console.error(`build: no such option: ${unknown.join(' ')}`);
    process.exit(2);
  }
  try {
    await build({quiet: args.includes('--quiet'), types: !args.includes('--no-types')});
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
