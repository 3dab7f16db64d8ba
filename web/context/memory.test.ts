// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What contexts hold: known, bounded, and told at the call that asks for more.

import assert from 'node:assert/strict';
import {afterEach, mock, test} from 'node:test';
import {getInfo} from '../entries/node.ts';
import {page} from '../loader/page.ts';
import {makeTestContext, pixelAt} from '../testing/contexts.ts';

afterEach(() => mock.restoreAll());

const kMiB = 2 ** 20;

test('bytes are known, and given back with the object', () => {
  const gl = makeTestContext({antialias: false});
  const empty = getInfo(gl).bytes;
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 1024, 1024);
  const withTexture = getInfo(gl).bytes;
  assert(withTexture - empty >= 4 * kMiB && withTexture - empty < 4.1 * kMiB, String(withTexture - empty));
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, kMiB, gl.STATIC_DRAW);
  gl.bufferData(gl.ARRAY_BUFFER, 2 * kMiB, gl.STATIC_DRAW);
  assert.equal(getInfo(gl).bytes, withTexture + 2 * kMiB);
  gl.deleteBuffer(buffer);
  gl.deleteTexture(texture);
  assert.equal(getInfo(gl).bytes, empty);
});

test('storage that is reserved now and touched later is refused at the call, and the context goes on', () => {
  mock.method(console, 'warn', () => undefined);
  const gl = makeTestContext({antialias: false, maxBytes: 64 * kMiB});
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  let refused = 0;
  for (let i = 0; i < 40; ++i) {
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 1024, 1024);
    const error = gl.getError();
    assert(error === gl.NO_ERROR || error === gl.OUT_OF_MEMORY);
    if (error === gl.OUT_OF_MEMORY) ++refused;
  }
  assert.equal(refused, 25); // fifteen of a little more than 4 MiB fit
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, 8 * kMiB, gl.STATIC_DRAW);
  assert.equal(gl.getError(), gl.OUT_OF_MEMORY);
  gl.bindRenderbuffer(gl.RENDERBUFFER, gl.createRenderbuffer());
  gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, 2048, 2048);
  assert.equal(gl.getError(), gl.OUT_OF_MEMORY);
  assert.equal(gl.isContextLost(), false);
  assert.deepEqual(pixelAt(gl, 3, 3), [0, 255, 0, 255]);
});

test('where the contexts of a page hold more than it may, the least recently used is lost, and says so', async () => {
  mock.method(console, 'warn', () => undefined);
  page.limits = {maxBytes: 48 * kMiB};
  try {
    const make = (): WebGL2RenderingContext => {
      const gl = makeTestContext({antialias: false});
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, 40 * kMiB, gl.STATIC_DRAW);
      gl.clear(gl.COLOR_BUFFER_BIT);
      return gl;
    };
    const first = make();
    const second = make();
    const third = make();
    assert.equal(first.isContextLost(), true);
    assert.match(getInfo(first).loss, /^evicted: /);
    assert.equal(third.isContextLost(), false);
    assert.equal(second.getError(), second.isContextLost() ? second.CONTEXT_LOST_WEBGL : second.NO_ERROR);
  } finally {
    page.limits = {};
  }
});
