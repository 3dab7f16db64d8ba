// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {coreModule} from '../testing/contexts.ts';
import {kGlExports} from './core-exports.ts';

const exported = new Set(WebAssembly.Module.exports(coreModule()).map((entry) => entry.name));

test('the core exports every command that JavaScript calls', () => {
  assert.deepEqual(
    kGlExports.filter((name) => !exported.has(name)),
    [],
  );
});

test('the core exports what the loader needs', () => {
  const needed = ['context_create', 'context_resize', 'context_present', 'context_presented', 'context_dirty'];
  needed.push(
    'context_statistics',
    'context_watch',
    'context_turn',
    'wasm_alloc',
    'wasm_free',
    'guest_alloc',
    'guest_alloc_large',
    'last_error',
    'compiler_compile',
  );
  needed.push('compiler_link', 'compiler_routine', 'compiler_text', 'compiler_routine_text', 'compiler_release_shader');
  needed.push('compiler_release_program', 'compiler_warm_up');
  assert.deepEqual(
    needed.filter((name) => !exported.has(name)),
    [],
  );
});
