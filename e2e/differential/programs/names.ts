// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Names: of built-in functions, built-in variables, keywords, reserved words and the shader's own, for every kind of
// symbol, twice in one scope, in nested ones, and in the two shaders.

import type {Random} from '../../random.ts';
import {type Stage, functions, oneStage, program} from './glsl.ts';
import type {Language, Program} from './program.ts';

const odd = [
  'a__b',
  '__a',
  'a__',
  '_a',
  '_',
  '__',
  'gl_a',
  'gl_Position',
  'gl_FragColor',
  'gl_FragData',
  'gl_MaxDrawBuffers',
  'gl_DepthRange',
  'webgl_a',
  '_webgl_a',
  'webgl',
  'main',
  'S',
  'position',
  'color',
  'texture',
  'texture2D',
  'texture2DProj',
  'textureLod',
  'textureSize',
  'texelFetch',
  'dFdx',
  'fwidth',
  'shadow2D',
  'GL_ES',
  'samplerExternalOES',
  'sampler2D',
  'sampler3D',
  'sampler2DShadow',
  'samplerCubeArray',
  'image2D',
  'uint',
  'uvec2',
  'mat2x3',
  'double',
  'dvec2',
  'half',
  'fixed',
  'long',
  'short',
  'input',
  'output',
  'packed',
  'shared',
  'std140',
  'location',
  'row_major',
  'superp',
  'sizeof',
  'cast',
  'namespace',
  'using',
  'this',
  'union',
  'enum',
  'typedef',
  'template',
  'goto',
  'default',
  'switch',
  'case',
  'flat',
  'smooth',
  'centroid',
  'layout',
  'invariant',
  'precise',
  'patch',
  'sample',
  'subroutine',
  'common',
  'partition',
  'active',
  'filter',
  'resource',
  'coherent',
  'restrict',
  'readonly',
  'buffer',
  'volatile',
  'attribute',
  'varying',
  'atomic_uint',
  'noise1',
  'ftransform',
  'fma',
  'bitCount',
  'barrier',
  'interpolateAtCentroid',
  'gl_InstanceID',
  'gl_VertexID',
  'gl_FragDepth',
  'isnan',
  'half2',
  'float2',
  'float4',
  'discard',
  'true',
];

type Declare = (name: string) => string;

const symbols: {[kind: string]: {[language in Language]?: Declare}} = {
  variable: both((name) => `float ${name};`),
  array: both((name) => `float ${name}[2];`),
  constant: both((name) => `const float ${name} = 1.;`),
  uniform: both((name) => `uniform float ${name};`),
  sampler: both((name) => `uniform sampler2D ${name};`),
  struct: both((name) => `struct ${name} {float a;};`),
  structVariable: both((name) => `struct {float a;} ${name};`),
  member: both((name) => `struct M {float ${name};};`),
  function: both((name) => `float ${name}(float a) {return a;}`),
  otherFunction: both((name) => `float ${name}(float a, int b, bool c) {return a;}`),
  prototype: both((name) => `float ${name}(float a);`),
  parameter: both((name) => `float p(float ${name}) {return ${name};}`),
  parameterOfPrototype: both((name) => `float p(float ${name});`),
  block: {300: (name) => `uniform ${name} {float b0;};`},
  instance: {300: (name) => `uniform B {float b1;} ${name};`},
  blockMember: {300: (name) => `uniform B2 {float ${name};};`},
  namedBlockMember: {300: (name) => `uniform B3 {float ${name};} b;`},
  macro: both((name) => `#define ${name} 1.`),
  macroWithParameters: both((name) => `#define ${name}(a) a`),
};

function both(declare: Declare): {[language in Language]?: Declare} {
  return {100: declare, 300: declare};
}

function between(language: Language, stage: Stage): Declare {
  if (language === 100) return (name) => `varying float ${name};`;
  return (name) => `${stage === 'vertex' ? 'out' : 'in'} float ${name};`;
}

function symbolOf(random: Random, language: Language, stage: Stage): Declare {
  const kinds = Object.values(symbols).flatMap((of) => of[language] ?? []);
  kinds.push(between(language, stage));
  if (stage === 'vertex') kinds.push((name) => `${language === 300 ? 'in' : 'attribute'} float ${name};`);
  else if (language === 300) kinds.push((name) => `layout(location = 1) out float ${name};`);
  return random.pick(kinds);
}

const uses: readonly Declare[] = [
  (name) => `${name};`,
  (name) => `${name}(1.);`,
  (name) => `float q = ${name};`,
  (name) => `${name} q;`,
  (name) => `${name} = 1.;`,
  (name) => `${name}.a;`,
  (name) => `${name}[0];`,
  (name) => `float ${name} = ${name};`,
  (name) => `{float ${name} = 1.; ${name};}`,
  (name) => `for (int ${name} = 0; ${name} < 2; ++${name}) {}`,
  (name) => `for (int ${name} = 0; ${name} < 2; ++${name}) {float ${name};}`,
  (name) => `struct ${name} {float a;};`,
  (name) => `float ${name}; ${name} = 2.;`,
  () => '',
];

export function names(random: Random, language: Language): Program {
  const stage: Stage = random.pick(['vertex', 'fragment']);
  const choice = random.int(10);
  let name = 'n';
  if (choice < 4) name = random.pick(functions[300])[0];
  else if (choice < 8) name = random.pick(odd);
  const globals = [symbolOf(random, language, stage)(name)];
  const body: string[] = [];
  switch (random.int(5)) {
    case 0:
      globals.push(symbolOf(random, language, stage)(name));
      break;
    case 1: {
      const other: Stage = stage === 'vertex' ? 'fragment' : 'vertex';
      const others = {globals: [symbolOf(random, language, other)(name)], body: random.chance(0.5) ? [`${name};`] : []};
      const own = {globals, body: random.chance(0.5) ? [`${name};`] : []};
      return stage === 'vertex' ? program(language, own, others) : program(language, others, own);
    }
    case 2:
      body.push(symbolOf(random, language, stage)(name));
      break;
  }
  if (random.chance(0.8)) body.push(random.pick(uses)(name));
  if (random.chance(0.2)) body.push(random.pick(uses)(name));
  return oneStage(language, stage, {globals, body: body.filter((line) => line !== '')});
}
