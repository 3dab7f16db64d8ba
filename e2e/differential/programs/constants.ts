// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Constant expressions: each built-in function with constant arguments, operators and literals, wherever a constant is
// wanted; and what they come to.

import type {Random} from '../../random.ts';
import {
  type Stage,
  baseOf,
  componentsOf,
  expression,
  functions,
  instantiate,
  literal,
  program,
  typesOf,
} from './glsl.ts';
import type {Language, Program} from './program.ts';

const integers = [
  '2147483647',
  '2147483648',
  '4294967295',
  '4294967296',
  '99999999999',
  '0xffffffff',
  '0x1ffffffff',
  '037777777777',
  '08',
  '0x',
  '1u',
  '4294967295u',
  '4294967296u',
  '0xffffffffu',
  '-2147483648',
];
const floats = ['1e38', '1e39', '1e-46', '3.4e38', '1e1000', '1.0f', '1f', '.5', '1.', '1.e2', '1e', '0x1p3', '1.0lf'];

function constantOf(random: Random, language: Language, type: string): string {
  const scope = {language, names: [['K', 'float'] as const, ['KI', 'int'] as const]};
  const choice = random.int(10);
  if (choice < 6) {
    for (let tries = 0; tries < 200; ++tries) {
      const [name, signatures] = random.pick(functions[language]);
      const [result, ...parameters] = instantiate(random, random.pick(signatures.split(' ')), language);
      if (result === type) return `${name}(${parameters.map((of) => literal(random, of)).join(', ')})`;
    }
  }
  return expression(random, scope, type, 1 + random.int(3));
}

/** A number of a value of any type that is a constant itself, in [0, 1] for whatever it is. */
function shown(type: string, value: string): string[] {
  const base = baseOf(type);
  const [first] = [componentsOf(type)];
  const parts = Array.from({length: Math.min(first, 4)}, (_, i) => {
    let part = first === 1 ? value : type.startsWith('mat') ? `${value}[${i % 2}][${i >> 1}]` : `${value}[${i}]`;
    if (base === 'bool') part = `(${part} ? 1. : 0.)`;
    if (base === 'int' || base === 'uint') part = `float(${part})`;
    return part;
  });
  while (parts.length < 4) parts.push('1.');
  return [`vec4 r = vec4(${parts.join(', ')});`, 'r = r / (1. + abs(r)) * .5 + .5;'];
}

export function constants(random: Random, language: Language): Program {
  const stage: Stage = random.pick(['vertex', 'fragment']);
  const globals = ['const float K = 2.5;', 'const int KI = 3;'];
  const body: string[] = [];
  const type = random.pick(typesOf(language));
  switch (random.int(8)) {
    case 0: {
      const size = random.pick(language === 300 ? ['int', 'int', 'uint'] : ['int']);
      const value = constantOf(random, language, size);
      (random.chance(0.5) ? globals : body).push(`float a[${value}];`);
      break;
    }
    case 1: {
      if (language === 100) {
        globals.push(`const int a = ${constantOf(random, language, 'int')};`);
        body.push(`for (int i = 0; i < ${constantOf(random, language, 'int')}; ++i) {if (i > a) break;}`);
        break;
      }
      const label = random.pick(['int', 'int', 'uint']);
      const values = [constantOf(random, language, label), constantOf(random, language, label), '5', '6u'];
      const selector = random.pick(['1', 'KI', '1u', 'int(K)']);
      body.push(`switch (${selector}) {`, `case ${random.pick(values)}: break;`, `case ${random.pick(values)}:`);
      body.push(random.pick(['break;', '', ';', 'default: break;', '{}']), '}');
      break;
    }
    case 2: {
      const odd = random.chance(0.5) ? random.pick(integers) : random.pick(floats);
      const minus = random.chance(0.2) ? '-' : '';
      body.push(`${random.pick(['float', 'int', 'uint', 'const int', 'highp float'])} a = ${minus}${odd};`);
      break;
    }
    case 3: {
      // Not constants: names of variables in them, assignments, functions of the shader.
      globals.push('uniform float u;', 'float g = 1.;', 'float f(float a) {return a;}');
      const parts = ['u', 'g', 'f(1.)', '(g = 1.)', 'g++', 'K', '(1., 2.)', 'dFdx(1.)', 'texture2D(s, vec2(0)).x'];
      const value = `${random.pick(parts)}${random.pick([' + 1.', '', ' * K'])}`;
      (random.chance(0.6) ? globals : body).push(`${random.pick(['const ', 'const ', ''])}float c = ${value};`);
      if (random.chance(0.3)) body.push(`float d[int(${value})];`);
      break;
    }
    case 4: {
      const length = random.pick(['2', '', 'KI']);
      const values = Array.from({length: 2 + random.int(2)}, () => constantOf(random, language, type)).join(', ');
      const declared = `const ${type} a[${length}] = ${type}[${random.pick(['', length, '2'])}](${values});`;
      (random.chance(0.5) ? globals : body).push(declared);
      const index = random.pick(['0', '1', '2', '-1', 'KI', 'a.length() - 1']);
      body.push(`const ${type} c = a[${index}];`);
      break;
    }
    default: {
      (random.chance(0.5) ? globals : body).push(`const ${type} c = ${constantOf(random, language, type)};`);
      if (stage === 'fragment') body.push(...shown(type, 'c'));
    }
  }
  if (stage === 'vertex') return program(language, {globals, body}, {});
  const draws = body.some((line) => line.startsWith('vec4 r'));
  return program(language, {}, {globals, body}, {draw: draws}, draws ? 'r' : 'vec4(1)');
}
