// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Web IDL conversion and object identity: what JavaScript answers for.

import assert from 'node:assert/strict';
import test from 'node:test';
import {kColorFragment, kPlainVertex, makeProgram, makeTestContext, pixelAt} from '../testing/contexts.ts';

type Untyped = {[name: string]: (...args: unknown[]) => unknown};

test('too few arguments and arguments of the wrong class throw a TypeError', () => {
  const gl = makeTestContext();
  const any = gl as unknown as Untyped;
  assert.throws(() => any['bindBuffer']!(gl.ARRAY_BUFFER), TypeError);
  assert.throws(() => any['bindBuffer']!(gl.ARRAY_BUFFER, {}), TypeError);
  assert.throws(() => any['bindBuffer']!(gl.ARRAY_BUFFER, gl.createTexture()), TypeError);
  assert.throws(() => any['compileShader']!(null), TypeError);
  assert.throws(() => any['uniform1fv']!(null, 1), TypeError);
  assert.throws(() => any['drawBuffers']!(5), TypeError);
  assert.throws(() => any['getBufferSubData']!(gl.ARRAY_BUFFER, 0, new ArrayBuffer(4)), TypeError);
  assert.throws(() => any['enable']!(Symbol()), TypeError);
  assert.throws(() => any['enable']!.call({}, 1), TypeError);
  assert.equal(gl.getError(), gl.NO_ERROR);
});

test('integers wrap as Web IDL says', () => {
  const gl = makeTestContext();
  gl.scissor(2 ** 32 + 3, 1.9, 4, 5);
  assert.deepEqual(Array.from(gl.getParameter(gl.SCISSOR_BOX) as Int32Array), [3, 1, 4, 5]);
});

test('an object is the same object wherever it is asked for', () => {
  const gl = makeTestContext();
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  assert.equal(gl.getParameter(gl.ARRAY_BUFFER_BINDING), buffer);
  gl.bindBuffer(gl.ARRAY_BUFFER, null);
  assert.equal(gl.getParameter(gl.ARRAY_BUFFER_BINDING), null);

  const program = makeProgram(gl, kPlainVertex, kColorFragment);
  gl.useProgram(program);
  gl.deleteProgram(program);
  assert.equal(gl.getParameter(gl.CURRENT_PROGRAM), program);
  assert.equal(gl.getAttachedShaders(program)!.length, 2);
});

test('objects of another context are refused', () => {
  const [gl, other] = [makeTestContext(), makeTestContext()];
  gl.bindBuffer(gl.ARRAY_BUFFER, other.createBuffer());
  assert.equal(gl.getError(), gl.INVALID_OPERATION);
  assert.equal(gl.isBuffer(other.createBuffer()), false);
  assert.equal(gl.getError(), gl.NO_ERROR);
});

test('a uniform location is good for one link', () => {
  const gl = makeTestContext();
  const program = makeProgram(gl, kPlainVertex, kColorFragment);
  gl.useProgram(program);
  const location = gl.getUniformLocation(program, 'color')!;
  gl.uniform4f(location, 1, 0.5, 0.25, 1);
  assert.deepEqual(Array.from(gl.getUniform(program, location) as Float32Array), [1, 0.5, 0.25, 1]);
  assert.equal(gl.getUniformLocation(program, 'absent'), null);
  gl.uniform4f(null, 1, 1, 1, 1);
  assert.equal(gl.getError(), gl.NO_ERROR);
  gl.linkProgram(program);
  gl.uniform4f(location, 1, 1, 1, 1);
  assert.equal(gl.getError(), gl.INVALID_OPERATION);
});

test('lists are typed arrays or sequences, with offsets in WebGL 2', () => {
  const gl = makeTestContext();
  const program = makeProgram(gl, kPlainVertex, kColorFragment);
  gl.useProgram(program);
  const location = gl.getUniformLocation(program, 'color')!;
  const read = (): number[] => Array.from(gl.getUniform(program, location) as Float32Array);
  gl.uniform4fv(location, [1, 2, 3, 4]);
  assert.deepEqual(read(), [1, 2, 3, 4]);
  gl.uniform4fv(location, new Set([5, 6, 7, 8]) as unknown as number[]);
  assert.deepEqual(read(), [5, 6, 7, 8]);
  gl.uniform4fv(location, new Float32Array([0, 1, 2, 3, 4, 5]), 1, 4);
  assert.deepEqual(read(), [1, 2, 3, 4]);
  gl.uniform4fv(location, new Float32Array(4), 3, 4);
  assert.equal(gl.getError(), gl.INVALID_VALUE);
});

