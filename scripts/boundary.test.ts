// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import {boundaryFile, makeBoundary, parseConstant, parseEnum, parseImports, parseRecord} from './boundary.ts';

test('web/loader/boundary.ts is what the source says', async () => {
  const text = fs.readFileSync(boundaryFile, 'utf8');
  assert.equal(text, await makeBoundary(), 'stale: node --import tsx scripts/exports.ts --write');
});

test('an enumeration is read with the numbers that C++ gives it', () => {
  const source = 'enum Other : uint8_t { A };\nenum class Kind : uint8_t {\n  A = 1,  // b, c\n  B,\n  D = 8, E };';
  assert.deepEqual(Object.fromEntries(parseEnum(source, 'Kind')), {A: 1, B: 2, D: 8, E: 9});
  assert.throws(() => parseEnum(source, 'Kin'), /no enumeration Kin/);
  assert.throws(() => parseEnum('enum Kind : int { A = 1 << 3 };', 'Kind'), /A = 1 << 3/);
});

test('a constant is read where it is a plain number', () => {
  assert.equal(parseConstant('inline constexpr uint32_t kMost = 16;  // threads', 'kMost'), 16);
  assert.throws(() => parseConstant('constexpr uint32_t kMost = 2 * kLeast;', 'kMost'), /kMost/);
});

test('fields of a struct lie where C++ puts them', () => {
  const source = `struct Kind {
  uint32_t a = 0, b = 0;  // c, d
  int32_t e;
  double f, g;
  uint32_t h = 0;
  uint64_t sum() const { return uint64_t(a) * b; }
};`;
  assert.deepEqual(Object.fromEntries(parseRecord(source, 'Kind')), {a: 0, b: 4, e: 8, f: 16, g: 24, h: 32, bytes: 40});
  assert.throws(() => parseRecord(source, 'Kin'), /no struct Kin/);
  assert.throws(() => parseRecord('struct Kind {\n  Ref<int> a;\n};', 'Kind'), /Kind/);
  assert.throws(() => parseRecord('struct Kind {\n  uint8_t a;\n};', 'Kind'), /uint8_t a/);
});

test('an import is read as exports are', () => {
  const source = 'SW_IMPORT(host_a)\nint64_t a(uint32_t stage, const char* text);\nSW_IMPORT(host_b) void* b();';
  assert.deepEqual(
    parseImports('a.h', source).map(({name, parameters, result}) => [name, parameters.map(({type}) => type), result]),
    [
      ['host_a', ['u32', 'ptr'], 'i64'],
      ['host_b', [], 'ptr'],
    ],
  );
});
