// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {framesOf, mergeManifests, parseManifest, parseShard, type Manifest} from './manifest.ts';

test('shares cover all frames once, and differ by one at most', () => {
  for (const frames of [1, 7, 100]) {
    for (const count of [1, 2, 3, 8]) {
      const shares = Array.from({length: count}, (_, i) => framesOf(frames, {index: i + 1, count}));
      assert.deepEqual(
        shares.flat(),
        Array.from({length: frames}, (_, i) => i),
      );
      const sizes = shares.map(({length}) => length);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
    }
  }
});

test('a share is one of as many', () => {
  assert.deepEqual(parseShard('2/8'), {index: 2, count: 8});
  for (const text of ['0/2', '3/2', '1', 'a/b', '1/2/3']) assert.throws(() => parseShard(text), /as in 2\/8/);
});

const manifest = (hashes: Manifest['hashes'], more: Partial<Manifest> = {}): Manifest => ({
  ...{renderer: 'r', scene: 's', width: 1, height: 1, frames: 4, fps: 60, hashes},
  ...more,
});
const merge = (...parts: Manifest[]) => mergeManifests(parts.map((part, i) => ({file: `${i}.json`, manifest: part})));

test('manifests of one run are joined', () => {
  const {merged, complaints} = merge(manifest({0: 'a', 1: 'b'}), manifest({2: 'c', 3: 'd', 1: 'b'}));
  assert.deepEqual(complaints, []);
  assert.deepEqual(merged.hashes, {0: 'a', 1: 'b', 2: 'c', 3: 'd'});
});

test('what does not fit is named: another renderer, another picture, frames that nobody drew', () => {
  const {complaints} = merge(manifest({0: 'a', 1: 'b'}), manifest({1: 'x'}, {renderer: 'other'}));
  assert.deepEqual(complaints, [
    '1.json: renderer is other, and r in 0.json',
    'frame 1 is another picture in 1.json than in 0.json',
    'frames 2-3 of 4 are missing',
  ]);
});

test('a file that is no manifest says so', () => {
  assert.throws(() => parseManifest('{', 'a.json'), /a\.json is no manifest: it is no JSON/);
  assert.throws(() => parseManifest('{}', 'a.json'), /has no 'renderer'/);
});
