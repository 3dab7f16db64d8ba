// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Each allocation of the core fails, in turn, while recorded streams of calls run: the call in which it does gives
// OUT_OF_MEMORY, or works without, or the context is lost and says that there was no memory. Then the stream runs again,
// in the same context or in another one, and draws what it always draws.

import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {getInfo} from '../entries/node.ts';
import {
  bindFullQuad,
  debugCoreModule,
  kColorFragment,
  kPlainVertex,
  makeTestContext,
  startProgram,
} from '../testing/contexts.ts';
import {stateOf} from './state.ts';

type GL = WebGL2RenderingContext;
/** Gives what it drew or read. Makes all objects that it uses, and sets all state. */
type Stream = (gl: GL, others: readonly GL[]) => Uint8Array;

function link(gl: GL, ...sources: readonly [string, string, (readonly string[])?]): WebGLProgram {
  const program = startProgram(gl, ...sources);
  gl.useProgram(program);
  return program;
}

function pixels(gl: GL): Uint8Array {
  const picture = new Uint8Array(16 * 16 * 4);
  gl.readPixels(0, 0, 16, 16, gl.RGBA, gl.UNSIGNED_BYTE, picture);
  return picture;
}

const kTexturedFragment = `#version 300 es
precision highp float;
uniform sampler2D image;
out vec4 result;
void main() { result = textureLod(image, gl_FragCoord.xy / 16.0, 1.0); }`;

const kStreams: {readonly [name: string]: Stream} = {
  textures(gl) {
    const texels = Uint8Array.from({length: 32 * 32 * 4}, (_, i) => (i * 7) & 255);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 32, 32, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 1, 1, 4, 4, gl.RGBA, gl.UNSIGNED_BYTE, texels);
    bindFullQuad(gl, link(gl, kPlainVertex, kTexturedFragment));
    gl.drawArrays(gl.TRIANGLES, 0, 6);
    return pixels(gl);
  },
  buffers(gl) {
    const bytes = Uint8Array.from({length: 3000}, (_, i) => i & 255);
    for (const target of [gl.ARRAY_BUFFER, gl.UNIFORM_BUFFER, gl.COPY_WRITE_BUFFER]) {
      gl.bindBuffer(target, gl.createBuffer());
      gl.bufferData(target, 1000, gl.DYNAMIC_DRAW);
      gl.bufferData(target, bytes, gl.STATIC_DRAW);
      gl.bufferSubData(target, 10, bytes, 0, 100);
    }
    gl.copyBufferSubData(gl.ARRAY_BUFFER, gl.COPY_WRITE_BUFFER, 5, 500, 700);
    const read = new Uint8Array(3000);
    gl.getBufferSubData(gl.COPY_WRITE_BUFFER, 0, read);
    return read;
  },
  programs(gl) {
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    for (let i = 0; i < 3; ++i) {
      const program = link(gl, kPlainVertex, kColorFragment.replace('color; }', `color * ${i + 1}.0; }`));
      bindFullQuad(gl, program);
      gl.uniform4fv(gl.getUniformLocation(program, 'color'), [0.1, 0.2, 0.3, 1]);
      gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS);
      gl.getActiveUniform(program, 0);
      gl.scissor(0, 4 * i, 16, 4);
      gl.enable(gl.SCISSOR_TEST);
      gl.drawArrays(gl.TRIANGLES, 0, 6);
      gl.disable(gl.SCISSOR_TEST);
      gl.deleteProgram(program);
    }
    return pixels(gl);
  },
  framebuffers(gl) {
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
    for (const [format, attachment] of [
      [gl.RGBA8, gl.COLOR_ATTACHMENT0],
      [gl.DEPTH24_STENCIL8, gl.DEPTH_STENCIL_ATTACHMENT],
    ] as const) {
      const renderbuffer = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, 4, format, 16, 16);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, attachment, gl.RENDERBUFFER, renderbuffer);
    }
    gl.clearColor(0.2, 0.4, 0.6, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, 16, 16, 0, 0, 16, 16, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return pixels(gl);
  },
  'transform feedback'(gl) {
    const source = `#version 300 es
out float x;
void main() { x = float(gl_VertexID) * 1.5; gl_Position = vec4(0.0); }`;
    link(gl, source, kColorFragment, ['x']);
    gl.bindTransformFeedback(gl.TRANSFORM_FEEDBACK, gl.createTransformFeedback());
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
    gl.bindVertexArray(gl.createVertexArray());
    const buffer = gl.createBuffer();
    gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, 0, buffer);
    gl.bufferData(gl.TRANSFORM_FEEDBACK_BUFFER, 400, gl.STREAM_READ);
    gl.beginTransformFeedback(gl.POINTS);
    gl.drawArrays(gl.POINTS, 0, 100);
    gl.endTransformFeedback();
    const read = new Uint8Array(400);
    gl.getBufferSubData(gl.TRANSFORM_FEEDBACK_BUFFER, 0, read);
    gl.bindTransformFeedback(gl.TRANSFORM_FEEDBACK, null);
    gl.bindVertexArray(null);
    return read;
  },
  'many contexts'(gl, others) {
    for (const each of [others[0]!, gl, others[1]!]) {
      each.clearColor(0.5, 0.25, 1, 1);
      each.clear(each.COLOR_BUFFER_BIT);
      const program = link(each, kPlainVertex, kColorFragment);
      bindFullQuad(each, program);
      each.uniform4f(each.getUniformLocation(program, 'color'), 0.5, 1, 0.25, 1);
      each.drawArrays(each.TRIANGLES, 0, 3);
    }
    const [first, second] = others.map(pixels);
    assert.deepEqual(first, second);
    return pixels(gl);
  },
};

