// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Memory comes back: another instance takes over, and nobody can tell but by what it holds.

import assert from 'node:assert/strict';
import {afterEach, mock, test} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import type {NodeContextOptions} from '../node/node.ts';
import {fuzz} from '../testing/api-fuzz.ts';
import {
  bindFullQuad,
  debugCoreModule,
  kColorFragment,
  kPlainVertex,
  makeProgram,
  makeTestContext,
  pixelAt,
} from '../testing/contexts.ts';
import {GiveBack} from './give-back.ts';
import {stateOf} from './state.ts';

type GL = WebGL2RenderingContext;

const kMiB = 2 ** 20;

afterEach(() => {
  mock.restoreAll();
  mock.timers.reset();
});

const make = (options: Partial<NodeContextOptions> = {}): GL =>
  makeTestContext({wasmModule: debugCoreModule(), ...options});

const bytesOf = (gl: GL): number => stateOf(gl).core!.memory.buffer.byteLength;

function texture(gl: GL, size: number, seed: number): WebGLTexture {
  const texels = new Uint8Array(size * size * 4);
  for (let i = 0; i < texels.length; ++i) texels[i] = i * 31 + (i >> 8) * 17 + seed;
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, size, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  return made;
}

function read(gl: GL, width = 16, height = 16): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  return pixels;
}

test('where all textures are deleted, the memory is small again', () => {
  const gl = make();
  const small = bytesOf(gl);
  const textures = Array.from({length: 10}, (_, i) => texture(gl, 2048, i));
  for (const each of textures) gl.deleteTexture(each);
  assert.ok(bytesOf(gl) > small + 150 * kMiB);
  assert.equal(stateOf(gl).spareBytes > 150 * kMiB, true);
  assert.equal(stateOf(gl).renew(), true);
  assert.ok(bytesOf(gl) <= small, `${bytesOf(gl)} bytes, and ${small} in the beginning`);
  assert.equal(stateOf(gl).spareBytes, 0);
});

test('what is left stays as it is, to the bit, and moves down', () => {
  const gl = make({antialias: false});
  const program = makeProgram(
    gl,
    kPlainVertex,
    `#version 300 es
precision highp float;
uniform sampler2D image;
uniform Tint { vec4 tint; };
out vec4 result;
void main() { result = texture(image, gl_FragCoord.xy / 16.0) * tint; }`,
  );
  const gone = Array.from({length: 6}, (_, i) => texture(gl, 2048, i));
  const kept = texture(gl, 256, 99);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  bindFullQuad(gl, program);
  const tint = gl.createBuffer();
  gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, tint);
  const tints = new Float32Array(20_000).fill(0.5);
  gl.bufferData(gl.UNIFORM_BUFFER, tints, gl.STATIC_DRAW);
  const target = gl.createFramebuffer();
  const renderbuffer = gl.createRenderbuffer();
  gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
  gl.renderbufferStorageMultisample(gl.RENDERBUFFER, 4, gl.RGBA8, 128, 128);
  gl.bindFramebuffer(gl.FRAMEBUFFER, target);
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, renderbuffer);
  gl.clearColor(0.25, 0.5, 0.75, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.bindTexture(gl.TEXTURE_2D, kept);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  const before = read(gl);
  for (const each of gone) gl.deleteTexture(each);
  assert.equal(stateOf(gl).renew(), true);
  assert.ok(bytesOf(gl) < 20 * kMiB);
  assert.deepEqual(read(gl), before, 'the drawing buffer');
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.drawArrays(gl.TRIANGLES, 0, 6); // nothing is bound anew
  assert.deepEqual(read(gl), before, 'a draw with what was bound');
  const back = new Float32Array(20_000);
  gl.getBufferSubData(gl.UNIFORM_BUFFER, 0, back);
  assert.deepEqual(back, tints, 'a buffer');
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, target);
  gl.blitFramebuffer(0, 0, 16, 16, 0, 0, 16, 16, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
  assert.deepEqual(pixelAt(gl, 8, 8), [64, 128, 191, 255], 'a renderbuffer');
  const other = makeProgram(gl, kPlainVertex, kColorFragment);
  gl.useProgram(other);
  gl.uniform4f(gl.getUniformLocation(other, 'color'), 1, 0, 1, 1);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.deepEqual(pixelAt(gl, 8, 8), [255, 0, 255, 255], 'a program that is new');
  assert.equal(gl.getError(), 0);
});

