// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Words of the two languages, and expressions of a wanted type.

import type {Random} from '../../random.ts';
import type {Language, Program, Stage} from './program.ts';

export type {Stage} from './program.ts';

const floats = ['float', 'vec2', 'vec3', 'vec4'];
const ints = ['int', 'ivec2', 'ivec3', 'ivec4'];
const uints = ['uint', 'uvec2', 'uvec3', 'uvec4'];
const bools = ['bool', 'bvec2', 'bvec3', 'bvec4'];
const squares = ['mat2', 'mat3', 'mat4'];
const oblongs = ['mat2x3', 'mat2x4', 'mat3x2', 'mat3x4', 'mat4x2', 'mat4x3'];

export function typesOf(language: Language): string[] {
  return language === 300
    ? [...floats, ...ints, ...uints, ...bools, ...squares, ...oblongs]
    : [...floats, ...ints, ...bools, ...squares];
}

export function samplersOf(language: Language): string[] {
  return language === 300
    ? ['sampler2D', 'samplerCube', 'sampler3D', 'sampler2DArray', 'isampler2D', 'usampler3D', 'sampler2DShadow']
    : ['sampler2D', 'samplerCube'];
}

/** Columns and rows; of a vector 1 and its components. */
export function shapeOf(type: string): [columns: number, rows: number] {
  const matrix = /^mat(\d)(?:x(\d))?$/.exec(type);
  if (matrix) return [Number(matrix[1]), Number(matrix[2] ?? matrix[1])];
  return [1, Number(/vec(\d)$/.exec(type)?.[1] ?? 1)];
}

export const componentsOf = (type: string): number => shapeOf(type)[0] * shapeOf(type)[1];
export const isMatrix = (type: string): boolean => type.startsWith('mat');

export function baseOf(type: string): 'float' | 'int' | 'uint' | 'bool' {
  if (ints.includes(type)) return 'int';
  if (uints.includes(type)) return 'uint';
  if (bools.includes(type)) return 'bool';
  return 'float';
}

export function vectorOf(base: string, size: number): string {
  const row = {float: floats, int: ints, uint: uints, bool: bools}[base]!;
  return row[size - 1]!;
}

/**
 * Built-in functions with constant results, as `result:parameters`, a letter for each type: F I U B a scalar or vector
 * of one size, G J V C a vector, f i u b scalars, 2 3 4 vectors of float, M any matrix, N its transpose, S a square one,
 * p q r the column, row and matrix of an outer product.
 */
