// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What compiling takes: at most 64 MiB, and 200 times the source.

import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {coreModule} from '../testing/contexts.ts';
import {setClock} from './clock.ts';
import {Compiler} from './compiler.ts';

const kHead = '#version 300 es\nprecision highp float; out vec4 o; uniform int k;\n';
const range = (count: number, line: (i: number) => string): string =>
  Array.from({length: count}, (_, i) => line(i)).join('');

const kDense: {readonly [name: string]: string} = {
  loops: `${kHead}void main() { o = vec4(0);\n${range(2048, (i) => (i % 2 ? 'do o.x += 1.0; while (o.x < 2.0);\n' : 'for (; o.x < 1.0;) o.x++;\n'))}}`,
  labels: `${kHead}void main() { o = vec4(0); switch (k) {\n${range(5000, (i) => `case ${i}: o.x += 1.0; break;\n`)}} }`,
  branches: `${kHead}void main() { o = vec4(0);\n${range(5000, (i) => `if (o.x > ${i}.0) o.y = cos(o.x);\n`)}}`,
};

function compile(compiler: Compiler, source: string): number {
  return new DataView(compiler.compile(1, new TextEncoder().encode(source), 2, 0).buffer).getUint32(0, true);
}

for (const [name, source] of Object.entries(kDense)) {
  test(`memory of compiling many ${name}`, () => {
    const compiler = new Compiler(coreModule());
    assert.notEqual(compile(compiler, source), 0);
    const most = 64 * 2 ** 20 + 200 * source.length;
    assert.ok(compiler.memoryBytes > 0 && compiler.memoryBytes <= most, `${compiler.memoryBytes} of ${most}`);
  });
}

test('a compiler that has grown gives its memory back, also when nothing is compiled afterwards', () => {
  mock.timers.enable({apis: ['setTimeout']});
  let time = 100_000;
  setClock(() => time);
  try {
    const compiler = new Compiler(coreModule(), 16.5 * 2 ** 20); // half a MiB more than it begins with
    assert.notEqual(compile(compiler, kDense['loops']!), 0);
    assert.equal(compiler.memoryBytes, 0, 'at once');
    assert.notEqual(compile(compiler, `${kDense['loops']!}\n`), 0);
    assert.ok(compiler.memoryBytes > 0, 'but not each time');
    time += 5001;
    mock.timers.tick(5001);
    assert.equal(compiler.memoryBytes, 0, 'five seconds later');
  } finally {
    mock.timers.reset();
    setClock(null);
  }
});
