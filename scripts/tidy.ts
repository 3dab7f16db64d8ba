// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// clang-tidy (.clang-tidy says what it looks for) on the C++ of the product: `npm run tidy` on all of it, minutes at
// first; `npm run tidy -- cpp/gl` on a folder; lint on what is not committed yet. Files that were found clean are not
// looked at again until they, what they include, the checks or clang-tidy change: their keys are kept beside glslang.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {spawnSync} from 'node:child_process';
import {pathToFileURL} from 'node:url';
import {CommandError, listFiles, root, run} from './shell.ts';

const kCache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'soft-webgl2/tidy');
const kFlags = ['-std=c++20', '-Icpp', '-fno-exceptions', '-fno-rtti'];

/** Sources of the product that need no header but ours and the library's. */
export function tidySources(): string[] {
  const files = listFiles('cpp', (file) => file.endsWith('.cpp') && !file.endsWith('_test.cpp'));
  return files.filter((file) => !/^cpp\/(?:testing|tools|shader\/(?:glslang|frontend|lower|compile))\//.test(file));
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** A file and what it includes of ours. */
export function withIncludes(file: string, readFile: (file: string) => string | undefined): string[] {
  const found = new Set([file]);
  for (const each of found) {
    for (const [, name] of (readFile(each) ?? '').matchAll(/^#include "([^"]+)"/gm)) {
      if (readFile(`cpp/${name}`) !== undefined) found.add(`cpp/${name}`);
    }
  }
  return [...found];
}

function keyOf(file: string, version: string): string {
  const hash = createHash('sha256').update(version).update(kFlags.join()).update(read('.clang-tidy'));
  const readFile = (name: string): string | undefined =>
    fs.existsSync(path.join(root, name)) ? read(name) : undefined;
  for (const each of withIncludes(file, readFile).sort()) hash.update(`\0${each}\0`).update(read(each));
  return hash.digest('hex');
}

/** What is changed and not committed; nothing where there is no git. */
export function uncommitted(): Set<string> {
  const {stdout} = spawnSync('git', ['status', '--porcelain', '-uall', '--no-renames'], {cwd: root, encoding: 'utf8'});
  return new Set((stdout ?? '').split('\n').map((line) => line.slice(3)));
}

/** Throws a CommandError where something is found, or clang-tidy is missing and there is work for it. */
export async function tidy(files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  const {stdout, status} = spawnSync('clang-tidy', ['--version'], {encoding: 'utf8'});
  if (status !== 0) {
    throw new CommandError(`clang-tidy is missing (Debian: clang-tidy): ${files.length} files are not checked`, '');
  }
  fs.mkdirSync(kCache, {recursive: true});
  const work = files.map((file) => ({file, mark: path.join(kCache, keyOf(file, stdout))}));
  const left = work.filter(({mark}) => !fs.existsSync(mark));
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      try {
        await run('clang-tidy', ['--quiet', next.file, '--', ...kFlags], {quiet: true});
        fs.writeFileSync(next.mark, '');
      } catch {
        ++failed;
      }
    }
  };
  await Promise.all(Array.from({length: os.availableParallelism()}, worker));
  if (failed > 0) throw new CommandError(`clang-tidy: ${failed} files have findings`, '');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folders = process.argv.slice(2);
  try {
    await tidy(tidySources().filter((file) => folders.length === 0 || folders.some((each) => file.startsWith(each))));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
