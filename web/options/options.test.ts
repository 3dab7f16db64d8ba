// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {install} from '../entries/index.ts';

test('an unknown option or value is refused, with those that there are', () => {
  const given = (options: object): (() => unknown) => {
    return () => install(options);
  };
  assert.throws(given({prefr: 'software'}), /TypeError: 'prefr' is no option; there are prefer, /);
  assert.throws(given({prefer: 'softwear'}), /TypeError: prefer: 'softwear' is none of auto, hardware, software/);
  assert.throws(given({webgl1: 'no'}), /TypeError: webgl1: 'no' is none of true, false/);
  assert.equal(install({prefer: undefined, scriptUrl: 'auto.js'}).active, false);
});
