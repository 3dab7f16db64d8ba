// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {warnings} from './say.ts';
import {scriptOptions} from './script-options.ts';

const global = globalThis as {softWebgl2Options?: object};
const tag = (dataset: {[name: string]: string}): HTMLScriptElement => ({dataset}) as unknown as HTMLScriptElement;

test('the tag wins over the global scope, and what is no value of its option is left out and told', (context) => {
  context.mock.method(console, 'error', () => undefined);
  const prefer = (): 'auto' => 'auto';
  global.softWebgl2Options = {prefer, nativeSoftware: 'replace', maxNativeContexts: NaN, wasmUrl: 'core.wasm'};
  assert.deepEqual(scriptOptions(), {prefer, nativeSoftware: 'replace', wasmUrl: 'core.wasm'});
  assert.deepEqual(
    scriptOptions(tag({nativeSoftware: 'drop', maxNativeContexts: '3', webgl1: 'false', cfasync: '1'})),
    {
      prefer,
      maxNativeContexts: '3',
      webgl1: false,
      wasmUrl: 'core.wasm',
    },
  );
  assert.deepEqual(warnings, ["maxNativeContexts cannot be 'NaN'", "nativeSoftware cannot be 'drop'"]);
  delete global.softWebgl2Options;
  assert.deepEqual(scriptOptions(null), {});
});
