// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {install} from '../entries/index.ts';
import {sharedOptions} from './options.ts';

test('install() refuses an unknown option or value; without canvases there is nothing to install', () => {
  assert.throws(() => install({prefr: 'software'} as object), TypeError);
  assert.throws(() => install({prefer: 'softwear'} as object), TypeError);
  assert.equal(install({prefer: undefined, scriptUrl: 'auto.js'}).active, false);
});

test('functions stay in the page', () => {
  assert.deepEqual(sharedOptions({prefer: () => 'auto', maxNativeContexts: 3}), {maxNativeContexts: 3});
});
