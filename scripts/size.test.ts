// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {complaints, filesOf, kBudgets} from './size.ts';

test('an entry counts with what it imports, once, and without what it may load later', () => {
  const files: Record<string, string> = {
    'a.js': 'import{x}from"./b.js";import"./c.js";const later=()=>import("./d.js");export{y}from"./b.js";',
    'b.js': 'import {z} from "./c.js";',
    'c.js': 'import fs from"node:fs"',
  };
  assert.deepEqual(
    filesOf('a.js', (file) => files[file]!),
    ['a.js', 'b.js', 'c.js'],
  );
});

test('what is over its budget is named', () => {
  const [entry, budget] = Object.entries(kBudgets)[0]!;
  assert.deepEqual(complaints([{entry, rawBytes: 0, sentBytes: budget}]), []);
  assert.match(complaints([{entry, rawBytes: 0, sentBytes: budget + 1}]).join(), /soft-webgl2\.wasm: \d+ bytes/);
});
