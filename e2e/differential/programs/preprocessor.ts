// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Lines for the preprocessor, right and wrong, at the beginning of a shader and further down.

import type {Random} from '../../random.ts';
import {type Stage, oneStage} from './glsl.ts';
import type {Language, Program} from './program.ts';

const versions = [
  '#version 100',
  '#version 300 es',
  '#version 300',
  '#version 310 es',
  '#version 100 es',
  '#version 110',
  '#version',
  '#version 300 es es',
  '# version 300 es',
  ' #version 300 es',
  '#version 300 core',
  '\ufeff#version 300 es',
  '#version \\',
  '#version 300 es // c',
  '/**/#version 300 es',
  '#version /**/ 300 es',
  '#version 0300 es',
];
const extensionNames = [
  'GL_OES_standard_derivatives',
  'GL_EXT_frag_depth',
  'GL_EXT_shader_texture_lod',
  'GL_EXT_draw_buffers',
  'GL_OES_EGL_image_external',
  'GL_OES_EGL_image_external_essl3',
  'GL_ANGLE_multi_draw',
  'GL_ANGLE_clip_cull_distance',
  'GL_OVR_multiview2',
  'GL_EXT_blend_func_extended',
  'GL_ARB_none',
  'all',
  'none',
];
const behaviours = ['enable', 'require', 'warn', 'disable', 'Enable', '', 'enabled'];
const pragmas = [
  '#pragma',
  '#pragma optimize(on)',
  '#pragma debug(off)',
  '#pragma STDGL invariant(all)',
  '#pragma STDGL',
  '#pragma STDGL invariant',
  '#pragma STDGL invariant(none)',
  '#pragma optimize(',
  '#pragma optimize(maybe)',
  "#pragma @ ' ` $",
  '#pragma "text"',
  '#pragma 1.0e 08 0x',
  '#pragma a b c (d) , ;',
  '#pragma once',
  '#pragma \\',
  '#pragma debug(on) more',
];
const expressions = [
  '1',
  '0',
  'defined A',
  'defined(A)',
  '!defined(A) && defined B',
  'A',
  'B == 2',
  'F(1)',
  'F',
  '1 +',
  '(1',
  '1 / 0',
  '1 % 0',
  '1 ? 2 : 3',
  '1, 2',
  '1.0',
  '1u',
  '0x10 == 16',
  '010 == 8',
  '08',
  '99999999999',
  '2147483648',
  '-1 < 0',
  '~0',
  '1 << 40',
  '1 || undefinedName',
  '0 && (1 / 0)',
  'defined',
  'defined()',
  'defined(1)',
  '__VERSION__ >= 300',
  '__LINE__ > 2',
  '__FILE__',
  'GL_ES',
  'GL_FRAGMENT_PRECISION_HIGH',
  'GL_OES_standard_derivatives',
  'true',
  '',
  '"a"',
  "'a'",
  '1 == 1 == 1',
  '!',
  'a b',
];
const defines = [
  '#define A',
  '#define A 1',
  '#define A 2',
  '#define A A',
  '#define A B',
  '#define B 2',
  '#define B A',
  '#define F(x) x',
  '#define F(x) F(x)',
  '#define F(x, y) x + y',
  '#define F() 1',
  '#define F (x) x',
  '#define F(x',
  '#define F(x,) x',
  '#define F(x, x) x',
  '#define F(1) x',
  '#define F(x) #x',
  '#define F(x) x##x',
  '#define F(...) 1',
  '#define',
  '#define 1',
  '#define GL_A 1',
  '#define a__b 1',
  '#define __A 1',
  '#define defined 1',
  '#define __LINE__ 1',
  '#define GL_ES 1',
  '#define float int',
  '#define main main',
  '#define if while',
  '#define A "text"',
  "#define A 'c'",
  '#define A @',
  '#undef A',
  '#undef B',
  '#undef F',
  '#undef',
  '#undef GL_ES',
  '#undef __LINE__',
  '#undef A B',
  '#undef 1',
];
const others = [
  '#',
  '# // comment',
  '#nonsense',
  '#1',
  '#include <a>',
  '#ident "a"',
  '#warning a',
  '#error a',
  '#line 5',
  '#line 5 2',
  '#line',
  '#line a',
  '#line A',
  '#line 1 2 3',
  '#line -1',
  '#line 1.5',
  '#line (1 + 1)',
  '#line 99999999999',
  '##',
  '#define A \\',
  '// comment \\',
  '/* comment',
  'float k = F(1,',
  '2);',
  ')',
];
const texts = [
  'float k = F(1.);',
  'float k = F(1., 2.);',
  'float k = F();',
  'float k = F((1., 2.));',
  'float k = F;',
  'float k = float(A);',
  'float k = float(B);',
  'int k = __LINE__;',
  'int k = __FILE__;',
  'int k = __VERSION__;',
  'int k = GL_ES;',
  'float k @ = 1.;',
  'float k = 1.; \\',
  '// \u00e9',
  '/* \u00e9 */',
  'float \u00e9;',
  'float k = 1.\\',
  "float k = 'a';",
  'float k = "a";',
  'float k = F(',
  'A',
  'F(A)',
];

