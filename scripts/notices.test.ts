// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {root, run} from './shell.ts';

const kEmscriptenMusl = '/usr/share/emscripten/system/lib/libc/musl/COPYRIGHT';

test('THIRD-PARTY-NOTICES.txt holds the licences of what the build takes, word for word', async () => {
  const glslang = (await run('scripts/fetch-glslang', [], {quiet: true})).trim().split('\n').at(-1)!;
  const licences = [path.join(glslang, 'LICENSE.txt'), path.join(root, 'node_modules/lit/LICENSE')];
  if (fs.existsSync(kEmscriptenMusl)) licences.push(kEmscriptenMusl); // elsewhere, Emscripten is where emsdk put it
  const notices = fs.readFileSync(path.join(root, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const file of licences) {
    assert(notices.includes(fs.readFileSync(file, 'utf8').replace(/^\n+|\n+$/g, '')), `${file} has changed`);
  }
});
