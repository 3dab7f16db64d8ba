// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {fileBeside, readLocalFile, wasmAdvice} from './wasm-url.ts';

test('the core lies beside the module, or where the module came from', () => {
  const of = (module: string, file = 'soft-webgl2.wasm'): string => fileBeside(new URL(file, module)).href;
  assert.equal(of('https://a.example/b/index.js'), 'https://a.example/b/soft-webgl2.wasm');
  for (const moved of ['.vite/deps/soft-webgl2.js?v=1', '.vite/deps_temp_1/chunk.js', '.vite-dev/deps/chunk.js']) {
    const expected = 'http://a.example/x/node_modules/soft-webgl2/dist/soft-webgl2.wasm';
    assert.equal(of(`http://a.example/x/node_modules/${moved}`), expected);
    const script = 'http://a.example/x/node_modules/soft-webgl2/dist/thread.js';
    assert.equal(of(`http://a.example/x/node_modules/${moved}`, 'thread.js?v=1'), script);
  }
});

test('advice quotes the line that helps', () => {
  assert.match(
    wasmAdvice('http://a.example/node_modules/soft-webgl2/dist/soft-webgl2.wasm'),
    /optimizeDeps: \{exclude/,
  );
  assert.match(wasmAdvice('http://a.example/assets/soft-webgl2.wasm'), /soft-webgl2\/inline.*load\(\{wasmUrl\}\)/);
});

test('only addresses of files are read from the disk', () => {
  assert.equal(readLocalFile('https://a.example/soft-webgl2.wasm'), null);
  assert((readLocalFile(import.meta.url)?.length ?? 0) > 0);
});
