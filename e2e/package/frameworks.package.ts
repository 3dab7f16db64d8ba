// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// Frameworks, each with the component of docs/element.md, built by Vite: it draws in a browser without WebGL.

import path from 'node:path';
import {expect, test} from '@playwright/test';
import {expectGreen, inProject, project, serve, withPage, write, type Site} from './harness.ts';
import {snippet} from './snippets.ts';

const kComponents = {
  react: ['Picture.jsx', snippet('react')],
  fiber: ['Picture.jsx', snippet('fiber')],
  vue: ['Picture.vue', snippet('vue')],
  svelte: ['Picture.svelte', snippet('svelte')],
} as const;

let site: Site;
test.beforeAll(async () => {
  const folder = await project('frameworks');
  for (const [name, [file, code]] of Object.entries(kComponents)) write(folder, {[`${name}/${file}`]: code});
  await inProject(folder, 'vite', 'build', '--emptyOutDir');
  site = await serve(path.join(folder, 'out'));
});
test.afterAll(() => site.close());

for (const name of Object.keys(kComponents)) {
  test(`${name} draws`, async () => {
    await withPage(async (page, lines) => {
      await expectGreen(page, `${site.url}${name}/`, lines);
      const antialias = await page.evaluate(
        () => document.querySelector('canvas')!.getContext('webgl2')!.getContextAttributes()!.antialias,
      );
      expect(antialias).toBe(name === 'fiber');
    });
  });
}
