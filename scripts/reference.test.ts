// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {staleReference} from './reference.ts';

test('docs/reference is what the types say; else: node --import tsx scripts/reference.ts --write', async () => {
  assert.deepEqual(await staleReference(), []);
});
