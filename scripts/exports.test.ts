// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {coreModule} from '../web/testing/contexts.ts';
import {parseExports, readExports} from './export-list.ts';
import {abiFile, renew} from './exports.ts';
import {distDir} from './shell.ts';

/** Exports that the toolchain adds: Emscripten 3.1.6 the middle ones, newer ones the last. */
const kToolchain = /^(_initialize|__errno_location|stackSave|stackRestore|stackAlloc|_?emscripten_\w+)$/;

test('the table of exports in docs/abi.md is what the source says', () => {
  const text = fs.readFileSync(abiFile, 'utf8');
  assert.equal(renew(text, readExports()), text, 'stale: node --import tsx scripts/exports.ts --write');
});

/** The functions of a core, and those that the source has for it. */
function compareExports(core: WebAssembly.Module, elsewhere: string): void {
  const functions = WebAssembly.Module.exports(core).filter(({kind}) => kind === 'function');
  const names = functions.map(({name}) => name).filter((name) => !kToolchain.test(name));
  assert.deepEqual(
    names.sort(),
    readExports()
      .filter(({file}) => file !== elsewhere)
      .map(({name}) => name)
      .sort(),
  );
}

test('the wasm exports what the source says, and nothing else', () => {
  compareExports(coreModule(), 'cpp/abi/threads.cpp');
});

test('the core with threads has exports for them, and no compiler', () => {
  const bytes = fs.readFileSync(path.join(distDir, 'soft-webgl2.threads.wasm'));
  compareExports(new WebAssembly.Module(bytes), 'cpp/abi/compiler.cpp');
});

test('a declaration is read with its types', () => {
  const source = `
    SW_EXPORT(gl_a) void gl_a(uint32_t x, const uint8_t* data, double size) { }
    return x;
}

/// What it is.
/// Payload (small, blob or string, until the next call): a typed value,
/// and more.
SW_EXPORT(gl_b)
    const uint8_t* gl_b() { return nullptr; }`;
  assert.deepEqual(parseExports('a.cpp', source), [
    {
      name: 'gl_a',
      file: 'a.cpp',
      parameters: [
        {name: 'x', type: 'u32'},
        {name: 'data', type: 'ptr'},
        {name: 'size', type: 'f64'},
      ],
      result: '',
      arenas: [],
    },
    {name: 'gl_b', file: 'a.cpp', parameters: [], result: 'payload', arenas: ['small', 'blob', 'string']},
  ]);
});

test('what cannot be read is an error', () => {
  assert.throws(() => parseExports('a.cpp', 'SW_EXPORT(gl_a) void gl_b() {}'), /gl_b/);
  assert.throws(() => parseExports('a.cpp', 'SW_EXPORT(gl_a) void gl_a(size_t x) {}'), /size_t/);
  assert.throws(() => parseExports('a.cpp', 'SW_EXPORT(gl_a) template'), /1 exports, 0 understood/);
  for (const comment of ['', '/// Payload: text.\n', '/// Payload (heap, until the next call): text.\n']) {
    assert.throws(() => parseExports('a.cpp', `${comment}SW_EXPORT(gl_a) const uint8_t* gl_a() {}`), /gl_a.*Payload/);
  }
});

test('an export with an address must say where its memory comes from', () => {
  const text = '<!-- begin: made by scripts/exports.ts --><!-- end: made by scripts/exports.ts -->';
  const exports = parseExports('a.cpp', 'SW_EXPORT(gl_new) void gl_new(const uint8_t* data) {}');
  assert.throws(() => renew(text, exports), /gl_new/);
});
