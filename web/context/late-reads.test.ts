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

const kFiles = ['web/context/answers.test.ts', 'web/context/context.test.ts', 'web/polyfill/info.test.ts'];

test('nobody looks at results of the core after another call', () => {
  const env: NodeJS.ProcessEnv = {...process.env, SW_WASM: path.join(buildDir, 'wasm/soft-webgl2.debug.wasm')};
  delete env['NODE_TEST_CONTEXT']; // a run within a run would do nothing
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--test', '--test-reporter=tap', ...kFiles],
    {cwd: root, encoding: 'utf8', env},
  );
  assert.equal(status, 0, stdout + stderr);
  assert.ok(Number(/^# pass (\d+)$/m.exec(stdout)?.[1]) > 40, stdout);
});