export const functions: Readonly<Record<Language, readonly (readonly [name: string, signatures: string])[]>> = (() => {
  const old: [string, string][] = [
    ...['radians', 'degrees', 'sin', 'cos', 'tan', 'asin', 'acos', 'exp', 'log', 'exp2', 'log2'].map(ofFloat),
    ...['sqrt', 'inversesqrt', 'abs', 'sign', 'floor', 'ceil', 'fract', 'normalize'].map(ofFloat),
    ['atan', 'F:F F:FF'],
    ['pow', 'F:FF'],
    ['mod', 'F:FF G:Gf'],
    ['min', 'F:FF G:Gf'],
    ['max', 'F:FF G:Gf'],
    ['clamp', 'F:FFF G:Gff'],
    ['mix', 'F:FFF G:GGf'],
    ['step', 'F:FF G:fG'],
    ['smoothstep', 'F:FFF G:ffG'],
    ['length', 'f:F'],
    ['distance', 'f:FF'],
    ['dot', 'f:FF'],
    ['cross', '3:33'],
    ['faceforward', 'F:FFF'],
    ['reflect', 'F:FF'],
    ['refract', 'F:FFf'],
    ['matrixCompMult', 'M:MM'],
    ...['lessThan', 'lessThanEqual', 'greaterThan', 'greaterThanEqual'].map((name): [string, string] => [
      name,
      'C:GG C:JJ',
    ]),
    ['equal', 'C:GG C:JJ C:CC'],
    ['notEqual', 'C:GG C:JJ C:CC'],
    ['any', 'b:C'],
    ['all', 'b:C'],
    ['not', 'C:C'],
  ];
  const added: [string, string][] = [
    ...['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'trunc', 'round', 'roundEven'].map(ofFloat),
    ['abs', 'I:I'],
    ['sign', 'I:I'],
    ['min', 'I:II J:Ji U:UU V:Vu'],
    ['max', 'I:II J:Ji U:UU V:Vu'],
    ['clamp', 'I:III J:Jii U:UUU V:Vuu'],
    ['mix', 'F:FFB'],
    ['isnan', 'B:F'],
    ['isinf', 'B:F'],
    ['floatBitsToInt', 'I:F'],
    ['floatBitsToUint', 'U:F'],
    ['intBitsToFloat', 'F:I'],
    ['uintBitsToFloat', 'F:U'],
    ['packSnorm2x16', 'u:2'],
    ['unpackSnorm2x16', '2:u'],
    ['packUnorm2x16', 'u:2'],
    ['unpackUnorm2x16', '2:u'],
    ['packHalf2x16', 'u:2'],
    ['unpackHalf2x16', '2:u'],
    ['outerProduct', 'r:pq'],
    ['transpose', 'N:M'],
    ['determinant', 'f:S'],
    ['inverse', 'S:S'],
    ['lessThan', 'C:VV'],
    ['equal', 'C:VV'],
    ['notEqual', 'C:VV'],
  ];
  return {100: old, 300: [...old, ...added]};
})();

function ofFloat(name: string): [string, string] {
  return [name, 'F:F'];
}

/** A call's result and parameter types, for letters of one signature. */
export function instantiate(random: Random, signature: string, language: Language): string[] {
  const size = /[GJVC]/.test(signature) ? 2 + random.int(3) : 1 + random.int(4);
  const square = language === 100 || signature.includes('S');
  const columns = 2 + random.int(3);
  const rows = square ? columns : 2 + random.int(3);
  const matrix = (c: number, r: number): string => (c === r ? `mat${c}` : `mat${c}x${r}`);
  const typeOf = (letter: string): string => {
    switch (letter) {
      case 'F':
      case 'G':
        return vectorOf('float', size);
      case 'I':
      case 'J':
        return vectorOf('int', size);
      case 'U':
      case 'V':
        return vectorOf('uint', size);
      case 'B':
      case 'C':
        return vectorOf('bool', size);
      case 'f':
        return 'float';
      case 'i':
        return 'int';
      case 'u':
        return 'uint';
      case 'b':
        return 'bool';
      case 'N':
        return matrix(rows, columns);
      case 'p':
        return vectorOf('float', rows);
      case 'q':
        return vectorOf('float', columns);
      case 'M':
      case 'S':
      case 'r':
        return matrix(columns, rows);
      default:
        return vectorOf('float', Number(letter));
    }
  };
  return [...signature.replace(':', '')].map(typeOf);
}

const literals = {
  float: ['0.', '1.', '.5', '2.', '-1.', '1.5', '3.', '-.25', '1e2', '4.', '-2.', '0.1'],
  int: ['0', '1', '2', '-1', '3', '7', '-4', '100', '0x10', '010'],
  uint: ['0u', '1u', '2u', '3u', '7u', '100u', '0x10u', '4294967295u'],
  bool: ['true', 'false'],
};

/** A constant of a type: a literal, or a constructor of literals. */
export function literal(random: Random, type: string): string {
  const pick = (): string => random.pick(literals[baseOf(type)]);
  const count = componentsOf(type);
  if (count === 1) return pick();
  if (random.chance(0.3)) return `${type}(${pick()})`;
  return `${type}(${Array.from({length: count}, pick).join(', ')})`;
}

export interface Scope {
  readonly language: Language;
  /** What may be named, with its type. */
  readonly names: readonly (readonly [name: string, type: string])[];
  /** Functions that may be called; all with constant results unless given. */
  readonly functions?: readonly (readonly [name: string, signatures: string])[];
}

/** An expression of the wanted type. Mostly a right one, but nothing sees to domains. */
export function expression(random: Random, scope: Scope, type: string, depth: number): string {
  const sub = (wanted: string): string => expression(random, scope, wanted, depth - 1);
  const fitting = scope.names.filter(([, of]) => of === type);
  if (depth <= 0 || random.chance(0.1)) {
    return fitting.length > 0 && random.chance(0.7) ? random.pick(fitting)[0] : literal(random, type);
  }
  const base = baseOf(type);
  const [columns, rows] = shapeOf(type);
  const forms: (() => string | undefined)[] = [
    () => `(${sub('bool')} ? ${sub(type)} : ${sub(type)})`,
    () => callOf(random, scope, type, sub),
    () => callOf(random, scope, type, sub),
    () => constructorOf(random, scope, type, sub),
  ];
  if (base !== 'bool') {
    forms.push(() => `(${sub(type)} ${random.pick(['+', '-', '*', '+', '-', '*', '/'])} ${sub(type)})`);
    forms.push(() => `(${random.pick(['-', '-', '+'])}${sub(type)})`);
    if (!isMatrix(type) && rows > 1) {
      forms.push(() => `(${sub(type)} ${random.pick(['+', '-', '*'])} ${sub(base)})`);
      const from = 1 + random.int(4);
      if (from > 1) {
        const letters = Array.from({length: rows}, () => 'xyzw'[random.int(from)]).join('');
        forms.push(() => `${sub(vectorOf(base, from))}.${letters}`);
      }
    }
    if (base === 'float' && !isMatrix(type) && rows > 1) forms.push(() => `(${sub(`mat${rows}`)} * ${sub(type)})`);
    if (isMatrix(type) && columns === rows) forms.push(() => `(${sub(type)} * ${sub(type)})`);
    if (type === 'float') forms.push(() => `${sub(random.pick(['vec2', 'vec3', 'vec4']))}[${random.int(2)}]`);
    if (scope.language === 300 && base !== 'float') {
      forms.push(() => `(${sub(type)} ${random.pick(['&', '|', '^', '%'])} ${sub(type)})`);
      forms.push(
        () => `(${sub(type)} ${random.pick(['<<', '>>'])} ${random.int(8)})`,
        () => `(~${sub(type)})`,
      );
    }
  } else if (type === 'bool') {
    const scalar = random.pick(scope.language === 300 ? ['float', 'int', 'uint'] : ['float', 'int']);
    const any = random.pick(typesOf(scope.language));
    forms.push(
      () => `(${sub('bool')} ${random.pick(['&&', '||', '^^', '==', '!='])} ${sub('bool')})`,
      () => `(!${sub('bool')})`,
      () => `(${sub(scalar)} ${random.pick(['<', '>', '<=', '>='])} ${sub(scalar)})`,
      () => `(${sub(any)} ${random.pick(['==', '!='])} ${sub(any)})`,
    );
  }
  return random.pick(forms)() ?? literal(random, type);
}

function callOf(random: Random, scope: Scope, type: string, sub: (type: string) => string): string | undefined {
  for (let tries = 0; tries < 12; ++tries) {
    const [name, signatures] = random.pick(scope.functions ?? functions[scope.language]);
    const [result, ...parameters] = instantiate(random, random.pick(signatures.split(' ')), scope.language);
    if (result === type) return `${name}(${parameters.map(sub).join(', ')})`;
  }
  return undefined;
}

function constructorOf(random: Random, scope: Scope, type: string, sub: (type: string) => string): string {
  const base = baseOf(type);
  const bases = scope.language === 300 ? ['float', 'int', 'uint', 'bool'] : ['float', 'int', 'bool'];
  // Negative numbers and such that no integer holds have no defined conversion.
  const from = base === 'bool' || base === 'float' ? random.pick(bases) : base === 'int' ? 'bool' : 'uint';
  const count = componentsOf(type);
  if (isMatrix(type)) {
    const [columns, rows] = shapeOf(type);
    if (random.chance(0.3)) return `${type}(${sub('float')})`;
    if (scope.language === 300 && random.chance(0.3)) return `${type}(${sub(random.pick([...squares, ...oblongs]))})`;
    return `${type}(${Array.from({length: columns}, () => sub(vectorOf('float', rows))).join(', ')})`;
  }
  if (count === 1 || random.chance(0.3)) return `${type}(${sub(from)})`;
  if (random.chance(0.3)) return `${type}(${sub(vectorOf(from, count))})`;
  return `${type}(${Array.from({length: count}, () => sub(from)).join(', ')})`;
}

/** Lines that every shader of a stage begins with. */
export function head(language: Language, stage: Stage): string[] {
  const lines = language === 300 ? ['#version 300 es'] : [];
  if (stage === 'fragment') lines.push('precision highp float;', 'precision highp int;');
  return lines;
}

export const colorOf = (language: Language): string => (language === 300 ? 'color' : 'gl_FragColor');

export interface Parts {
  readonly globals?: readonly string[];
  readonly body?: readonly string[];
}

/** A whole program around parts of either shader. */
export function program(
  language: Language,
  vertex: Parts,
  fragment: Parts,
  more: Partial<Program> = {},
  colour = 'vec4(1)',
): Program {
  return {
    context: language === 300 ? 'webgl2' : 'webgl',
    vertex: [
      ...head(language, 'vertex'),
      `${language === 300 ? 'in' : 'attribute'} vec2 position;`,
      ...(vertex.globals ?? []),
      'void main() {',
      ...(vertex.body ?? []),
      'gl_Position = vec4(position, 0, 1);',
      '}',
    ],
    fragment: [
      ...head(language, 'fragment'),
      ...(language === 300 ? ['layout(location = 0) out vec4 color;'] : []),
      ...(fragment.globals ?? []),
      'void main() {',
      ...(fragment.body ?? []),
      `${colorOf(language)} = ${colour};`,
      '}',
    ],
    ...more,
  };
}

/** Statements and globals of one stage alone; the other is plain. */
export function oneStage(language: Language, stage: Stage, parts: Parts, more: Partial<Program> = {}): Program {
  return stage === 'vertex' ? program(language, parts, {}, more) : program(language, {}, parts, more);
}
