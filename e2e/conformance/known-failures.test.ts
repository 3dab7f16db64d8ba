// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {expect, test} from '@playwright/test';
import {compare, updated} from './known-failures.ts';
import type {Result, Status} from './runner.ts';
import {injectHead} from './server.ts';

const result = (status: Status): Result => ({status, passed: 1, failed: 0, skipped: 0, ms: 1, messages: ['said']});

test('an unlisted failure and a listed pass both differ; a page that was not run does not', () => {
  const results = {
    'a.html': result('fail'),
    'b.html': result('pass'),
    'c.html': result('timeout'),
    'd.html': result('pass'),
  };
  const known = {'b.html': 'cause', 'c.html': 'cause', 'e.html': 'cause'};
  expect(compare(results, known)).toEqual({unexpected: ['a.html'], mended: ['b.html']});
  expect(updated(results, known)).toEqual({'a.html': 'fail: said', 'c.html': 'cause', 'e.html': 'cause'});
});

test('the snippet goes into the real head', () => {
  expect(injectHead('<!doctype html><!-- <head> --><html><head a="b"><title>', 'X')).toBe(
    '<!doctype html><!-- <head> --><html><head a="b">X<title>',
  );
  expect(injectHead('<!DOCTYPE html><canvas>', 'X')).toBe('<!DOCTYPE html>X<canvas>');
  expect(injectHead('<canvas>', 'X')).toBe('X<canvas>');
});