interface Failing {
  debug_failAllocation(nth: number): void;
  debug_failures(): number;
}

const make = (): GL => makeTestContext({antialias: false, wasmModule: debugCoreModule()});

class Failed extends Error {}

/** The context as a stream sees it: ends the stream after the call in which the allocation failed. */
function watch(gl: GL, failing: Failing): GL {
  return new Proxy(gl, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const result: unknown = (value as (...args: unknown[]) => unknown).apply(target, args);
        if (target.isContextLost() || failing.debug_failures() > 0) throw new Failed(String(name));
        assert.equal(target.getError(), target.NO_ERROR, String(name));
        return result;
      };
    },
  });
}

for (const [name, stream] of Object.entries(kStreams)) {
  test(`each allocation fails in turn: ${name}`, (t) => {
    mock.method(console, 'warn', () => undefined);
    const others = [make(), make()];
    const whole = make();
    const want = stream(whole, others);
    assert.equal(whole.getError(), whole.NO_ERROR);
    const ends = {error: 0, lost: 0, without: 0};
    let nth = 1;
    for (; nth < 3000; ++nth) {
      const gl = make();
      const failing = stateOf(gl).x as unknown as Failing;
      failing.debug_failAllocation(nth);
      let failed = '';
      try {
        stream(watch(gl, failing), others);
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        failed = error.message;
      }
      if (failed === '') break;
      const where = `allocation ${nth}, in ${failed}`;
      if (gl.isContextLost()) {
        assert.match(getInfo(gl).loss, /^out of memory/, where);
        assert.equal(gl.getError(), gl.CONTEXT_LOST_WEBGL, where);
        ++ends.lost;
        continue;
      }
      const error = gl.getError();
      assert.ok(error === gl.NO_ERROR || error === gl.OUT_OF_MEMORY, `${where}: error ${error.toString(16)}`);
      ++ends[error === gl.NO_ERROR ? 'without' : 'error'];
      gl.endTransformFeedback(); // where the stream ended amid one
      gl.getError();
      assert.deepEqual(stream(gl, others), want, `${where}: the stream draws what it always draws`);
      assert.equal(gl.getError(), gl.NO_ERROR, where);
      gl.getExtension('WEBGL_lose_context')!.loseContext();
    }
    t.diagnostic(`${nth - 1} allocations: ${JSON.stringify(ends)}`);
    assert.ok(nth > 5 && nth < 3000, `${nth} allocations`);
    assert.deepEqual(stream(make(), others), want, 'other contexts go on');
  });
}
