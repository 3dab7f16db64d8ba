// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the compiler tells a core may have any size: programs with megabytes of names, logs with megabytes of lines.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {coreModule, makeProgram, makeTestContext, pixelAt, bindFullQuad} from '../testing/contexts.ts';
import {Compiler} from './compiler.ts';
import {CoreInstance} from './core-instance.ts';

type Exports = {readonly [name: string]: (...args: number[]) => number};

const kVertex = 'void main() { gl_Position = vec4(0); }';
const kFragment = 'void main() { gl_FragColor = vec4(1); }';

/** A shader of a core's context, as far as the page knows: compiled when the outcome is asked for. */
function compiled(core: CoreInstance, type: number, text: string): number {
  const x = core.exports as unknown as Exports;
  const id = x['gl_createShader']!(type);
  const source = new TextEncoder().encode(text);
  const at = core.reserve(source.length);
  new Uint8Array(core.memory.buffer).set(source, at);
  x['gl_shaderSource']!(id, at, source.length);
  core.release(at);
  x['gl_compileShader']!(id);
  return id;
}

const name = (i: number): string => `u${i}_${'long_'.repeat(60)}`.slice(0, 300);

test('a program with 880 uniforms of 300 characters each', () => {
  const gl = makeTestContext();
  const indices = Array.from({length: 880}, (_, i) => i);
  const program = makeProgram(
    gl,
    `#version 300 es
    in vec2 position;
    void main() { gl_Position = vec4(position, 0.0, 1.0); }`,
    `#version 300 es
    precision highp float;
    ${indices.map((i) => `uniform float ${name(i)};`).join('\n')}
    out vec4 color;
    void main() {
      float sum = 0.0;
      ${indices.map((i) => `sum += ${name(i)};`).join('\n')}
      color = vec4(sum, 0.0, 0.0, 1.0);
    }`,
  );
  assert.equal(gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS), 880);
  bindFullQuad(gl, program);
  gl.uniform1f(gl.getUniformLocation(program, name(0)), 0.25);
  gl.uniform1f(gl.getUniformLocation(program, name(879)), 0.75);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.deepEqual(pixelAt(gl, 3, 3), [255, 0, 0, 255]);
  assert.equal(gl.getError(), gl.NO_ERROR);
});

test('a log of a megabyte', () => {
  const gl = makeTestContext();
  const shader = gl.createShader(gl.FRAGMENT_SHADER)!;
  // One complaint whose name is long.
  gl.shaderSource(shader, `void main() { ${'x'.repeat(1000)} = 1.0; }`);
  gl.compileShader(shader);
  assert.equal(gl.getShaderParameter(shader, gl.COMPILE_STATUS), false);
  assert.match(gl.getShaderInfoLog(shader)!, /x{1000}/);

  /** Says yes, at length. */
  class Talker extends Compiler {
    override compile(...args: Parameters<Compiler['compile']>): Uint8Array {
      const payload = super.compile(...args);
      const long = new Uint8Array(4 + (1 << 20)).fill(0x77);
      long.set(payload.subarray(0, 4));
      return long;
    }
  }
  const core = new CoreInstance(coreModule(), new Talker(coreModule()), () => undefined);
  const x = core.exports as unknown as Exports;
  x['context_create']!(2, 4, 4, 0);
  const id = compiled(core, 0x8b31, kVertex);
  const log = x['gl_getShaderInfoLog']!(id) >>> 0;
  assert.equal(new DataView(core.memory.buffer).getUint32(log - 16, true), 1 << 20);
  assert.equal(new Uint8Array(core.memory.buffer)[log + (1 << 20) - 1], 0x77);
});

test('a compiler that refuses without a word is heard', () => {
  class Sulker extends Compiler {
    override routine(): string {
      return '';
    }
  }
  const messages: string[] = [];
  const core = new CoreInstance(coreModule(), new Sulker(coreModule()), (_level, text) => messages.push(text));
  const x = core.exports as unknown as Exports;
  x['context_create']!(2, 4, 4, 0);
  const program = x['gl_createProgram']!();
  x['gl_attachShader']!(program, compiled(core, 0x8b31, kVertex));
  x['gl_attachShader']!(program, compiled(core, 0x8b30, kFragment));
  x['gl_linkProgram']!(program);
  x['gl_useProgram']!(program);
  x['gl_drawArrays']!(4, 0, 3);
  assert.equal(x['gl_getError']!(), 0x505);
  assert.match(messages.join('\n'), /the compiler gave no reason/);
});
