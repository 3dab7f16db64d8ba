// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The compiler and the interpreter in wasm against their native builds: reports of random shaders (cpp/tools) are
// equal, and the core's own compiler makes the same bytes. $SW_TWIN_SEEDS ("first,count") makes it another run.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import type {CompilerExports} from '../web/loader/boundary.ts';
import {coreModule} from '../web/testing/contexts.ts';
import {buildDir} from './shell.ts';

const native = process.env['SW_TWIN'] ?? path.join(buildDir, 'native/shader-twin');
const wasm = process.env['SW_TWIN_WASM'] ?? path.join(buildDir, 'wasm/shader-twin.wasm');
const [first = '1', count = '40'] = (process.env['SW_TWIN_SEEDS'] ?? '1,40').split(',');

const decoder = new TextDecoder();
const encoder = new TextEncoder();

interface Pair {
  readonly vertex: string;
  readonly fragment: string;
  readonly report: string;
}

function pairs(): Pair[] {
  const texts = execFileSync(native, [first, count], {encoding: 'utf8', maxBuffer: 1 << 28}).split('\0');
  const made: Pair[] = [];
  for (let i = 0; i + 2 < texts.length; i += 3) {
    made.push({vertex: texts[i]!, fragment: texts[i + 1]!, report: texts[i + 2]!});
  }
  return made;
}

const none = (): number => 0;

/** Functions for whatever a module imports: none of them is called here. */
function imports(module: WebAssembly.Module): WebAssembly.Imports {
  const made: {[name: string]: {[name: string]: WebAssembly.ImportValue}} = {};
  for (const {module: from, name} of WebAssembly.Module.imports(module)) (made[from] ??= {})[name] = none;
  return made;
}

interface TwinExports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  twin_alloc(bytes: number): number;
  twin_report(vertex: number, fragment: number): number;
}

/** Hash64 of cpp/support/hash.h, as the reports print it. */
function hashOf(bytes: Uint8Array): string {
  const mask = (1n << 64n) - 1n;
  let state = 0xcbf29ce484222325n;
  for (const byte of bytes) state = ((state ^ BigInt(byte)) * 0x100000001b3n) & mask;
  state = ((state ^ (state >> 33n)) * 0xff51afd7ed558ccdn) & mask;
  state = ((state ^ (state >> 33n)) * 0xc4ceb9fe1a85ec53n) & mask;
  return (state ^ (state >> 33n)).toString(16).padStart(16, '0');
}

const lines = (report: string): Map<string, string> =>
  new Map(
    report
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

const skip = fs.existsSync(native) ? false : `${native} is not built`;

test(
  'the interpreter and the compiler give in wasm what they give natively, to the bit',
  {
    skip: skip || (fs.existsSync(wasm) ? false : `${wasm} is not built`),
  },
  () => {
    const module = new WebAssembly.Module(fs.readFileSync(wasm));
    const twin = new WebAssembly.Instance(module, imports(module)).exports as unknown as TwinExports;
    twin._initialize();
    const put = (text: string): number => {
      const bytes = encoder.encode(`${text}\0`);
      const at = twin.twin_alloc(bytes.length);
      new Uint8Array(twin.memory.buffer).set(bytes, at);
      return at;
    };
    const made = pairs();
    assert(made.length === Number(count));
    for (const [i, {vertex, fragment, report}] of made.entries()) {
      assert.match(report, /\nvalues1 /, vertex + fragment + report);
      const at = twin.twin_report(put(vertex), put(fragment));
      const heap = new Uint8Array(twin.memory.buffer);
      const got = decoder.decode(heap.subarray(at, heap.indexOf(0, at)));
      assert.equal(got, report, `seed ${Number(first) + i}\n${vertex}\n${fragment}`);
    }
  },
);

test('the compiler in the core makes the bytes that it makes natively', {skip}, () => {
  const module = coreModule();
  const core = new WebAssembly.Instance(module, imports(module)).exports as unknown as CompilerExports;
  core._initialize();
  const withBytes = (bytes: Uint8Array, call: (at: number) => number): number => {
    const at = core.wasm_alloc(Math.max(bytes.length, 1));
    new Uint8Array(core.memory.buffer).set(bytes, at);
    const result = call(at);
    core.wasm_free(at);
    return result;
  };
  const payload = (at: number): Uint8Array => {
    assert.notEqual(at, 0);
    return new Uint8Array(core.memory.buffer, at, new DataView(core.memory.buffer).getUint32(at - 16, true));
  };
  const handleAt = (at: number): number => new DataView(core.memory.buffer).getUint32(at, true);
  const compile = (stage: number, source: string): number => {
    const bytes = encoder.encode(source);
    return handleAt(withBytes(bytes, (at) => core.compiler_compile(stage, at, bytes.length, 2, 0)));
  };
  for (const [i, {vertex, fragment, report}] of pairs().entries()) {
    const expected = lines(report);
    const shaders = [compile(0, vertex), compile(1, fragment)] as const;
    const options = bytesOf(expected.get('options')!);
    const program = handleAt(withBytes(options, (at) => core.compiler_link(...shaders, at, options.length)));
    const where = `seed ${Number(first) + i}\n${vertex}\n${fragment}`;
    for (const stage of [0, 1]) {
      assert.equal(hashOf(payload(core.compiler_text(program, stage))), expected.get(`ir${stage}`), where);
      const key = bytesOf(expected.get(stage === 0 ? 'vertexKey' : 'fragmentKey')!);
      const routine = withBytes(key, (at) => core.compiler_routine(program, stage, at, key.length));
      assert.equal(hashOf(payload(routine)), expected.get(`routine${stage}`), where);
      const main = core.compiler_routine(program, stage + 2, 0, 0);
      assert.equal(hashOf(payload(main)), expected.get(`main${stage + 2}`), where);
    }
    core.compiler_release_program(program);
    for (const shader of shaders) core.compiler_release_shader(shader);
  }
});
