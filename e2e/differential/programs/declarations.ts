// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Declarations: every place, times qualifiers, types, declarators and initialisers, right ones and wrong ones.

import type {Random} from '../../random.ts';
import {type Stage, literal, oneStage, samplersOf, typesOf} from './glsl.ts';
import type {Language, Program} from './program.ts';

const storage100 = ['const', 'uniform', 'attribute', 'varying', 'in', 'out', 'inout'];
const storage300 = ['const', 'uniform', 'in', 'out', 'inout', 'attribute', 'varying'];
const others = ['flat', 'smooth', 'centroid', 'invariant'];
const precisions = ['highp', 'mediump', 'lowp'];
const layouts = [
  'layout(location = 0)',
  'layout(location = 1)',
  'layout(location = 40)',
  'layout(location = -1)',
  'layout(std140)',
  'layout(row_major)',
  'layout(column_major)',
  'layout(std140, row_major)',
  'layout(shared)',
  'layout(location = 0, location = 1)',
  'layout(row_major, column_major)',
  'layout()',
  'layout(nonsense)',
  'layout(binding = 0)',
  'layout(location)',
];

function qualifiers(random: Random, language: Language, wantStorage: boolean): string {
  const words: string[] = [];
  const storage = language === 300 ? storage300 : storage100;
  if (wantStorage) words.push(random.pick(storage));
  if (random.chance(0.05)) words.push(random.pick(storage));
  while (random.chance(0.12)) words.push(random.pick(others));
  if (random.chance(language === 300 ? 0.12 : 0.03)) words.push(random.pick(layouts));
  if (random.chance(0.03)) words.push(random.pick(layouts));
  if (random.chance(0.25)) words.push(random.pick(precisions));
  const order = ['layout', 'invariant', 'flat', 'smooth', 'centroid', 'const', 'in', 'out', 'uniform', 'highp'];
  const rank = (word: string): number => {
    const at = order.findIndex((start) => word.startsWith(start));
    return at < 0 ? 8 : at;
  };
  const sorted = random.chance(0.85) ? words.sort((a, b) => rank(a) - rank(b)) : random.shuffle(words);
  return sorted.map((word) => `${word} `).join('');
}

function typeName(random: Random, language: Language): string {
  const odd = ['void', 'S', 'struct {float a;}', 'struct T {float a;}', 'samplerExternalOES', 'sampler1D', 'double'];
  const choice = random.int(20);
  if (choice < 14) return random.pick(typesOf(language));
  if (choice < 16) return random.pick(samplersOf(language));
  return choice < 18 ? 'S' : random.pick([...odd, 'uint', 'mat2x3']);
}

const oddSizes = ['2', '3', '1', '', '0', '-1', 'N', 'N + 1', 'n', '2u', '1.5', 'true', '2][2', 'int(2.5)', 'u'];

const sizeOf = (random: Random): string => (random.chance(0.5) ? '2' : random.pick(oddSizes));

function declarator(random: Random, language: Language, type: string, name: string): string {
  let text = name;
  if (random.chance(0.25)) text += `[${sizeOf(random)}]`;
  const wantsValue = random.chance(0.2);
  if (!wantsValue) return text;
  const plain = typesOf(language).includes(type) ? type : 'float';
  const values = [
    ...Array.from({length: 8}, () => literal(random, plain)),
    literal(random, random.pick(typesOf(language))),
    'n',
    'u',
    'N',
    'S(1.)',
    'gl_MaxDrawBuffers',
    `${plain}[2](${literal(random, plain)}, ${literal(random, plain)})`,
    `${plain}[](${literal(random, plain)}, ${literal(random, plain)})`,
    `{${literal(random, plain)}}`,
    `${plain}()`,
  ];
  return `${text} = ${random.pick(values)}`;
}

function declaration(random: Random, language: Language, storageLikely: number): string {
  const type = typeName(random, language);
  const arrayType = random.chance(0.08) ? `${type}[${sizeOf(random)}]` : type;
  const names = random.chance(0.15) ? ['x', 'y'] : ['x'];
  const list = random.chance(0.03) ? '' : names.map((name) => declarator(random, language, type, name)).join(', ');
  return `${qualifiers(random, language, random.chance(storageLikely))}${arrayType} ${list}`.trim();
}

function blockText(random: Random, language: Language): string {
  const members = Array.from({length: 1 + random.int(3)}, (_, i) => {
    const words = random.chance(0.3) ? `${random.pick([...layouts, ...precisions, 'uniform', 'flat', 'in'])} ` : '';
    return `${words}${typeName(random, language)} m${i}${random.chance(0.2) ? `[${sizeOf(random)}]` : ''};`;
  });
  const instance = random.pick(['', ' b', ' b[2]', ' b[]', ' b[0]', ' m0', ' B', ' b, c']);
  const words = qualifiers(random, language, false);
  return `${words}${random.pick(['uniform', 'uniform', 'uniform', 'in', 'out', ''])} B {${members.join(' ')}}${instance};`;
}

