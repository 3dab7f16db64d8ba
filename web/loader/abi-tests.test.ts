// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The C++ unit tests of arenas and host results, which run natively as well, here in wasm: addresses have 32 bits, and
// are the memory's own.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {buildDir, root} from '../../scripts/shell.ts';

const program = path.join(buildDir, 'wasm/abi-tests.js');

/** Of source files, as GoogleTest counts them. */
function countTests(files: readonly string[]): number {
  const texts = files.map((file) => fs.readFileSync(path.join(root, 'cpp/host', file), 'utf8'));
  return texts.join('').match(/^TEST\(/gm)!.length;
}

test(
  'unit tests of arenas and host results pass in wasm',
  {
    skip: fs.existsSync(program) ? false : 'the source of GoogleTest was missing when this was built',
  },
  () => {
    const {status, stdout, stderr} = spawnSync(process.execPath, [program], {encoding: 'utf8'});
    assert.equal(status, 0, stdout + stderr);
    const passed = /\[ {2}PASSED {2}\] (\d+) tests/.exec(stdout)?.[1];
    assert.equal(Number(passed), countTests(['arena_test.cpp', 'guest_test.cpp']));
  },
);
