// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {checkOptions, otherOptions} from './check.ts';
import type {InstallOptions} from './options.ts';

test('every option takes what it is for', () => {
  const good: InstallOptions[] = [
    {},
    {prefer: 'auto', nativeSoftware: 'replace', failIfMajorPerformanceCaveat: 'ignore', maxNativeContexts: 0},
    {threads: 'auto'},
    {threads: 4},
    {maxCommandMs: 500, maxBytes: 2 ** 28},
    {prefer: () => 'software', maxNativeContexts: Infinity, webgl1: false, offscreen: true, workers: false},
    {scriptUrl: '/auto.js', wasmUrl: new URL('https://example.com/soft-webgl2.wasm'), prefer: undefined},
  ];
  for (const options of good) checkOptions(options);
});

test('an unknown value or name is a TypeError that says what there is', () => {
  const bad: [object, RegExp][] = [
    [{prefer: 'gpu'}, /prefer is 'auto', 'hardware', 'software' or a function, not 'gpu'/],
    [{prefer: null}, /prefer is .* not null/],
    [{nativeSoftware: 'drop'}, /'keep' or 'replace'/],
    [{failIfMajorPerformanceCaveat: true}, /'honor' or 'ignore', not true/],
    [{maxNativeContexts: -1}, /a whole number, not -1/],
    [{maxNativeContexts: 1.5}, /a whole number/],
    [{maxNativeContexts: '4'}, /a whole number, not '4'/],
    [{threads: 0}, /'auto' or a number from 1 on, not 0/],
    [{threads: '2'}, /'auto' or a number from 1 on, not '2'/],
    [{maxCommandMs: 0}, /milliseconds above 0, not 0/],
    [{maxCommandMs: '1'}, /milliseconds above 0, not '1'/],
    [{maxBytes: -1}, /bytes above 0, not -1/],
    [{webgl1: 'false'}, /true or false/],
    [{wasmModule: {}}, /WebAssembly\.Module/],
    [{prefers: 'auto'}, /no option 'prefers'; there are: prefer, /],
    [{toString: 'auto'}, /no option 'toString'/],
  ];
  for (const [options, message] of bad) {
    assert.throws(
      () => checkOptions(options as InstallOptions),
      (error: Error) => error instanceof TypeError && message.test(error.message),
    );
  }
});

test('only what a second install() asks for and would not get is another option', () => {
  assert.deepEqual(otherOptions({prefer: 'software'}, {}), []);
  assert.deepEqual(otherOptions({}, {prefer: 'auto', webgl1: true, maxNativeContexts: Infinity}), []);
  assert.deepEqual(otherOptions({prefer: 'auto'}, {prefer: 'software', webgl1: false}), ['prefer', 'webgl1']);
  const url = 'https://example.com/soft-webgl2.wasm';
  assert.deepEqual(otherOptions({wasmUrl: new URL(url)}, {wasmUrl: url}), []);
});
