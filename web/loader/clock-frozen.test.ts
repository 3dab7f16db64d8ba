// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A page that stops time before we are loaded: deadlines go on.

import assert from 'node:assert/strict';
import test from 'node:test';

performance.now = () => 0;
const {now} = await import('./clock.ts');

test('time goes on where performance.now() was replaced before we were loaded', async () => {
  const start = now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(now() - start >= 15, `${now() - start} ms`);
  assert.equal(performance.now(), 0);
});
