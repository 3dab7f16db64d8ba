// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {tidySources, withIncludes} from './tidy.ts';

test('a file is looked at again when anything that it includes has changed', () => {
  const files: {readonly [file: string]: string} = {
    'cpp/a/a.cpp': '#include "a/a.h"\n#include <vector>\n#include "gone.h"\n',
    'cpp/a/a.h': '#include "b/b.def"\n#include "a/a.h"\n',
    'cpp/b/b.def': '',
  };
  assert.deepEqual(
    withIncludes('cpp/a/a.cpp', (file) => files[file]),
    ['cpp/a/a.cpp', 'cpp/a/a.h', 'cpp/b/b.def'],
  );
});

test('the sources of the product are looked at, tests and what needs glslang are not', () => {
  const sources = tidySources();
  assert.ok(sources.includes('cpp/gl/blit.cpp') && sources.includes('cpp/shader/passes/unroll.cpp'));
  assert.ok(!sources.some((file) => /_test\.cpp|glslang/.test(file)));
});
