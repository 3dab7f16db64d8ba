// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {Allocator} from '../allocator.ts';
import {Generator, GeneratorModule} from './generator.ts';

/** The module's numbers in JavaScript: the twin. */
function twin(n: number): () => number {
  let [x, y, z, w] = [n, Math.imul(n, 0x9e3779b1), n ^ 0x85ebca6b, 0xc2b2ae35 | 0];
  return () => {
    let t = w;
    w = z;
    z = y;
    y = x;
    t ^= t << 11;
    t ^= t >>> 8;
    return (x = t ^ x ^ (x >>> 19));
  };
}

test('generators do not disturb each other, alone or by scratch', () => {
  const allocator = new Allocator({maximum: 16});
  const module = new GeneratorModule(allocator);
  const generators = [new Generator(module, 7), new Generator(module, -5)];
  const twins = [twin(7), twin(-5)];
  for (let n = 0; n < 300; ++n) {
    for (const i of [0, 1]) assert.equal(generators[i]!.next(), twins[i]!());
  }
  assert.deepEqual([...generators[1]!.take(1000)], Array.from({length: 1000}, twins[1]!));
  assert.equal(module.calls, 1600);
});

test('what sat behind comes back: instance, memory, global and table go on', () => {
  const allocator = new Allocator({maximum: 16});
  const module = new GeneratorModule(allocator);
  const large = allocator.malloc(500_000);
  const generator = new Generator(module, 9);
  const expected = twin(9);
  module.shape = 'positive';
  assert.equal(generator.next(), expected() >>> 1);
  const sizes: number[] = [];
  allocator.on('resize', ({info}) => sizes.push(info.newSize));
  allocator.free(large);
  assert.equal(allocator.trim(), false); // the generator sits behind
  const {exports} = module;
  const late = allocator.malloc(400_000);
  const far = allocator.malloc(300_000);
  allocator.free(far);
  allocator.free(late);
  assert.equal(allocator.trim(), true);
  assert.notEqual(module.exports, exports);
  assert.equal(generator.next(), expected() >>> 1);
  assert.equal(module.calls, 2);
  assert.ok(sizes.at(-1)! < sizes[0]!);
});

test('data segments that an instance writes again do not bring old bytes back', () => {
  const allocator = new Allocator({start: 32, maximum: 16}); // behind the module's segment
  const module = new GeneratorModule(allocator);
  assert.deepEqual([...new Uint32Array(allocator.buffer, 16, 4)], [1, 2, 3, 4]);
  module.exports.seed(16, 5);
  const expected = twin(5);
  const table = allocator.malloc(1024);
  assert.equal(module.exports.rand(16, table), expected());
  allocator.free(allocator.malloc(200_000));
  assert.equal(allocator.trim(), true);
  assert.equal(module.exports.rand(16, table), expected());
});

test('the document shows this code', () => {
  const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
  const [shown] = /```ts\n(export class GeneratorModule [^]*?)```/.exec(read('../../../docs/alloc.md'))!.slice(1);
  const source = read('generator.ts');
  assert.equal(shown, source.slice(source.indexOf('/** The module over')).replace(/^.*\n/, ''));
});

test('and its words are true', () => {
  const allocator = new Allocator({maximum: 16});
  const generator = new Generator(new GeneratorModule(allocator), 9);
  const sizes: number[] = [];
  allocator.on('resize', ({info}) => sizes.push(info.newSize));
  const expected = twin(9);
  assert.deepEqual([...generator.take(100_000)], Array.from({length: 100_000}, expected));
  allocator.alloc(1);
  assert.equal(allocator.trim(), true);
  assert.equal(generator.next(), expected());
  assert.equal(sizes.length, 2);
  assert.ok(sizes[1]! < sizes[0]!);
});
