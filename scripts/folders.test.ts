// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {compareLibraries, folderGraph, parseLibraries, withoutDetours} from './folders.ts';
import {circles} from './lint.ts';

const kCmake = `
sw_library(support support)
sw_library(shader_ir shader/ir DEPENDS sw_support TEST_DEPENDS
  sw_testing)
sw_library(draw draw DEPENDS sw_shader_ir sw_support sw_foreign)  # a comment
sw_library(testing testing)
sw_program(prints tools SOURCES prints.cpp DEPENDS sw_draw)
sw_program(counts tools SOURCES counts.cpp DEPENDS sw_draw
  sw_support)
`;

const kIncludes = new Map([
  ['support/a.h', []],
  ['shader/ir/ir.h', ['support/a.h']],
  ['shader/ir/ir_test.cpp', ['shader/ir/ir.h', 'testing/t.h']],
  ['draw/d.h', ['shader/ir/ir.h']],
  ['draw/d.cpp', ['draw/d.h', 'support/a.h']],
  ['testing/t.h', []],
  ['tools/prints.cpp', ['draw/d.h']],
  ['tools/counts.cpp', ['draw/d.h', 'support/a.h']],
]);

test('the libraries of a CMakeLists.txt are read in its order, and those of a folder together', () => {
  const none = {depends: [], testDepends: [], foreign: []};
  assert.deepEqual(parseLibraries(kCmake), [
    {...none, name: 'sw_support', folder: 'support'},
    {...none, name: 'sw_shader_ir', folder: 'shader/ir', depends: ['support'], testDepends: ['testing']},
    {...none, name: 'sw_draw', folder: 'draw', depends: ['shader/ir', 'support'], foreign: ['sw_foreign']},
    {...none, name: 'sw_testing', folder: 'testing'},
    {...none, name: 'sw_prints', folder: 'tools', depends: ['draw', 'support']},
  ]);
});

test('libraries that are as the includes are draw no complaint', () => {
  assert.deepEqual(compareLibraries(parseLibraries(kCmake), kIncludes), []);
});

/** What is wrong once these files are added. */
function complaintsWith(files: Readonly<Record<string, string[]>>): string[] {
  return compareLibraries(parseLibraries(kCmake), new Map([...kIncludes, ...Object.entries(files)]));
}

test('an include against the flow is named, and so is each that no library declares', () => {
  assert.deepEqual(complaintsWith({'support/b.h': ['draw/d.h']}), [
    'against the flow: support/b.h includes draw/d.h',
    'support does not depend on draw, but support/b.h includes draw/d.h',
  ]);
  assert.deepEqual(complaintsWith({'draw/d_test.cpp': ['testing/t.h']}), [
    'tests of draw do not depend on testing, but draw/d_test.cpp includes testing/t.h',
  ]);
});

test('a folder without a library is named, and a dependence that nothing uses', () => {
  assert.deepEqual(complaintsWith({'merge/m.h': []}), ['cpp/merge is no library of CMakeLists.txt']);
  assert.deepEqual(complaintsWith({'shader/ir/ir.h': []}), [
    'shader/ir depends on support, but includes nothing of it',
  ]);
  assert.deepEqual(complaintsWith({'shader/ir/ir_test.cpp': []}), [
    'tests of shader/ir depend on testing, but include nothing of it',
  ]);
});

test('folders may be in a circle at one depth and in none at another', () => {
  const includes = new Map([
    ['shader/ir/ir.h', ['draw/layout.h']],
    ['shader/codegen/c.h', []],
    ['draw/layout.h', []],
    ['draw/d.h', ['shader/codegen/c.h']],
    ['draw/a/a.h', []],
  ]);
  const circlesAt = (depth: number): string[] =>
    circles(new Map([...folderGraph(includes, depth)].map(([from, to]) => [from, [...to.keys()]])));
  assert.deepEqual(circlesAt(1), ['shader -> draw -> shader']);
  assert.deepEqual(circlesAt(2), []);
});

test('the picture leaves out what follows from other arrows', () => {
  const edges = new Map([
    ['abi', ['gl', 'draw', 'support']],
    ['gl', ['draw', 'support']],
    ['draw', ['support']],
  ]);
  assert.deepEqual(withoutDetours(edges), [
    ['abi', 'gl'],
    ['gl', 'draw'],
    ['draw', 'support'],
  ]);
});
