// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npm run bench -- --calls`, in Node: what it costs to get into a shader, and to call a function within one.
//
// Into one: a routine in the core's table is called by the core's code, or by way of a JavaScript function that stands in
// its slot. Once for each quad, as a `main` of its own, and once for each batch, as draws do.
//
// Within one, by how much a call passes and how: each case is a loop around one call, as a fragment main with no call
// expanded, made by glslc-ir. `bytes` are those of the parameter per lane. Lines marked `<=` check what decision 8 promises.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {stateOf} from '../../web/context/state.ts';
import {Compiler} from '../../web/loader/compiler.ts';
import {coreModule, makeProgram, makeTestContext} from '../../web/testing/contexts.ts';
import {makeTableCaller, makeTrampoline} from '../../web/testing/wasm-text.ts';

interface Case {
  name: string;
  declarations: string;
  /** Statements before the loop, and in it: `x` is a varying float that each round changes. */
  before: string;
  round: string;
  flattened?: number;
}

const struct = (vectors: number): string =>
  `struct S { ${Array.from({length: vectors}, (_, i) => `vec4 m${i};`).join(' ')} };\n`;
const fill = (vectors: number): string =>
  `S s; ${Array.from({length: vectors}, (_, i) => `s.m${i} = a * ${i + 1}.0;`).join(' ')}`;
const last = (vectors: number): string => `m${vectors - 1}`;

/** A struct of so many vec4 goes in, a float comes out. */
const structIn = (vectors: number, flattened?: number): Case => ({
  name: `struct of ${16 * vectors} bytes, in`,
  declarations: `${struct(vectors)}float f(S s, float x) { return s.m0.x * x + s.${last(vectors)}.w; }`,
  before: fill(vectors),
  round: `x = f(s, x); s.m0.y = x;`,
  flattened,
});
/** The function changes its copy, so there has to be one. */
const structChanged = (vectors: number): Case => ({
  name: `struct of ${16 * vectors} bytes, in, changed`,
  declarations: `${struct(vectors)}float f(S s, float x) { s.m0 += x; s.${last(vectors)} *= s.m0; return s.${last(vectors)}.w; }`,
  before: fill(vectors),
  round: `x = f(s, x) * 0.5; s.m0.y = x;`,
});
const structInOut = (vectors: number, flattened?: number): Case => ({
  name: `struct of ${16 * vectors} bytes, inout`,
  declarations: `${struct(vectors)}float f(inout S s, float x) { s.m0.x += x; s.${last(vectors)}.w *= 0.5; return s.m0.y * x; }`,
  before: fill(vectors),
  round: `x = f(s, x);`,
  flattened,
});
const vectorIn = (flattened?: number): Case => ({
  name: 'three vec4, in',
  declarations: 'float f(vec4 p, vec4 q, vec4 r) { return dot(p, q) + dot(q, r) * 0.5; }',
  before: 'vec4 p = a, q = a.wzyx;',
  round: 'x = f(p, q, vec4(x)); p.x = x;',
  flattened,
});
const vectorOut = (flattened?: number): Case => ({
  name: 'vec4 in, vec4 back',
  declarations: 'vec4 f(vec4 p, float x) { return p.wxyz * x; }',
  before: 'vec4 p = a;',
  round: 'p = f(p, x); x += p.y;',
  flattened,
});
const array = (cells: number): Case => ({
  name: `float[${cells}], in`,
  declarations: `float f(float p[${cells}], float x) { return p[n & ${cells - 1}] * x; }`,
  before: `float p[${cells}]; for (int i = 0; i < ${cells}; i++) p[i] = a.x + float(i);`,
  round: 'x = f(p, x); p[n & 3] = x;',
});

const kRounds = 20000;
const kRepeats = 15;

