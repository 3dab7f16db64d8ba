// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Results of the core are read at once (docs/abi.md): tests of what a page is answered pass on the core that writes over
// results which are over, too.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import {buildDir, root} from '../../scripts/shell.ts';

const kFiles = [
  'web/context/answers.test.ts',
  'web/context/context.test.ts',
  'web/context/nan.test.ts',
  'web/context/objects.test.ts',
  'web/loader/host-results.test.ts',
  'web/polyfill/info.test.ts',
];

test('nobody looks at results of the core after another call', () => {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--test', '--test-reporter=dot', ...kFiles],
    {
      cwd: root,
      encoding: 'utf8',
      // A run within a run must not report to the outer one.
      env: {...process.env, NODE_TEST_CONTEXT: '', SW_WASM: path.join(buildDir, 'wasm/soft-webgl2.debug.wasm')},
    },
  );
  assert.equal(status, 0, stdout + stderr);
});
