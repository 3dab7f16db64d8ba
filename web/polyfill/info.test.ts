// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {makeGetInfo} from '../front/info.ts';
import {setClock} from '../loader/clock.ts';
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

test('a program shows the routines that it was drawn with', () => {
  const gl = makeTestContext({antialias: false});
  const program = makeProgram(gl, kPlainVertex, kColorFragment.replace('}', '; }')); // that no other test has
  const routines = () => getInfo(gl).program(program)!.routines;
  assert.deepEqual(routines(), []);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, 64, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.UNSIGNED_BYTE, true, 0, 0);
  const draw = (): void => gl.drawArrays(gl.TRIANGLES, 0, 3);
  draw();
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE);
  draw();
  draw();
  const stages = routines().map(({stage, key}) => `${stage}: ${key}`);
  assert.deepEqual(stages, [
    'vertex: attribute 0: 2 UnsignedByte, normalized',
    'fragment: target 0: RGBA8',
    'fragment: target 0: RGBA8, blend SrcAlpha Add One',
  ]);
  for (const {wat, bytes} of routines()) {
    assert.match(wat, /\(export "routine"/);
    assert.match(wat, /;; line \d/);
    assert(bytes > 100 && bytes < 20_000, `${bytes} bytes`);
  }
  // Another context's draws are its own.
  const other = makeTestContext();
  assert.deepEqual(getInfo(other).program(makeProgram(other, kPlainVertex, kColorFragment))!.routines, []);
  // What is linked again has not been drawn with.
  gl.linkProgram(program);
  assert.equal(gl.getProgramParameter(program, gl.LINK_STATUS), true);
  gl.disable(gl.BLEND);
  draw();
  assert.deepEqual(
    routines().map(({stage}) => stage),
    ['vertex', 'fragment'],
  );
});

test('what is not linked shows nothing', () => {
  const gl = makeTestContext();
  assert.equal(getInfo(gl).program(gl.createProgram()), null);
  assert.equal(getInfo(gl).program(makeProgram(makeTestContext(), kPlainVertex, kColorFragment)), null);
  assert.throws(() => getInfo({} as WebGL2RenderingContext), TypeError);
});

test('counters count what was drawn, and routines that the page had already are not late', () => {
  const draw = (gl: WebGL2RenderingContext): void => {
    gl.useProgram(makeProgram(gl, kPlainVertex, kColorFragment));
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };
  const gl = makeTestContext({antialias: false});
  assert.deepEqual(
    {...getInfo(gl).counters, bytes: 0},
    {
      draws: 0,
      primitives: 0,
      fragments: 0,
      routines: 0,
      lateRoutines: 0,
      earlyRoutines: 0,
      bytes: 0,
    },
  );
  draw(gl);
  const {drawingBufferWidth: width, drawingBufferHeight: height} = gl;
  const {draws, primitives, fragments, routines, lateRoutines, bytes} = getInfo(gl).counters;
  assert.deepEqual([draws, primitives, fragments, routines, lateRoutines], [2, 2, 2 * width * height, 2, 2]);
  assert(bytes > 65536);
  const other = makeTestContext({antialias: false});
  draw(other);
  assert.equal(getInfo(other).counters.lateRoutines, 0);
  gl.getExtension('WEBGL_lose_context')!.loseContext();
  assert.deepEqual(Object.values(getInfo(gl).counters), [0, 0, 0, 0, 0, 0, 0]);
});

test('a monitor times stages until it is stopped, and nothing is timed without one', () => {
  const gl = makeTestContext();
  const draw = (): void => {
    for (let i = 0; i < 50; ++i) gl.drawArrays(gl.TRIANGLES, 0, 3);
  };
  let time = 0;
  setClock(() => ++time);
  try {
    gl.useProgram(makeProgram(gl, kPlainVertex, kColorFragment));
    gl.vertexAttrib2f(0, 0.5, 0.5);
    draw();
    assert.equal(time, 0);
    const monitor = getInfo(gl).watch();
    const second = getInfo(gl).watch();
    gl.useProgram(makeProgram(gl, kPlainVertex, kColorFragment.replace('}', ' }')));
    draw();
    second.stop();
    const {compileMs, verticesMs, rasterMs, presentMs} = monitor.total;
    assert(compileMs > 0);
    assert.equal(verticesMs, 50); // a tick from before to after
    assert.equal(rasterMs, 100);
    assert.equal(presentMs, 0);
    draw();
    assert.equal(second.total.verticesMs, 50);
    monitor.stop();
    draw();
    assert.equal(monitor.total.verticesMs, 100);
  } finally {
    setClock(null);
  }
});
