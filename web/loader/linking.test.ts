// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Routines in the core's table: who owns their slots, and for how long (docs/abi.md, "Generated modules").

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stateOf} from '../context/state.ts';
import {makeGetInfo} from '../front/info.ts';
import {engine} from '../polyfill/engine.ts';
import {bindFullQuad, coreModule, makeProgram, makeTestContext, pixelAt} from '../testing/contexts.ts';
import {exportedType, makeTableCaller} from '../testing/wasm-text.ts';
import {Compiler} from './compiler.ts';
import {CoreInstance} from './core-instance.ts';
import {page} from './page.ts';

const kVertex = `#version 300 es
in vec2 position;
void main() { gl_Position = vec4(position, 0.0, 1.0); }`;

/** A fragment shader of a colour; another text each time, so that no cache has it. */
let shaders = 0;
function colorShader(color: string): string {
  return `#version 300 es
precision highp float;
out vec4 result;
void main() { result = vec4(${color}); } // ${++shaders}`;
}

const kRed = '1, 0, 0, 1';
const kGreen = '0, 1, 0, 1';

function tableOf(core: CoreInstance): WebAssembly.Table {
  return (core.exports as unknown as {__indirect_function_table: WebAssembly.Table}).__indirect_function_table;
}

/** The table of a context, and the slots behind the core's own functions that hold something. */
class Slots {
  readonly table: WebAssembly.Table;
  readonly first: number;

  constructor(core: CoreInstance) {
    this.table = tableOf(core);
    this.first = this.table.length;
  }

  get used(): number[] {
    const slots: number[] = [];
    for (let i = this.first; i < this.table.length; ++i) if (this.table.get(i) !== null) slots.push(i);
    return slots;
  }
}

function slotsOf(gl: WebGL2RenderingContext): Slots {
  return new Slots(stateOf(gl).core!);
}

function drawWith(gl: WebGL2RenderingContext, program: WebGLProgram): void {
  bindFullQuad(gl, program);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}

/** Draws with what is current, and gives the colour. */
function drawn(gl: WebGL2RenderingContext): number[] {
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  return pixelAt(gl, 3, 3);
}

const [kRedPixel, kGreenPixel] = [
  [255, 0, 0, 255],
  [0, 255, 0, 255],
];

test('a program that is deleted while it is current draws on, and gives its slots back when it is current no more', () => {
  const gl = makeTestContext();
  const slots = slotsOf(gl);
  const program = makeProgram(gl, kVertex, colorShader(kRed));
  drawWith(gl, program);
  const held = slots.used;
  assert.equal(held.length, 2);
  gl.deleteProgram(program);
  assert.deepEqual(slots.used, held);
  assert.deepEqual(drawn(gl), kRedPixel);
  gl.useProgram(null);
  assert.deepEqual(slots.used, []);
  assert.throws(() => makeTableCaller(slots.table)(held[0]!, 1, 0, 0), WebAssembly.RuntimeError, 'a stale call traps');
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.equal(gl.getError(), gl.INVALID_OPERATION);
});

test('a program that is linked again while it is current draws as it was linked, and its old slots are free', () => {
  const gl = makeTestContext();
  const slots = slotsOf(gl);
  const program = makeProgram(gl, kVertex, colorShader(kRed));
  drawWith(gl, program);
  const before = new Set(slots.used.map((slot) => slots.table.get(slot)));
  const fragment = gl.getAttachedShaders(program)!.find((shader) => {
    return gl.getShaderParameter(shader, gl.SHADER_TYPE) === gl.FRAGMENT_SHADER;
  })!;
  gl.shaderSource(fragment, colorShader(kGreen));
  gl.compileShader(fragment);
  gl.linkProgram(program);
  assert.deepEqual(drawn(gl), kGreenPixel);
  assert.equal(slots.used.length, 2);
  for (const slot of slots.used) assert(!before.has(slots.table.get(slot)));

  // In WebGL a link that fails takes the executable, of a program that is current as well.
  gl.shaderSource(fragment, colorShader('undeclared'));
  gl.compileShader(fragment);
  gl.linkProgram(program);
  assert.equal(gl.getProgramParameter(program, gl.LINK_STATUS), false);
  assert.equal(gl.getError(), gl.NO_ERROR);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.equal(gl.getError(), gl.INVALID_OPERATION);
  assert.deepEqual(slots.used, []);
});

