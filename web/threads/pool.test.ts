// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import type {ThreadMessage} from './messages.ts';
import {ThreadPool} from './pool.ts';

const module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

class FakeThread {
  readonly messages: ThreadMessage[] = [];
  ended = false;
  readonly gone: (why: string) => void;
  constructor(gone: (why: string) => void) {
    this.gone = gone;
  }
  post(message: ThreadMessage): void {
    this.messages.push(message);
  }
  end(): void {
    this.ended = true;
  }
  get kinds(): string[] {
    return this.messages.map(({kind}) => kind);
  }
}

function makePool(): {pool: ThreadPool; threads: FakeThread[]} {
  const threads: FakeThread[] = [];
  const pool = new ThreadPool(
    () => module,
    (gone) => {
      const thread = new FakeThread(gone);
      threads.push(thread);
      return thread;
    },
  );
  return {pool, threads};
}

test('no thread starts before a context wants it, and all end with the last context', () => {
  const {pool, threads} = makePool();
  const first = pool.source(3, false).open();
  const second = pool.source(2, false).open();
  assert.equal(threads.length, 0);
  first.start([16, 32], 8);
  second.start([16], 8);
  assert.equal(threads.length, 2, 'contexts share them');
  assert.deepEqual(threads[0]!.kinds, ['start', 'context', 'context']);
  assert.deepEqual(threads[1]!.kinds, ['start', 'context'], 'a context of two threads is no business of a third one');
  first.drop();
  assert.deepEqual(threads[1]!.kinds, ['start', 'context', 'drop']);
  assert.ok(!threads[0]!.ended);
  second.drop();
  assert.ok(threads.every(({ended}) => ended));
});

test('routines that were made before the threads came are sent along, and those that are gone are counted', () => {
  const {pool, threads} = makePool();
  const context = pool.source(2, false).open();
  for (const slot of [5, 6, 5]) context.addRoutine(slot, module);
  context.start([16], 8);
  context.addRoutine(7, module);
  const [, opened, ...routines] = threads[0]!.messages;
  assert.ok(opened?.kind === 'context' && opened.routines === 1);
  assert.deepEqual(
    routines.map((message) => message.kind === 'routine' && message.slot),
    [5, 6, 7],
  );
});

test('setters on Array.prototype stop no thread', () => {
  const {pool, threads} = makePool();
  const context = pool.source(3, false).open();
  const stacks = [16, 32];
  const messages = (index: number): ThreadMessage[] => [...threads[index]!.messages];
  for (let i = 0; i < 4; ++i) {
    Object.defineProperty(Array.prototype, i, {
      set(value: unknown) {
        // Only what the test's own lists add.
        Object.defineProperty(this, i, {value, writable: true, enumerable: true, configurable: true});
        if (!threads.includes(value as FakeThread) && !(value as ThreadMessage).kind) throw new Error('seen');
      },
      configurable: true,
    });
  }
  try {
    context.addRoutine(5, module);
    context.start(stacks, 8);
    context.addRoutine(6, module);
  } finally {
    for (let i = 0; i < 4; ++i) delete (Array.prototype as unknown as {[index: number]: unknown})[i];
  }
  for (const index of [0, 1]) {
    assert.deepEqual(
      messages(index).map(({kind}) => kind),
      ['start', 'context', 'routine', 'routine'],
    );
  }
});

test('a thread that ends by itself is told of, and replaced for the next context', () => {
  const {pool, threads} = makePool();
  const lost: number[] = [];
  const context = pool.source(3, false).open();
  context.lost = (thread) => lost.push(thread);
  context.start([16, 32], 8);
  threads[1]!.gone('out of memory');
  threads[1]!.gone('and once more');
  assert.deepEqual(lost, [2]);
  assert.equal(context.trouble, 'out of memory');
  context.addRoutine(5, module);
  assert.deepEqual(threads[1]!.kinds, ['start', 'context'], 'it is sent nothing more');
  const next = pool.source(3, false).open();
  next.start([16, 32], 8);
  assert.equal(threads.length, 3);
  assert.deepEqual(threads[2]!.kinds, ['start', 'context']);
  assert.equal(next.trouble, '');
  threads[1]!.gone('late');
  assert.deepEqual(lost, [2]);
});

test('where threads cannot be had the context is told why, and goes on', () => {
  const pool = new ThreadPool(
    () => module,
    () => {
      throw new Error('SecurityError');
    },
  );
  const context = pool.source(2, true).open();
  context.start([16], 8);
  context.addRoutine(5, module);
  assert.match(context.trouble, /SecurityError/);
  context.drop();
});
