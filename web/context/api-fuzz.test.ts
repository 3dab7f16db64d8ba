// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// No call of a page makes the core trap, nor takes longer than it may. FUZZ_RUNS and FUZZ_SEED make a longer run of it.

import assert from 'node:assert/strict';
import test from 'node:test';
import {fuzz} from '../testing/api-fuzz.ts';
import {getInfo} from '../entries/node.ts';
import {makeTestContext} from '../testing/contexts.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 12);
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1);

function contextOf(seed: number, limits: {maxCommandMs?: number; maxBytes?: number}): WebGL2RenderingContext {
  return makeTestContext({
    version: seed % 5 === 0 ? 1 : 2,
    width: 1 + ((seed * 7) % 40),
    depth: seed % 3 !== 0,
    stencil: seed % 2 === 0,
    antialias: seed % 4 < 2,
    ...limits,
  });
}

test('random calls never lose the context', (t) => {
  t.mock.method(console, 'warn', () => {}); // a line for each error
  let draws = 0;
  for (let seed = firstSeed; seed < firstSeed + runs; ++seed) {
    const gl = contextOf(seed, {});
    const outcome = fuzz(gl, seed, 1000);
    assert.equal(outcome.failure, null, `seed ${seed}: ${outcome.failure?.join('\n')}`);
    draws += outcome.draws;
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
  assert.ok(draws > 20 * runs, `only ${draws} draws were valid: the calls are too wild to find anything`);
});

test('calls of any size end in time, with the context lost by a limit at worst', (t) => {
  t.mock.method(console, 'warn', () => {});
  const limits = {maxCommandMs: 500, maxBytes: 2 ** 28};
  const losses = new Map<string, number>();
  let longest = {ms: 0, call: ''};
  for (let seed = firstSeed; seed < firstSeed + runs; ++seed) {
    const gl = contextOf(seed, limits);
    const outcome = fuzz(gl, seed, 250, {hostile: true});
    const why = `seed ${seed}: ${outcome.failure?.join('\n')}, ${outcome.longest.call} took ${outcome.longest.ms} ms`;
    if (outcome.longest.ms > longest.ms) longest = outcome.longest;
    assert.ok(outcome.longest.ms < limits.maxCommandMs + 2000, why);
    if (outcome.failure) {
      assert.ok(gl.isContextLost(), why);
      const loss = getInfo(gl).loss.replace(/:.*/, '');
      assert.match(loss, /^(timed out|out of memory)$/, why);
      losses.set(loss, (losses.get(loss) ?? 0) + 1);
    }
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
  t.diagnostic(`longest ${longest.ms.toFixed(0)} ms, ${longest.call}; lost: ${JSON.stringify([...losses])}`);
});