test('queries, transform feedback and vertex arrays go on where they were', async () => {
  const gl = make();
  const source = `#version 300 es
in float x;
out float y;
void main() { y = x * 3.0; gl_Position = vec4(0.0, 0.0, 0.0, 1.0); gl_PointSize = 1.0; }`;
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, source],
    [gl.FRAGMENT_SHADER, kColorFragment],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.transformFeedbackVaryings(program, ['y'], gl.INTERLEAVED_ATTRIBS);
  gl.linkProgram(program);
  gl.useProgram(program);
  const count = 20_000;
  gl.bindVertexArray(gl.createVertexArray());
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(
    gl.ARRAY_BUFFER,
    Float32Array.from({length: count}, (_, i) => i),
    gl.STATIC_DRAW,
  );
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 1, gl.FLOAT, false, 0, 0);
  const captured = gl.createBuffer();
  gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, 0, captured);
  gl.bufferData(gl.TRANSFORM_FEEDBACK_BUFFER, count * 4, gl.STREAM_READ);
  const query = gl.createQuery();
  gl.beginQuery(gl.TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN, query);
  gl.beginTransformFeedback(gl.POINTS);
  gl.drawArrays(gl.POINTS, 0, count / 2);
  assert.equal(stateOf(gl).renew(), true);
  gl.drawArrays(gl.POINTS, count / 2, count / 2);
  gl.endTransformFeedback();
  gl.endQuery(gl.TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN);
  const back = new Float32Array(count);
  gl.getBufferSubData(gl.TRANSFORM_FEEDBACK_BUFFER, 0, back);
  assert.deepEqual(
    back,
    Float32Array.from({length: count}, (_, i) => i * 3),
  );
  await new Promise((resolve) => setTimeout(resolve, 1));
  assert.equal(gl.getQueryParameter(query, gl.QUERY_RESULT), count);
  assert.equal(gl.getError(), 0);
});

test('random calls answer the same, wherever another instance takes over', (t) => {
  t.mock.method(console, 'warn', () => {});
  /** Everything that calls gave, and what is in the drawing buffer in the end. */
  const answersOf = (seed: number, every: number): {answers: string[]; renewed: number} => {
    const gl = make({
      version: seed % 5 === 0 ? 1 : 2,
      width: 1 + ((seed * 7) % 40),
      stencil: seed % 2 === 0,
      antialias: seed % 4 < 2,
    });
    const state = stateOf(gl);
    // Whatever has memory of its own is moved.
    (state.x as unknown as {debug_setLargeBytes(bytes: number): void}).debug_setLargeBytes(1);
    const answers: string[] = [];
    let calls = 0;
    let renewed = 0;
    const watched = new Proxy(gl, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (every > 0 && ++calls % every === 0 && state.renew()) ++renewed;
          const result: unknown = (value as (...args: unknown[]) => unknown).apply(target, args);
          answers.push(typeof result === 'object' ? JSON.stringify(result) : String(result));
          return result;
        };
      },
    });
    const outcome = fuzz(watched, seed, 400);
    assert.equal(outcome.failure, null, `seed ${seed}: ${outcome.failure?.join('\n')}`);
    answers.push(JSON.stringify(Array.from(read(gl, gl.drawingBufferWidth, gl.drawingBufferHeight))));
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    return {answers, renewed};
  };
  const runs = Number(process.env['FUZZ_RUNS'] ?? 2);
  const first = Number(process.env['FUZZ_SEED'] ?? 1);
  for (let seed = first; seed < first + runs; ++seed) {
    const plain = answersOf(seed, 0);
    const moved = answersOf(seed, 23);
    assert.ok(moved.renewed > 10, `only ${moved.renewed}`);
    for (let i = 0; i < plain.answers.length; ++i) {
      if (moved.answers[i] !== plain.answers[i]) assert.equal(moved.answers[i], plain.answers[i], `seed ${seed}, ${i}`);
    }
    assert.equal(moved.answers.length, plain.answers.length);
  }
});

