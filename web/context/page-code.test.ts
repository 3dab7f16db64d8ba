// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Code of the page that runs inside of our calls: it may call GL, lose the context, throw, or have replaced what we use.

import assert from 'node:assert/strict';
import {afterEach, mock, test} from 'node:test';
import {
  bindFullQuad,
  kColorFragment,
  kPlainVertex,
  makeProgram,
  makeTestContext,
  pixelAt,
} from '../testing/contexts.ts';

afterEach(() => mock.restoreAll());

/** A number whose conversion runs code of the page. */
const running = (value: number, code: () => void): number =>
  ({
    valueOf() {
      code();
      return value;
    },
  }) as unknown as number;

function readBuffer(gl: WebGL2RenderingContext, target: number, length: number): number[] {
  const bytes = new Uint8Array(length);
  gl.getBufferSubData(target, 0, bytes);
  return [...bytes];
}

test('what a valueOf uploads does not get into the upload that it interrupts', () => {
  const gl = makeTestContext();
  const other = gl.createBuffer();
  const upload = (): void => {
    gl.bindBuffer(gl.COPY_WRITE_BUFFER, other);
    gl.bufferData(gl.COPY_WRITE_BUFFER, new Uint8Array(8).fill(9), gl.STATIC_DRAW);
  };
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Uint8Array([1, 2, 3, 4]), running(gl.STATIC_DRAW, upload));
  assert.deepEqual(readBuffer(gl, gl.ARRAY_BUFFER, 4), [1, 2, 3, 4]);
  gl.bufferSubData(gl.ARRAY_BUFFER, running(1, upload), new Uint8Array([5, 6]));
  assert.deepEqual(readBuffer(gl, gl.ARRAY_BUFFER, 4), [1, 5, 6, 4]);
  assert.deepEqual(readBuffer(gl, gl.COPY_WRITE_BUFFER, 8), Array(8).fill(9));

  const program = makeProgram(gl, kPlainVertex, kColorFragment);
  bindFullQuad(gl, program);
  const color = gl.getUniformLocation(program, 'color');
  gl.uniform4fv(color, [running(0, upload), 1, running(0, upload), 1]);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.deepEqual(pixelAt(gl, 3, 3), [0, 255, 0, 255]);

  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  const format = running(gl.RGBA, upload);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, format, gl.UNSIGNED_BYTE, new Uint8Array([10, 20, 30, 40]));
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, gl.createFramebuffer());
  const texture = gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture;
  gl.framebufferTexture2D(gl.READ_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  assert.deepEqual(pixelAt(gl, 0, 0), [10, 20, 30, 40]);
  assert.equal(gl.getError(), gl.NO_ERROR);
});

test('losing the context inside of a conversion throws nothing', () => {
  mock.method(console, 'warn', () => undefined);
  const calls: readonly ((gl: WebGL2RenderingContext, lose: (value: number) => number) => unknown)[] = [
    (gl, lose) => gl.bufferData(gl.ARRAY_BUFFER, new Uint8Array(4), lose(gl.STATIC_DRAW)),
    (gl, lose) => gl.bufferSubData(gl.ARRAY_BUFFER, lose(0), new Uint8Array(4)),
    (gl, lose) => gl.getBufferSubData(gl.ARRAY_BUFFER, lose(0), new Uint8Array(4)),
    (gl, lose) => gl.readPixels(lose(0), 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)),
    (gl, lose) => gl.getParameter(lose(gl.VIEWPORT)),
    (gl, lose) => gl.getShaderPrecisionFormat(gl.VERTEX_SHADER, lose(gl.HIGH_FLOAT)),
    (gl, lose) => gl.clearBufferfv(gl.COLOR, lose(0), [0, 0, 0, 0]),
    (gl, lose) => gl.clearBufferfv(gl.COLOR, 0, [lose(0), 0, 0, 0]),
    (gl, lose) => gl.drawBuffers([lose(gl.BACK)]),
    (gl, lose) => gl.invalidateFramebuffer(lose(gl.FRAMEBUFFER), [gl.COLOR]),
    (gl, lose) => gl.bindAttribLocation(gl.createProgram(), lose(1), 'a'),
    (gl, lose) => gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, lose(1), 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)),
    (gl, lose) => gl.getExtension('WEBGL_multi_draw')!.multiDrawArraysWEBGL(lose(gl.TRIANGLES), [0], 0, [3], 0, 1),
    (gl, lose) => gl.transformFeedbackVaryings(gl.createProgram(), ['a'], lose(gl.INTERLEAVED_ATTRIBS)),
  ];
  for (const call of calls) {
    const gl = makeTestContext();
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, 4, gl.STATIC_DRAW);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    const loss = gl.getExtension('WEBGL_lose_context')!;
    call(gl, (value) => running(value, () => loss.loseContext()));
    assert.equal(gl.isContextLost(), true, String(call));
    assert.equal(gl.getError(), gl.CONTEXT_LOST_WEBGL);
  }
});