/** Of the fastest of several runs. */
function least(run: () => void): number {
  let best = Infinity;
  for (let i = 0; i < kRepeats; ++i) {
    const start = process.hrtime.bigint();
    run();
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best;
}

const kPlaces = {UNIFORM: 0x1000, ATTR: 0, STATE: 0x2000, PRIVATE: 0x20000, TEXTURE: 0, FRAME: 0x80000};
const kInput = 0x10000;

/** An instance of a main, and what is in its memory: a budget that lasts, and 0.25 in every input. */
function instantiate(module: BufferSource): {main: CallableFunction; words: Int32Array; refill(): void} {
  const memory = new WebAssembly.Memory({initial: 8});
  const global = (value: number) => new WebAssembly.Global({value: 'i32', mutable: true}, value);
  const core: Record<string, WebAssembly.ImportValue> = {
    memory,
    table: new WebAssembly.Table({initial: 1, element: 'anyfunc'}),
  };
  for (const [name, value] of Object.entries(kPlaces))
    core[`ACTIVE_${name}_${name === 'FRAME' ? 'SP' : 'PTR'}`] = global(value);
  const words = new Int32Array(memory.buffer);
  new Float32Array(memory.buffer).fill(0.25, kInput / 4, kInput / 4 + 16);
  const refill = (): void => void words.fill(0x7f7f7f7f, kPlaces.STATE / 4, kPlaces.STATE / 4 + 256);
  refill();
  const {exports} = new WebAssembly.Instance(new WebAssembly.Module(module), {core});
  return {main: exports['routine'] as CallableFunction, words, refill};
}

/** Nanoseconds of one round for four lanes. */
function measure(one: Case, tool: string, folder: string): number {
  const head = '#version 300 es\nprecision highp float; precision highp int;\n';
  const vertex = path.join(folder, 'case.vert');
  const fragment = path.join(folder, 'case.frag');
  const module = path.join(folder, 'case.wasm');
  fs.writeFileSync(vertex, `${head}out vec4 a; flat out int n; void main() { gl_Position = a = vec4(1); n = 1; }`);
  fs.writeFileSync(
    fragment,
    `${head}in vec4 a; flat in int n; uniform int rounds; out vec4 o;\n${one.declarations}\n` +
      `void main() { float x = a.y; ${one.before} for (int i = 0; i < rounds; i++) { ${one.round} } o = vec4(x); }`,
  );
  const options = ['--no-inlining', '--flattened', String(one.flattened ?? 4)];
  execFileSync(tool, ['--main', module, ...options, vertex, fragment], {stdio: ['ignore', 'ignore', 'inherit']});

  const {main, words, refill} = instantiate(fs.readFileSync(module));
  words[kPlaces.UNIFORM / 4] = kRounds;
  const nanoseconds = least(() => {
    refill();
    main(kInput, kPlaces.PRIVATE);
  });
  return nanoseconds / kRounds;
}

function show(name: string, nanoseconds: number, note = ''): void {
  console.log(`${name.padEnd(52)} ${nanoseconds.toFixed(2).padStart(8)} ns${note}`);
}

/** The quads of a full-screen pass of 640x480. */
const kPassQuads = 76_800;

const kPrograms = 16;

/** Calls a main for each quad. It is handed its inputs in memory, since no v128 goes through JavaScript. */
function benchQuads(): void {
  const compiler = new Compiler(coreModule());
  const compile = (stage: number, source: string): number => {
    const payload = compiler.compile(stage, new TextEncoder().encode(`#version 300 es\n${source}`), 2, 0);
    return new DataView(payload.buffer).getUint32(0, true);
  };
  const vertex = compile(0, 'out vec4 a; void main() { gl_Position = a = vec4(1); }');
  const table = new WebAssembly.Table({initial: 2 * kPrograms, element: 'anyfunc'});
  for (let i = 0; i < kPrograms; ++i) {
    const color = `a * ${i}.5`;
    const fragment = compile(1, `precision highp float; in vec4 a; out vec4 o; void main() { o = ${color}; }`);
    const program = compiler.link(vertex, fragment, new Uint8Array(3)); // no options
    const {main} = instantiate(compiler.mainBytes(new DataView(program.buffer).getUint32(0, true), 1)!);
    table.set(i, main);
    table.set(
      kPrograms + i,
      makeTrampoline(2, (input, memory) => main(input, memory)),
    );
  }
  const call = makeTableCaller(table);
  const time = (first: number, programs: number): number => {
    const quads = kPassQuads / programs;
    const pass = (): void => {
      for (let i = 0; i < programs; ++i) call(first + i, quads, kInput, kPlaces.PRIVATE);
    };
    return least(pass) / kPassQuads;
  };
  for (const programs of [1, kPrograms]) {
    const of = programs === 1 ? 'a quad' : `a quad, of ${programs} programs in turn`;
    const [direct, trampoline] = [time(0, programs), time(kPrograms, programs)];
    show(`${of}, through the table`, direct, ofPass(direct));
    show(`${of}, through JavaScript`, trampoline, ofPass(trampoline));
  }
}

/** The same shader in a routine, which draws a whole pass: setting up, interpolating and writing pixels are in it. */
function benchPass(): void {
  const gl = makeTestContext({width: 640, height: 480, antialias: false, depth: false});
  const vertex = `#version 300 es
    out vec4 a; void main() { a = vec4(gl_VertexID & 1, gl_VertexID >> 1, 1, 1);
    gl_Position = vec4(a.xy * 2.0 - 1.0, 0, 1); }`;
  const fragment = '#version 300 es\nprecision highp float; in vec4 a; out vec4 o; void main() { o = a * 0.5; }';
  gl.useProgram(makeProgram(gl, vertex, fragment));
  const draw = (): void => gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  for (let i = 0; i < 20; ++i) draw();
  const routine = least(draw) / kPassQuads;
  show('a quad within a routine, pixels and all', routine, ofPass(routine));
}

function ofPass(nanoseconds: number): string {
  return `  ${((nanoseconds * kPassQuads) / 1e6).toFixed(2)} ms a full-screen pass`;
}

/** Draws of a small triangle each, one batch: two calls into routines. */
function benchBatches(): void {
  const kDraws = 2_000;
  const gl = makeTestContext({antialias: false});
  const exports = stateOf(gl).core!.exports as unknown as {__indirect_function_table: WebAssembly.Table};
  const table = exports.__indirect_function_table;
  const first = table.length;
  const vertex = `#version 300 es
    void main() { gl_Position = vec4(gl_VertexID == 1 ? 0.5 : 0.0, gl_VertexID == 2 ? 0.5 : 0.0, 0, 1); }`;
  const fragment = `#version 300 es
    precision highp float; out vec4 o; void main() { o = vec4(gl_FragCoord.x); }`;
  gl.useProgram(makeProgram(gl, vertex, fragment));
  const draw = (): void => {
    for (let i = 0; i < kDraws; ++i) gl.drawArrays(gl.TRIANGLES, 0, 3);
  };
  draw();
  const slots = Array.from({length: table.length - first}, (_, i) => first + i).filter((i) => table.get(i) !== null);
  const routines = slots.map((slot) => table.get(slot) as CallableFunction);
  const trampolines = routines.map((routine) => makeTrampoline(routine.length, (...values) => routine(...values)));
  let [direct, trampoline] = [Infinity, Infinity];
  for (let round = 0; round < 10; ++round) {
    slots.forEach((slot, i) => table.set(slot, trampolines[i]));
    draw();
    trampoline = Math.min(trampoline, least(draw) / kDraws);
    slots.forEach((slot, i) => table.set(slot, routines[i]));
    draw();
    direct = Math.min(direct, least(draw) / kDraws);
  }
  show('a draw of one batch, through the table', direct);
  show('a draw of one batch, through JavaScript', trampoline, `  ${(trampoline - direct).toFixed(0)} more`);
}

/** Whether what decision 8 promises holds. `tool`: path of glslc-ir. */
export function benchCalls(tool: string): boolean {
  benchQuads();
  benchPass();
  benchBatches();
  console.log('within a shader:');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-calls-'));
  try {
    return benchArguments((one) => measure(one, tool, folder));
  } finally {
    fs.rmSync(folder, {recursive: true, force: true});
  }
}

function benchArguments(measure: (one: Case) => number): boolean {
  let failed = false;
  const empty = measure({name: 'no call', declarations: '', before: '', round: 'x = x * 0.5 + a.x;'});
  show('no call', empty);
  const small = measure(structIn(1));
  show(structIn(1).name, small);
  for (const vectors of [2, 4, 10]) {
    const cost = measure(structIn(vectors));
    const ratio = cost / small;
    const checked = vectors === 10;
    show(structIn(vectors).name, cost, `  ${ratio.toFixed(2)} x${checked ? ' (<= 3)' : ''}`);
    if (checked && ratio > 3) failed = true;
  }
  for (const make of [structChanged, structInOut]) {
    const one = measure(make(1));
    const cost = measure(make(10));
    show(make(1).name, one);
    show(make(10).name, cost, `  ${(cost / one).toFixed(2)} x (<= 3)`);
    if (cost / one > 3) failed = true;
  }
  for (const cells of [4, 16, 64, 256]) show(array(cells).name, measure(array(cells)));
  console.log('16 bytes a lane, or 16 bytes in all:');
  for (const make of [vectorIn, vectorOut, (cells?: number) => structInOut(1, cells)]) {
    const lane = measure(make(4));
    const all = measure(make(1));
    show(make().name, lane, `  ${all.toFixed(2)} ns, ${(all / lane).toFixed(2)} x`);
  }
  return !failed;
}
