// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Objects that a page drops without deleting them.

import assert from 'node:assert/strict';
import test from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {makeTestContext} from '../testing/contexts.ts';
import {stateOf} from './state.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Sweeps and collects until `done`, or for long enough. */
async function collected(gl: WebGL2RenderingContext, done: () => boolean): Promise<void> {
  for (let i = 0; i < 50 && !done(); ++i) {
    stateOf(gl).objects.sweep();
    await new Promise((resolve) => setTimeout(resolve, 2));
    collect();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const isBuffer = (gl: WebGL2RenderingContext, name: number): boolean => stateOf(gl).x.gl_isBuffer(name) !== 0;
const isTexture = (gl: WebGL2RenderingContext, name: number): boolean => stateOf(gl).x.gl_isTexture(name) !== 0;

test('what nobody can reach is deleted in the core', async () => {
  const gl = makeTestContext();
  (() => {
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer()); // name 1
    gl.bufferData(gl.ARRAY_BUFFER, 1 << 20, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
  })();
  assert.ok(isBuffer(gl, 1));
  await collected(gl, () => !isBuffer(gl, 1));
  assert.ok(!isBuffer(gl, 1));
  assert.equal(gl.getError(), 0);
});

test('what is bound or attached stays, with what the page put on it', async () => {
  const gl = makeTestContext();
  type Marked = WebGLTexture & {mark?: string};
  (() => {
    const bound: Marked = gl.createTexture(); // name 1
    bound.mark = 'bound';
    gl.bindTexture(gl.TEXTURE_2D, bound);
    const attached: Marked = gl.createTexture(); // name 2
    attached.mark = 'attached';
    gl.bindTexture(gl.TEXTURE_2D, attached);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 4, 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, attached, 0);
    gl.bindTexture(gl.TEXTURE_2D, bound);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, gl.createTexture()); // name 3
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, null);
  })();
  await collected(gl, () => !isTexture(gl, 3));
  assert.ok(!isTexture(gl, 3));
  assert.ok(isTexture(gl, 1) && isTexture(gl, 2));
  assert.equal((gl.getParameter(gl.TEXTURE_BINDING_2D) as Marked).mark, 'bound');
  const name = gl.FRAMEBUFFER_ATTACHMENT_OBJECT_NAME;
  const attached = gl.getFramebufferAttachmentParameter(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, name) as Marked;
  assert.equal(attached.mark, 'attached');
});

test('what was loose and is used again is held again', async () => {
  const gl = makeTestContext();
  type Marked = WebGLBuffer & {mark?: string};
  (() => {
    const buffer: Marked = gl.createBuffer();
    buffer.mark = 'here';
    stateOf(gl).objects.sweep(); // loose now, but the page holds it
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  })();
  await collected(gl, () => false);
  assert.equal((gl.getParameter(gl.ARRAY_BUFFER_BINDING) as Marked).mark, 'here');
});

test('what the page holds stays usable through sweeps', async () => {
  const gl = makeTestContext();
  const buffer = gl.createBuffer();
  await collected(gl, () => false);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  assert.equal(gl.getError(), 0);
  assert.equal(gl.getParameter(gl.ARRAY_BUFFER_BINDING), buffer);
});