function line(random: Random): string[] {
  switch (random.int(12)) {
    case 0:
      return [`#extension ${random.pick(extensionNames)} : ${random.pick(behaviours)}`];
    case 1:
      return [
        random.pick([
          '#extension all',
          '#extension : enable',
          '#extension',
          '#extension 1 : enable',
          '#extension GL_ARB_none : enable more',
          '#extension GL_ARB_none enable',
          '#extension GL_EXT_frag_depth : 1',
        ]),
      ];
    case 2:
      return [random.pick(pragmas)];
    case 3: {
      const open = random.pick([`#if ${random.pick(expressions)}`, '#ifdef A', '#ifndef A', '#ifdef', '#ifndef A B']);
      const middle = random.pick(['#else', '', '', `#elif ${random.pick(expressions)}`, '#else A', '#elif']);
      const last = random.pick(['#endif', '#endif', '#endif', '#endif', '', '#endif A', '#else', '#end']);
      const inside = random.pick(['int i;', '#error a', '@', '#nonsense', '#define A 3', "it's", '#line 1', '']);
      return [open, inside, middle, random.pick(['int j;', '#error b', '#if 0']), last].filter((text) => text !== '');
    }
    case 4:
      return [`#if ${random.pick(expressions)}`, 'int i;', '#endif'];
    case 5:
    case 6:
      return [random.pick(defines)];
    case 7:
      return [random.pick(others)];
    case 8:
      return [random.pick(versions)];
    case 9:
      return ['float k = F(', random.pick(['#define A 5', '#ifdef A', '#undef F', '#line 3', '#']), '1.);'];
    default:
      return [random.pick(texts)];
  }
}

export function preprocessor(random: Random, language: Language): Program {
  const stage: Stage = random.pick(['vertex', 'fragment']);
  const lines: string[] = [];
  for (const define of ['#define A 1', '#define B 2', '#define F(x) x']) if (random.chance(0.4)) lines.push(define);
  lines.push(...line(random));
  if (random.chance(0.5)) lines.push(...line(random));
  const plain = oneStage(language, stage, {}, random.chance(0.3) && language === 100 ? {context: 'webgl2'} : {});
  const source = [...plain[stage]];
  const place = random.int(4);
  // Before everything (where only #version may stand), at the beginning, after a declaration, in main.
  if (place === 0 && language === 300) source.splice(0, random.int(2), ...lines);
  else if (place <= 1) source.splice(language === 300 ? 1 : 0, 0, ...lines);
  else if (place === 2) source.splice(source.indexOf('void main() {'), 0, ...lines);
  else source.splice(source.indexOf('void main() {') + 1, 0, ...lines);
  return {...plain, [stage]: source};
}