test('slots are used again: a table does not grow with programs that come and go', () => {
  const gl = makeTestContext();
  const slots = slotsOf(gl);
  let length = 0;
  const seen = new Set<number>();
  for (let i = 0; i < 100; ++i) {
    const program = makeProgram(gl, kVertex, colorShader(i % 2 === 0 ? kRed : kGreen));
    drawWith(gl, program);
    assert.deepEqual(pixelAt(gl, 3, 3), i % 2 === 0 ? kRedPixel : kGreenPixel);
    for (const slot of slots.used) seen.add(slot);
    gl.useProgram(null);
    gl.deleteProgram(program);
    length ||= slots.table.length;
  }
  assert.equal(slots.table.length, length);
  assert.equal(seen.size, 2);
  assert.deepEqual(slots.used, []);
});

test('two contexts compile a routine once, and have a function each', () => {
  const [a, b] = [makeTestContext(), makeTestContext()];
  const [slotsA, slotsB] = [slotsOf(a), slotsOf(b)];
  const fragment = colorShader(kGreen);
  const program = makeProgram(a, kVertex, fragment);
  const {compiled} = page.compiler;
  drawWith(a, program);
  assert.equal(page.compiler.compiled, compiled + 2);
  drawWith(b, makeProgram(b, kVertex, fragment));
  assert.equal(page.compiler.compiled, compiled + 2);
  const functions = [...slotsA.used.map((i) => slotsA.table.get(i)), ...slotsB.used.map((i) => slotsB.table.get(i))];
  assert.equal(new Set(functions).size, 4);
  a.useProgram(null);
  a.deleteProgram(program);
  assert.deepEqual(slotsA.used, []);
  assert.deepEqual(drawn(b), kGreenPixel);
  a.getExtension('WEBGL_lose_context')!.loseContext();
  assert.deepEqual(drawn(b), kGreenPixel);
  assert.equal(slotsB.used.length, 2);
});

/** A core's exports with a program in use, that draws without attributes. */
function coreWith(compiler: Compiler): {
  core: CoreInstance;
  x: Exports;
  messages: string[];
  use(color: string): number;
} {
  const messages: string[] = [];
  const core = new CoreInstance(coreModule(), compiler, (_level, text) => messages.push(text));
  const x = core.exports as unknown as Exports;
  x['context_create']!(2, 4, 4, 1);
  const use = (color: string): number => {
    const program = x['gl_createProgram']!();
    for (const [type, text] of [[0x8b31, kPoint] as const, [0x8b30, colorShader(color)] as const]) {
      const shader = x['gl_createShader']!(type);
      const source = new TextEncoder().encode(text);
      const at = core.reserve(source.length);
      new Uint8Array(core.memory.buffer).set(source, at);
      x['gl_shaderSource']!(shader, at, source.length);
      core.release(at);
      x['gl_compileShader']!(shader);
      x['gl_attachShader']!(program, shader);
    }
    x['gl_linkProgram']!(program);
    x['gl_useProgram']!(program);
    return program;
  };
  return {core, x, messages, use};
}

type Exports = {readonly [name: string]: (...args: number[]) => number};

const kPoint = `#version 300 es
void main() { gl_Position = vec4(0, 0, 0, 1); gl_PointSize = 8.0; }`;
const [kOutOfMemory, kNoError] = [0x505, 0];

function firstPixel({core, x}: {core: CoreInstance; x: Exports}): number[] {
  const at = x['gl_readPixels']!(1, 1, 1, 1, 0x1908, 0x1401, 4) >>> 0;
  return Array.from(new Uint8Array(core.memory.buffer, at + 16, 4));
}

test('a stage that is refused after the other was made gives its slot back, and nothing else is disturbed', () => {
  let failing: 'refused' | 'linked' | '' = 'refused';
  /** Lets no fragment routine through, in one way or another. */
  class Refuser extends Compiler {
    override routine(...args: Parameters<Compiler['routine']>): WebAssembly.Module | string {
      if (args[1] !== 1 || failing === '') return super.routine(...args);
      if (failing === 'refused') return 'no such luck';
      // A module that wants what no core has.
      const name = [...new TextEncoder().encode('nothing')];
      const body = [1, 4, ...new TextEncoder().encode('core'), name.length, ...name, 3, 0x7f, 0];
      return new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, body.length, ...body]));
    }
  }
  const world = coreWith(new Refuser(coreModule()));
  const slots = new Slots(world.core);
  const {x, messages} = world;
  for (const reason of [/no such luck/, /LinkError.*nothing/]) {
    const program = world.use(kRed);
    messages.length = 0;
    x['gl_drawArrays']!(0, 0, 1);
    assert.equal(x['gl_getError']!(), kOutOfMemory);
    assert.match(messages.join('\n'), reason);
    assert.equal(slots.used.length, 1, 'the vertex routine was made');
    x['gl_useProgram']!(0);
    x['gl_deleteProgram']!(program);
    assert.deepEqual(slots.used, []);
    failing = 'linked';
  }
  failing = '';
  world.use(kGreen);
  x['gl_drawArrays']!(0, 0, 1);
  assert.equal(x['gl_getError']!(), kNoError);
  assert.deepEqual(firstPixel(world), kGreenPixel);
  assert.equal(slots.used.length, 2);
});

