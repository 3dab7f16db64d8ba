// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {choiceFor, countNatives, decide, type NativeState} from './decide.ts';
import type {Prefer, SharedOptions} from '../options/options.ts';

const canvasWith = (softWebgl2?: string): HTMLCanvasElement =>
  ({dataset: {softWebgl2}}) as unknown as HTMLCanvasElement;

/** Runs with what would go to the console. */
function listening<T>(work: () => T): [T, string[]] {
  const lines: string[] = [];
  const error = console.error;
  console.error = (line: string) => lines.push(line);
  try {
    return [work(), lines];
  } finally {
    console.error = error;
  }
}

const none: NativeState = {natives: []};
const contexts = (...lost: boolean[]): WeakRef<WebGLRenderingContext>[] =>
  lost.map((isLost) => ({deref: () => ({isContextLost: () => isLost})}) as unknown as WeakRef<WebGLRenderingContext>);

test('the canvas wins over the page, and a function is asked with the arguments of getContext', () => {
  const asked: unknown[][] = [];
  const prefer: Prefer = (...args) => {
    asked.push(args);
    return 'hardware';
  };
  const canvas = canvasWith();
  const attributes = {alpha: false};
  const rows: [SharedOptions, HTMLCanvasElement, string][] = [
    [{}, canvas, 'auto'],
    [{prefer: 'software'}, canvas, 'software'],
    [{prefer: 'software'}, canvasWith('hardware'), 'hardware'],
    [{prefer: 'hardware'}, canvasWith('auto'), 'auto'],
    [{prefer}, canvas, 'hardware'],
    [{prefer}, canvasWith('software'), 'software'],
  ];
  for (const [options, on, choice] of rows) assert.equal(choiceFor(options, on, 'webgl2', attributes), choice);
  assert.deepEqual(asked, [[canvas, 'webgl2', attributes]]);
  assert.equal(choiceFor({prefer: 'software'}, {} as OffscreenCanvas, 'webgl2', undefined), 'software');
});

test('what is no answer is told once and left out', () => {
  const [choices, lines] = listening(() => [
    choiceFor({prefer: 'software'}, canvasWith('gpu'), 'webgl2', null),
    choiceFor({prefer: 'software'}, canvasWith('gpu'), 'webgl2', null),
    choiceFor({prefer: () => 'fastest' as 'auto'}, canvasWith(), 'webgl2', null),
    choiceFor({prefer: () => assert.fail('of the page')}, canvasWith(), 'webgl2', null),
  ]);
  assert.deepEqual(choices, ['software', 'software', 'auto', 'auto']);
  assert.equal(lines.length, 3);
  assert.match(lines.join('\n'), /data-soft-webgl2 cannot be 'gpu'[^]*fastest[^]*of the page/);
});

test('auto asks the browser first where it may have WebGL', () => {
  assert.equal(decide({}, 'auto', 2, none), null);
  assert.equal(decide({}, 'auto', 2, {...none, nativeWorks: true}), null);
  assert.equal(decide({}, 'auto', 2, {...none, nativeWorks: false}), 'no-webgl');
  assert.equal(decide({}, 'auto', 1, {...none, nativeWorks: false}), null);
  for (const version of [1, 2] as const) {
    assert.equal(decide({}, 'auto', version, {...none, nativeWorks: false, nativeIsReplaced: true}), 'native-software');
  }
});

test('software and hardware ask nobody', () => {
  const missing: NativeState = {...none, nativeWorks: false};
  assert.equal(decide({}, 'software', 2, {...none, nativeWorks: true}), 'asked-for');
  assert.equal(decide({maxNativeContexts: 0}, 'hardware', 2, missing), null);
});

test('beyond maxNativeContexts contexts are ours; lost and collected ones do not count', () => {
  const state: NativeState = {nativeWorks: true, natives: contexts(false, true, false)};
  assert.equal(decide({maxNativeContexts: 2}, 'auto', 2, state), 'too-many-contexts');
  assert.equal(decide({maxNativeContexts: 3}, 'auto', 2, state), null);
  assert.equal(decide({}, 'auto', 1, state), null);
  assert.equal(countNatives({natives: [...contexts(false), {deref: () => undefined} as never]}), 1);
});