test('buffers take views, their parts and whole ArrayBuffers', () => {
  const gl = makeTestContext();
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  const read = (): number[] => {
    const bytes = new Uint8Array(gl.getBufferParameter(gl.ARRAY_BUFFER, gl.BUFFER_SIZE) as number);
    gl.getBufferSubData(gl.ARRAY_BUFFER, 0, bytes);
    return Array.from(bytes);
  };
  gl.bufferData(gl.ARRAY_BUFFER, new Uint8Array([1, 2, 3, 4]).buffer, gl.STATIC_DRAW);
  assert.deepEqual(read(), [1, 2, 3, 4]);
  gl.bufferData(gl.ARRAY_BUFFER, new Uint16Array([1, 2, 3]), gl.STATIC_DRAW, 1, 1);
  assert.deepEqual(read(), [2, 0]);
  gl.bufferData(gl.ARRAY_BUFFER, 3, gl.STATIC_DRAW);
  assert.deepEqual(read(), [0, 0, 0]);
  gl.bufferSubData(gl.ARRAY_BUFFER, 1, new Uint8Array([9, 8]));
  assert.deepEqual(read(), [0, 9, 8]);
  gl.bufferData(gl.ARRAY_BUFFER, new Uint8Array(4), gl.STATIC_DRAW, 5);
  assert.equal(gl.getError(), gl.INVALID_VALUE);
});

test('readPixels leaves alone what the pack parameters skip', () => {
  const gl = makeTestContext({width: 4, height: 4});
  gl.clearColor(1, 1, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.pixelStorei(gl.PACK_ROW_LENGTH, 3);
  gl.pixelStorei(gl.PACK_SKIP_ROWS, 1);
  const pixels = new Uint8Array(3 * 3 * 4).fill(7);
  gl.readPixels(0, 0, 2, 2, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  assert.equal(gl.getError(), gl.NO_ERROR);
  const touched = Array.from(pixels, (value) => value === 255);
  const row = (...texels: boolean[]): boolean[] => texels.flatMap((texel) => [texel, texel, texel, texel]);
  const [no, yes] = [row(false, false, false), row(true, true, false)];
  assert.deepEqual(touched, [...no, ...yes, ...yes]);
  gl.readPixels(0, 0, 2, 2, gl.RGBA, gl.UNSIGNED_BYTE, new Float32Array(99));
  assert.equal(gl.getError(), gl.INVALID_OPERATION);
});

test('textures take arrays of the class that their type asks for', () => {
  const gl = makeTestContext();
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array([1, 2, 3, 4]));
  assert.equal(gl.getError(), gl.NO_ERROR);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint16Array(4));
  assert.equal(gl.getError(), gl.INVALID_OPERATION);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  assert.deepEqual(pixelAt(gl, 0, 0), [1, 2, 3, 4]);
});

test('extensions are found whatever their case, and are one object each', () => {
  const gl = makeTestContext();
  assert.ok(gl.getSupportedExtensions()!.includes('WEBGL_lose_context'));
  const extension = gl.getExtension('webgl_LOSE_context');
  assert.notEqual(extension, null);
  assert.equal(gl.getExtension('WEBGL_lose_context'), extension);
  assert.equal(gl.getExtension('WEBGL_nothing'), null);
});

test('a context that was lost by the page answers like one', async () => {
  const gl = makeTestContext();
  const buffer = gl.createBuffer();
  const extension = gl.getExtension('WEBGL_lose_context')!;
  extension.loseContext();
  assert.equal(gl.isContextLost(), true);
  assert.equal(gl.getError(), gl.CONTEXT_LOST_WEBGL);
  assert.equal(gl.isBuffer(buffer), false);
  assert.equal(gl.getContextAttributes(), null);
  assert.equal(gl.checkFramebufferStatus(gl.FRAMEBUFFER), gl.FRAMEBUFFER_UNSUPPORTED);
  extension.loseContext();
  assert.equal(gl.getError(), gl.INVALID_OPERATION);
});

test('WebGL 1 contexts have the members of their own interface', () => {
  const gl = makeTestContext({version: 1});
  const any = gl as unknown as {[name: string]: unknown};
  assert.equal(any['createVertexArray'], undefined);
  assert.equal(any['TEXTURE_3D'], undefined);
  assert.match(gl.getParameter(gl.VERSION) as string, /^WebGL 1\.0/);
  assert.equal(gl.getParameter(gl.SHADING_LANGUAGE_VERSION).startsWith('WebGL GLSL ES 1.0'), true);
});

test('a byte-order mark in a source is a character of it, also where the rest has been compiled', () => {
  const gl = makeTestContext();
  const plain = '#version 300 es\nvoid main() { gl_Position = vec4(0); }';
  for (const [source, compiles] of [
    [plain, true],
    [`\ufeff${plain}`, false],
  ] as const) {
    const shader = gl.createShader(gl.VERTEX_SHADER)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    assert.equal(gl.getShaderParameter(shader, gl.COMPILE_STATUS), compiles);
    assert.equal(gl.getShaderSource(shader), source);
  }
});