test('a table that cannot grow costs draws that need it, until it can', () => {
  const world = coreWith(new Compiler(coreModule()));
  const table = tableOf(world.core);
  const slots = new Slots(world.core);
  const {x} = world;
  const refuse = (): never => {
    throw new RangeError('WebAssembly.Table.grow(): failed to grow table');
  };
  Object.defineProperty(table, 'grow', {value: refuse, configurable: true});
  const program = world.use(kRed);
  for (let i = 0; i < 2; ++i) {
    x['gl_drawArrays']!(0, 0, 1);
    assert.equal(x['gl_getError']!(), kOutOfMemory);
  }
  assert.match(world.messages[0]!, /no table entry can be had/);
  assert.deepEqual(slots.used, []);
  delete (table as {grow?: unknown}).grow;
  x['gl_linkProgram']!(program);
  x['gl_drawArrays']!(0, 0, 1);
  assert.equal(x['gl_getError']!(), kNoError);
  assert.deepEqual(firstPixel(world), kRedPixel);
});

const getInfo = makeGetInfo(() => engine);

test("mains have the register ABI's types", () => {
  const gl = makeTestContext();
  const info = getInfo(gl).program(makeProgram(gl, kVertex, colorShader(kRed)))!;
  const four = 'v128, v128, v128, v128';
  assert.equal(exportedType(info.vertex.wasm, 'main'), `(v128, i32, i32) -> (${four})`);
  assert.equal(exportedType(info.fragment.wasm, 'main'), `(i32, i32, v128) -> (${four})`);
  assert.equal(exportedType(info.vertex.wasm, 'routine'), '(i32, i32, i32) -> ()');
  assert.equal(exportedType(info.fragment.wasm, 'routine'), '(i32, i32) -> ()');
});

/** What a module's text imports, and what of that its code names. */
function importsOf(wat: string): {imported: string[]; used: string[]} {
  const imported = [...wat.matchAll(/\(import "core" "(\w+)"/g)].map(([, name]) => name!).sort();
  const code = wat.slice(wat.indexOf('(func '));
  const used = imported.filter((name) => {
    if (name === 'memory') return /\b(load|store)/.test(code);
    return name === 'table' ? code.includes('call_indirect') : code.includes(`$${name}`);
  });
  return {imported, used};
}

test('a module imports what it uses', () => {
  const gl = makeTestContext();
  const plain = `#version 300 es
    void main() { gl_Position = vec4(gl_VertexID & 1, gl_VertexID >> 1, 0, 1); gl_PointSize = 64.0; }`;
  const rich = `#version 300 es
    precision highp float;
    uniform vec4 tint; uniform sampler2D image; uniform highp sampler3D volume; uniform int n;
    out vec4 result;
    void main() {
      float table[9];
      for (int i = 0; i < n; ++i) table[i % 9] += float(i);
      result = tint * texture(image, gl_FragCoord.xy) + textureGrad(volume, vec3(0.5), vec3(n), vec3(1)) + table[n % 9];
    }`;
  const programs = [
    {program: makeProgram(gl, plain, colorShader(kRed)), expected: ['memory', 'memory']},
    {program: makeProgram(gl, kVertex, colorShader(kRed)), expected: ['ACTIVE_ATTR_PTR memory', 'memory']},
    {
      program: makeProgram(gl, plain, rich),
      expected: ['memory', 'ACTIVE_PRIVATE_PTR ACTIVE_TEXTURE_PTR ACTIVE_UNIFORM_PTR memory table'],
    },
  ];
  gl.enableVertexAttribArray(0);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, 64, gl.STATIC_DRAW);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  for (const {program, expected} of programs) {
    gl.useProgram(program);
    gl.uniform1i(gl.getUniformLocation(program, 'volume'), 1);
    gl.drawArrays(gl.POINTS, 0, 4);
    assert.equal(gl.getError(), gl.NO_ERROR);
    const {routines, vertex, fragment} = getInfo(gl).program(program)!;
    const texts = routines.toSorted((a, b) => (a.stage < b.stage ? 1 : -1)).map(({wat}) => wat);
    assert.deepEqual(
      texts.map((wat) => importsOf(wat).imported.join(' ')),
      expected,
    );
    for (const wat of [...texts, vertex.wat, fragment.wat]) {
      const {imported, used} = importsOf(wat);
      assert.deepEqual(used, imported);
    }
  }
});
