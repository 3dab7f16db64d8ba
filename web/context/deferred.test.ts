// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Programs get done however busy the page is that waits for them.

import assert from 'node:assert/strict';
import test from 'node:test';
import {getInfo} from '../entries/node.ts';
import {kPlainVertex, makeTestContext, startProgram} from '../testing/contexts.ts';

/** Programs that no two of which share a shader, linked and not asked for. */
function startPrograms(gl: WebGL2RenderingContext, count: number): WebGLProgram[] {
  return Array.from({length: count}, (_, i) => {
    const fragment = `#version 300 es
      precision highp float;
      out vec4 color;
      void main() { color = vec4(${i}.0); }`;
    return startProgram(gl, `${kPlainVertex} // ${i}`, fragment);
  });
}

function allDone(gl: WebGL2RenderingContext, programs: readonly WebGLProgram[]): boolean {
  const extension = gl.getExtension('KHR_parallel_shader_compile')!;
  return programs.every((program) => gl.getProgramParameter(program, extension.COMPLETION_STATUS_KHR) === true);
}

test('a page that does nothing but ask for COMPLETION_STATUS gets its programs', () => {
  const gl = makeTestContext();
  const programs = startPrograms(gl, 2);
  assert.equal(allDone(gl, programs), false);
  const end = performance.now() + 5000;
  while (!allDone(gl, programs) && performance.now() < end);
  assert.equal(allDone(gl, programs), true);
  assert.equal(gl.getProgramParameter(programs[1]!, gl.LINK_STATUS), true);
});

test('a page that is never idle gets a slice of work whenever a callback times out', async () => {
  const scope = globalThis as {requestIdleCallback?: unknown};
  const timeouts: number[] = [];
  scope.requestIdleCallback = (callback: IdleRequestCallback, options?: IdleRequestOptions) => {
    if (!options) return 0; // for what may wait for ever
    timeouts.push(options.timeout!);
    return setTimeout(() => callback({didTimeout: true, timeRemaining: () => 0}), 1);
  };
  try {
    const gl = makeTestContext();
    const programs = startPrograms(gl, 6);
    const end = performance.now() + 10_000;
    while (!allDone(gl, programs) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(allDone(gl, programs), true);
    assert.ok(timeouts.length < 18, `${timeouts.length} callbacks for 18 pieces: one slice holds several`);
    assert.ok(
      Math.max(...timeouts) <= 100,
      `a page with work in every frame waits ${Math.max(...timeouts)} ms a slice`,
    );
  } finally {
    delete scope.requestIdleCallback;
  }
});

test('a page with time to spare makes routines ahead of draws, and one without does not', async () => {
  const scope = globalThis as {requestIdleCallback?: unknown};
  const after = async (spareMs: number): Promise<number> => {
    scope.requestIdleCallback = (callback: IdleRequestCallback) =>
      setTimeout(() => callback({didTimeout: false, timeRemaining: () => spareMs}), 0);
    const gl = makeTestContext();
    const [program] = startPrograms(gl, 1);
    assert.equal(gl.getProgramParameter(program!, gl.LINK_STATUS), true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return getInfo(gl).counters.earlyRoutines;
  };
  try {
    assert.equal(await after(0), 0);
    assert.equal(await after(20), 2);
  } finally {
    delete scope.requestIdleCallback;
  }
});
