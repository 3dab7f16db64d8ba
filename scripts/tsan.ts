// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npm run test:tsan`: the tests of queue and chunks under ThreadSanitizer, natively, in a build of their own
// (build/tsan). With `-- --draws` also the draws with random state, whose build takes some minutes.

import fs from 'node:fs';
import path from 'node:path';
import {buildDir, root, run} from './shell.ts';

const folder = path.join(buildDir, 'tsan');
if (!fs.existsSync(path.join(folder, 'build.ninja'))) {
  const flags = '-DCMAKE_CXX_FLAGS=-fsanitize=thread -g';
  await run('cmake', ['-G', 'Ninja', '-S', root, '-B', folder, flags], {exclusive: true});
}
const tests = ['threads_test', 'draw_test', ...(process.argv.includes('--draws') ? ['abi_threads_test'] : [])];
await run('ninja', ['-C', folder, ...tests], {exclusive: true});
for (const name of tests) {
  await run(path.join(folder, name), [], {env: {TSAN_OPTIONS: 'halt_on_error=1'}});
}