const precisionStatements = [
  'precision highp float;',
  'precision mediump int;',
  'precision lowp sampler2D;',
  'precision highp vec2;',
  'precision highp bool;',
  'precision highp uint;',
  'precision float;',
  'precision highp;',
  'precision highp float x;',
  'precision highp float[2];',
  'precision highp S;',
];
const redeclarations = [
  'invariant v;',
  'invariant gl_Position;',
  'invariant gl_FragCoord;',
  'invariant gl_PointCoord;',
  'invariant gl_PointSize;',
  'invariant gl_FragColor;',
  'invariant n;',
  'invariant v, w;',
  'invariant x;',
  'centroid v;',
  'flat v;',
  'uniform;',
  'const;',
  ';',
  'layout(std140) uniform;',
  'layout(row_major) uniform;',
  'layout(location = 0) out;',
  'layout(std140) in;',
  'in out float x;',
  'struct Q {float a;} q;',
  'struct Q {float a, b[2]; vec3[2] c;};',
  'struct Q {};',
  'struct Q {float a = 1.;};',
  'struct Q {const float a;};',
  'struct Q {uniform float a;};',
  'struct Q {struct R {float b;} r;};',
  'struct Q {float a; float a;};',
  'struct Q {Q q;};',
  'struct {float a;};',
  'struct Q {sampler2D s;};',
  'struct Q {highp float a; lowp int b;};',
  'const struct Q {float a;} q = Q(1.);',
  'uniform struct {float a;} q;',
  'float;',
  'uniform float;',
  'highp float;',
  'float f(float a[2]);',
  'float f(float[2] a);',
  'float f(float[2] a) {return a[1];}',
  'float[2] f() {return float[2](1., 2.);}',
  'float f(void) {return 1.;}',
  'float f(void, float a);',
  'float f(void a);',
  'float f(const in float a);',
  'float f(in const float a);',
  'float f(const out float a);',
  'float f(in out float a);',
  'float f(inout in float a);',
  'float f(uniform float a);',
  'float f(highp in float a);',
  'float f(in highp float a);',
  'float f(lowp float a) {return a;} float f(highp float a) {return a;}',
  'float f(float a); int f(float a);',
  'float f(in float a); float f(out float a);',
  'float f(float a, float a) {return a;}',
  'float f(float) {return 1.;}',
  'float f(struct Q {float a;} q);',
  'float f(S s) {return s.a;}',
  'S f() {return S(1.);}',
  'const float f() {return 1.;}',
  'highp float f() {return 1.;}',
  'uniform float f();',
  'flat float f();',
  'invariant float f();',
  'sampler2D f();',
  'float f(sampler2D s) {return 1.;}',
  'float f(out sampler2D s);',
  'float f() {float f = 1.; return f;}',
  'float f(float f) {return f;}',
  'void f() {return 1.;}',
  'float f() {return;}',
  'float f() {}',
  'float f() {return 1;}',
  'void f() {} void f() {}',
  'void f(); void f(); void f() {}',
  'void main();',
  'int main() {return 1;}',
  'void main(float a) {}',
  'float f; void f() {}',
  'void f() {} float f;',
  'void f() {} float f[2];',
  'void f() {} struct f {float a;};',
  'struct f {float a;}; void f() {}',
];

export function declarations(random: Random, language: Language): Program {
  const stage: Stage = random.pick(['vertex', 'fragment']);
  const globals: string[] = [];
  const body: string[] = [];
  if (random.chance(0.9)) globals.push('struct S {float a;};');
  globals.push('const int N = 2;', 'int n;', 'uniform int u;');
  if (stage === 'vertex') globals.push(language === 300 ? 'out vec2 v;' : 'varying vec2 v;');
  else if (language === 300) globals.push('in vec2 w;');
  const use = random.chance(0.6) ? '' : random.pick(['x;', 'x = x;', 'x[0];', 'x.a;', 'float(x);', 'y;']);
  switch (random.int(10)) {
    case 0:
    case 1:
    case 2:
      globals.push(`${declaration(random, language, 0.7)};`);
      body.push(use);
      break;
    case 3:
      body.push(`${declaration(random, language, 0.2)};`, use);
      break;
    case 4:
      globals.push(`float f(${declaration(random, language, 0.5)}${random.pick(['', ', float b'])}) {`);
      globals.push(use, 'return 1.;', '}');
      break;
    case 5:
      globals.push(`float f(${declaration(random, language, 0.5)});`);
      break;
    case 6:
      globals.push(`struct Q {${declaration(random, language, 0.1)};};`, 'Q q;');
      break;
    case 7:
      body.push(`${random.pick(['for', 'while', 'if'])} (${declaration(random, language, 0.05)}`);
      body[0] += body[0]!.startsWith('for')
        ? `; ${random.pick(['', 'true', 'x', 'n < 2', 'x < 2'])}; ) break;`
        : ') {}';
      break;
    case 8:
      if (language === 300) globals.push(blockText(random, language));
      else globals.push(`${declaration(random, language, 0.7)};`);
      body.push(random.pick(['', 'm0;', 'b.m0;', 'b[0].m0;', 'b;', 'B;']));
      break;
    default: {
      const text = random.pick([...redeclarations, ...precisionStatements]);
      (random.chance(0.75) ? globals : body).push(text);
    }
  }
  return oneStage(language, stage, {globals, body: body.filter((line) => line !== '')});
}
