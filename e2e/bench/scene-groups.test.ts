// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from '@playwright/test';
import {groupMeans, kSceneGroups} from './scene-groups.ts';

test('each scene belongs to one group', () => {
  const files = fs.readdirSync(new URL('./scenes/', import.meta.url)).map((file) => path.basename(file, '.js'));
  expect(Object.values(kSceneGroups).flat().sort()).toEqual(files.sort());
});

test('a group of many scenes counts as much as a group of one', () => {
  const {groups, mean} = groupMeans(
    new Map([
      ['sines', 0.25],
      ['roots', 1],
      ['clear', 2],
    ]),
  );
  expect(groups).toEqual({functions: 0.5, 'fixed costs': 2});
  expect(mean).toBeCloseTo(1);
});
