// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// No call of a page makes the core trap. FUZZ_RUNS and FUZZ_SEED make a longer run of it.

import assert from 'node:assert/strict';
import test from 'node:test';
import {fuzz} from '../testing/api-fuzz.ts';
import {makeTestContext} from '../testing/contexts.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 12);
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1);

test('random calls never lose the context', (t) => {
  t.mock.method(console, 'warn', () => {}); // a line for each error
  let draws = 0;
  for (let seed = firstSeed; seed < firstSeed + runs; ++seed) {
    const gl = makeTestContext({
      version: seed % 5 === 0 ? 1 : 2,
      width: 1 + ((seed * 7) % 40),
      depth: seed % 3 !== 0,
      stencil: seed % 2 === 0,
      antialias: seed % 4 < 2,
    });
    const outcome = fuzz(gl, seed, 1000);
    assert.equal(outcome.failure, null, `seed ${seed}: ${outcome.failure?.join('\n')}`);
    draws += outcome.draws;
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
  assert.ok(draws > 20 * runs, `only ${draws} draws were valid: the calls are too wild to find anything`);
});