test('where there is no memory for another instance, the old one stays in use', () => {
  const gl = make();
  const gone = Array.from({length: 6}, (_, i) => texture(gl, 2048, i));
  for (const each of gone) gl.deleteTexture(each);
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const program = makeProgram(gl, kPlainVertex, kColorFragment);
  bindFullQuad(gl, program);
  gl.uniform4f(gl.getUniformLocation(program, 'color'), 1, 1, 0, 1);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  const state = stateOf(gl);
  const {exports, memory} = state.core!;
  const size = memory.buffer.byteLength;
  const failing: {readonly [what: string]: () => () => void} = {
    'the plan'() {
      (state.x as unknown as {debug_failAllocation(nth: number): void}).debug_failAllocation(1);
      return () => undefined;
    },
    'a larger memory'() {
      const grow = mock.method(WebAssembly.Memory.prototype, 'grow', () => {
        throw new RangeError('no memory');
      });
      return () => grow.mock.restore();
    },
    'a table'() {
      const grow = mock.method(WebAssembly.Table.prototype, 'grow', () => {
        throw new RangeError('no memory');
      });
      return () => grow.mock.restore();
    },
  };
  texture(gl, 2048, 1); // more than a memory has in the beginning
  for (const [what, begin] of Object.entries(failing)) {
    const end = begin();
    assert.equal(state.renew(), false, what);
    end();
    assert.equal(state.x, exports, what);
    assert.equal(state.core!.memory, memory, what);
    assert.equal(memory.buffer.byteLength, size, what);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
    assert.deepEqual(pixelAt(gl, 3, 3), [255, 255, 0, 255], what);
    assert.equal(gl.getError(), 0, what);
  }
  assert.equal(state.renew(), true);
  assert.deepEqual(pixelAt(gl, 3, 3), [255, 255, 0, 255]);
});

test('amid a call of the page nothing is moved', (t) => {
  const gl = make();
  let inside: boolean | null = null;
  t.mock.method(console, 'warn', () => (inside = stateOf(gl).renew()));
  gl.enable(1); // an error, whose message goes to the page's console
  assert.equal(inside, false);
  assert.equal(gl.getError(), gl.INVALID_ENUM);
  assert.equal(stateOf(gl).renew(), true);
});

test('many contexts, one of them lost', () => {
  const all = Array.from({length: 6}, () => make());
  all.forEach((gl, i) => {
    const gone = texture(gl, 1024, i);
    gl.clearColor(i / 10, 0, 1, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.deleteTexture(gone);
  });
  all[2]!.getExtension('WEBGL_lose_context')!.loseContext();
  const pictures = all.map((gl) => read(gl));
  assert.deepEqual(
    all.map((gl) => stateOf(gl).renew()),
    [true, true, false, true, true, true],
  );
  assert.deepEqual(
    all.map((gl) => read(gl)),
    pictures,
  );
  assert.equal(stateOf(all[2]!).spareBytes, 0);
});

test('the core offers what is free by itself, and it goes when it has been free for a while', async () => {
  mock.timers.enable({apis: ['setTimeout']});
  const gl = make();
  const textures = Array.from({length: 10}, (_, i) => texture(gl, 2048, i));
  const large = bytesOf(gl);
  for (const each of textures) gl.deleteTexture(each);
  mock.timers.tick(1000);
  assert.equal(bytesOf(gl), large);
  mock.timers.tick(1001);
  assert.ok(bytesOf(gl) < 20 * kMiB);
  assert.equal(gl.getError(), 0);
});

test('it is done seldom, the more it costs the less', () => {
  mock.timers.enable({apis: ['setTimeout']});
  let time = 0;
  let renewed = 0;
  const context = {
    spareBytes: 100 * kMiB,
    renew(): void {
      ++renewed;
      time += 100; // of which 200 come to 20 s
    },
  };
  const tick = (ms: number): void => {
    time += ms;
    mock.timers.tick(ms);
  };
  const giveBack = new GiveBack(context, () => time);
  giveBack.offered();
  giveBack.offered();
  tick(2001);
  assert.equal(renewed, 1);
  giveBack.offered();
  tick(19_000);
  assert.equal(renewed, 1);
  tick(2001);
  assert.equal(renewed, 2);
  tick(100_000);
  assert.equal(renewed, 2);
  context.spareBytes = 0;
  giveBack.offered();
  tick(100_000);
  assert.equal(renewed, 2);
});

test('nobody holds the memory that was given back', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const gl = make();
  const program = makeProgram(gl, kPlainVertex, kColorFragment);
  bindFullQuad(gl, program);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  const old = new WeakRef(stateOf(gl).core!.memory);
  assert.equal(stateOf(gl).renew(), true);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  for (let i = 0; i < 10 && old.deref(); ++i) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    collect();
  }
  assert.equal(old.deref(), undefined);
});
