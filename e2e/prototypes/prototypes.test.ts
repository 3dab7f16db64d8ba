// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Our interfaces against the browser's own: names, kinds, lengths and values.

import path from 'node:path';
import {expect, test} from '@playwright/test';

interface Member {
  kind: string;
  value: number | null;
}
type Members = {[name: string]: Member};

for (const type of ['webgl', 'webgl2'] as const) {
  test(`${type}: the prototype has what the browser's own has`, async ({page}) => {
    await page.addInitScript(() => {
      (globalThis as {softWebgl2Options?: object}).softWebgl2Options = {prefer: 'software'};
    });
    await page.addInitScript({path: path.resolve('dist/auto-inline.js')});
    await page.goto('/e2e/polyfill/page.html');
    const [ours, theirs] = await page.evaluate((type): [Members, Members] => {
      const members = (prototype: object): Members => {
        const result: Members = {};
        for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
          if (name === 'constructor' || (descriptor.value === undefined && !descriptor.get)) continue;
          const value: unknown = descriptor.value;
          if (typeof value === 'function') result[name] = {kind: 'method', value: value.length};
          else if (typeof value === 'number') result[name] = {kind: 'constant', value};
          else result[name] = {kind: descriptor.set ? 'attribute' : 'readonly attribute', value: null};
        }
        return result;
      };
      const gl = document.createElement('canvas').getContext(type)!;
      const ours = Object.getPrototypeOf(gl) as object;
      return [members(ours), members(Object.getPrototypeOf(ours) as object)];
    }, type);
    expect(Object.keys(theirs).length).toBeGreaterThan(400);
    expect(ours).toEqual(theirs);
  });
}
