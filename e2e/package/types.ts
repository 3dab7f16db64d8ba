// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// Projects for TypeScript that use every entry.

import fs from 'node:fs';
import path from 'node:path';
import {root} from '../../scripts/shell.ts';

const kCommon = {
  target: 'es2022',
  lib: ['es2023', 'dom'],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
};

export const kTypeProjects = {
  nodenext: {compilerOptions: {...kCommon, module: 'nodenext', moduleResolution: 'nodenext', types: [] as string[]}},
  bundler: {compilerOptions: {...kCommon, module: 'preserve', moduleResolution: 'bundler', types: [] as string[]}},
};

export function sharedTypes(): Record<string, string> {
  const files = ['every-entry.ts', 'require.cts'];
  const folder = path.join(root, 'e2e/package/shared');
  return Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}
