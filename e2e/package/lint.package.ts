// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// What publint, Are the types wrong?, and TypeScript think of the tarball.

import path from 'node:path';
import {test} from '@playwright/test';
import {inProject, project, tarball, write} from './harness.ts';
import {snippet} from './snippets.ts';
import {kTypeProjects, sharedTypes} from './types.ts';

test('publint has nothing to say', async () => {
  const folder = await project('lint');
  await inProject(folder, 'publint', 'run', '--strict', path.join(folder, 'node_modules/soft-webgl2'));
});

test('Are the types wrong? They are not', async () => {
  const folder = await project('lint');
  await inProject(folder, 'attw', await tarball(), '--profile', 'node16', '--exclude-entrypoints', './react');
});

for (const [name, config] of Object.entries(kTypeProjects)) {
  test(`TypeScript, ${name}, libraries checked, with React`, async () => {
    const folder = await project('types');
    write(folder, {
      ...sharedTypes(),
      'snippet.ts': snippet('types'),
      'tsconfig.json': JSON.stringify({
        ...config,
        compilerOptions: {...config.compilerOptions, jsx: 'react-jsx', types: ['node']},
        include: ['*.ts', '*.cts', '*.tsx'],
      }),
    });
    await inProject(folder, 'tsc', '-p', '.');
  });
}