test('a console that throws hides no error and stops no call', () => {
  const gl = makeTestContext();
  mock.method(console, 'warn', () => {
    throw new Error('no console');
  });
  gl.enable(1);
  gl.bindBuffer(gl.ARRAY_BUFFER, null);
  gl.bufferData(gl.ARRAY_BUFFER, 1, gl.STATIC_DRAW);
  assert.equal(gl.getError(), gl.INVALID_ENUM);
  assert.equal(gl.getError(), gl.INVALID_OPERATION);
});

test('a page may replace WebAssembly.Module and Instance', () => {
  const {Module, Instance} = WebAssembly;
  const replaced = class {};
  Object.assign(WebAssembly, {Module: replaced, Instance: replaced});
  try {
    const gl = makeTestContext();
    const program = makeProgram(gl, kPlainVertex, kColorFragment.replace('color; }', 'color + 0.0; }'));
    bindFullQuad(gl, program);
    gl.uniform4f(gl.getUniformLocation(program, 'color'), 0, 0, 1, 1);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
    assert.deepEqual(pixelAt(gl, 3, 3), [0, 0, 255, 255]);
  } finally {
    Object.assign(WebAssembly, {Module, Instance});
  }
});

test('setters on Array.prototype stop nothing', () => {
  const gl = makeTestContext();
  makeProgram(gl, kPlainVertex, kColorFragment);
  const program = (): WebGLProgram =>
    makeProgram(gl, kPlainVertex, kColorFragment.replace('color; }', 'color * 1.0; }'));
  const set = (): void => undefined;
  const data = new Float32Array([-1, -1, 1, -1, -1, 1, -1, 1, 1, -1, 1, 1]);
  for (let i = 0; i < 20; ++i) Object.defineProperty(Array.prototype, i, {set, get: () => 7, configurable: true});
  let linked: WebGLProgram;
  let viewport: Int32Array;
  try {
    linked = program();
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    const position = gl.getAttribLocation(linked, 'position');
    gl.enableVertexAttribArray(position);
    gl.vertexAttribPointer(position, 2, gl.FLOAT, false, 0, 0);
    gl.useProgram(linked);
    gl.uniform4f(gl.getUniformLocation(linked, 'color'), 1, 0, 0, 1);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
    gl.getExtension('WEBGL_lose_context');
    viewport = gl.getParameter(gl.VIEWPORT) as Int32Array;
    gl.enable(1);
    gl.deleteProgram(linked);
  } finally {
    for (let i = 0; i < 20; ++i) delete (Array.prototype as unknown as {[index: number]: unknown})[i];
  }
  assert.deepEqual([...viewport], [0, 0, 16, 16]);
  assert.deepEqual(pixelAt(gl, 3, 3), [255, 0, 0, 255]);
  assert.equal(gl.getError(), gl.INVALID_ENUM);
});
