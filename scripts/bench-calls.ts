// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a call inside a shader costs, by how much it passes and how. Each case is a loop around one call, as a fragment
// main with no call expanded, made by glslc-ir and run in Node:
//
//   node --import tsx scripts/bench-calls.ts [path of glslc-ir]
//
// `bytes` are those of the parameter per lane. Lines marked `<=` check what decision 8 promises; the exit status is 1
// when one does not hold.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {buildDir} from './shell.ts';

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

const ROUNDS = 20000;
const REPEATS = 15;
const tool = process.argv[2] ?? path.join(buildDir, 'native', 'glslc-ir');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-calls-'));

/** Nanoseconds of one round for four lanes: the least of several runs. */
function measure(one: Case): number {
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

  const memory = new WebAssembly.Memory({initial: 8});
  const places = {UNIFORM: 0x1000, ATTR: 0, VARYING: 0x2000, PRIVATE: 0x20000, TEXTURE: 0, FRAME: 0x80000};
  const global = (value: number) => new WebAssembly.Global({value: 'i32', mutable: true}, value);
  const core: Record<string, WebAssembly.ImportValue> = {
    memory,
    table: new WebAssembly.Table({initial: 1, element: 'anyfunc'}),
  };
  for (const [name, value] of Object.entries(places))
    core[`ACTIVE_${name}_${name === 'FRAME' ? 'SP' : 'PTR'}`] = global(value);
  const words = new Int32Array(memory.buffer);
  words[places.UNIFORM / 4] = ROUNDS;
  words.fill(0x7f7f7f7f, places.VARYING / 4, places.VARYING / 4 + 256); // the state: a budget that lasts
  const input = 0x10000;
  new Float32Array(memory.buffer).fill(0.25, input / 4, input / 4 + 16);
  const exports = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(module)), {core}).exports;
  const routine = exports['routine'] as (input: number, memory: number) => void;
  let best = Infinity;
  for (let i = 0; i < REPEATS; i++) {
    words.fill(0x7f7f7f7f, places.VARYING / 4, places.VARYING / 4 + 256);
    const start = process.hrtime.bigint();
    routine(input, places.PRIVATE);
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best / ROUNDS;
}

function show(name: string, nanoseconds: number, note = ''): void {
  console.log(`${name.padEnd(44)} ${nanoseconds.toFixed(2).padStart(8)} ns${note}`);
}

let failed = false;
try {
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
    const least = measure(make(1));
    const cost = measure(make(10));
    show(make(1).name, least);
    show(make(10).name, cost, `  ${(cost / least).toFixed(2)} x (<= 3)`);
    if (cost / least > 3) failed = true;
  }
  for (const cells of [4, 16, 64, 256]) show(array(cells).name, measure(array(cells)));
  console.log('16 bytes a lane, or 16 bytes in all:');
  for (const make of [vectorIn, vectorOut, (cells?: number) => structInOut(1, cells)]) {
    const lane = measure(make(4));
    const all = measure(make(1));
    show(make().name, lane, `  ${all.toFixed(2)} ns, ${(all / lane).toFixed(2)} x`);
  }
} finally {
  fs.rmSync(folder, {recursive: true, force: true});
}
process.exitCode = failed ? 1 : 0;
