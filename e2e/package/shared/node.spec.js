// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// For Jest, imports become calls of `require` (runners.package.ts).

import {getInfo, install} from 'soft-webgl2';
import {SoftWebgl2Canvas} from 'soft-webgl2/element';
import {createContext, readPixels} from 'soft-webgl2/node';

test('there is no canvas, so nothing is active', async () => {
  const installation = install();
  await installation.ready;
  expect(installation.active).toBe(false);
  expect(getInfo().active).toBe(false);
});

test('contexts for Node draw', () => {
  const gl = createContext({width: 4, height: 4});
  gl.clearColor(0, 0.8, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  expect(Array.from(readPixels(gl).subarray(0, 4))).toEqual([0, 204, 0, 255]);
});

test('the element can be imported', () => {
  expect(typeof SoftWebgl2Canvas).toBe('function');
});
