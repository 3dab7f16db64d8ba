// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {makeGetInfo} from '../front/info.ts';
import {engine} from './engine.ts';
import {kColorFragment, kPlainVertex, makeProgram, makeTestContext} from '../testing/contexts.ts';

const getInfo = makeGetInfo(() => engine);

test('a program can be looked into', () => {
  const gl = makeTestContext();
  const info = getInfo(gl).program(makeProgram(gl, kPlainVertex, kColorFragment));
  assert(info);
  for (const stage of [info.vertex, info.fragment]) {
    assert.match(stage.ir, /function main/);
    assert.match(stage.wat, /\(func \$main/);
    assert.match(stage.wat, /;; line \d/);
    assert(WebAssembly.validate(stage.wasm));
  }
  assert.match(info.vertex.ir, /position/);
  assert.match(info.fragment.ir, /color/);
});

test('what is not linked shows nothing', () => {
  const gl = makeTestContext();
  assert.equal(getInfo(gl).program(gl.createProgram()), null);
  assert.equal(getInfo(gl).program(makeProgram(makeTestContext(), kPlainVertex, kColorFragment)), null);
  assert.throws(() => getInfo({} as WebGL2RenderingContext), TypeError);
});
