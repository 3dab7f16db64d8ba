// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Layout is the formatters' business: `npm run format` applies it, `npm test` checks it.

import {pathToFileURL} from 'node:url';
import {formatDocuments} from './reflow.ts';
import {listFiles, run, runPackage} from './shell.ts';

export function cppFiles(): string[] {
  return [...listFiles('cpp'), ...listFiles('cmake')].filter((file) => /\.(cpp|h)$/.test(file));
}

export async function formatCpp(write: boolean): Promise<void> {
  const files = cppFiles();
  if (files.length > 0) {
    await run('clang-format', write ? ['-i', ...files] : ['--dry-run', '-Werror', ...files], {quiet: true});
  }
}

export async function formatWeb(write: boolean): Promise<void> {
  await runPackage('prettier/bin/prettier.cjs', [write ? '--write' : '--check', '--log-level=warn', '.'], {
    quiet: true,
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const write = process.argv.includes('--write');
  try {
    await formatCpp(write);
    await formatWeb(write);
    const broken = formatDocuments(write);
    if (!write && broken.length > 0) throw new Error(`lines too long: ${broken.join(', ')}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
