// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Statements that compute something: arrays, structs, loops, switches, functions with out parameters. The numbers are
// small and whole, and the operations exact, so that what differs is wrong and not rounded.

import type {Random} from '../../random.ts';
import {type Scope, baseOf, componentsOf, expression, isMatrix, literal, program, typesOf, vectorOf} from './glsl.ts';
import type {Language, Program} from './program.ts';

const exact = {
  100: [
    ['abs', 'F:F'],
    ['sign', 'F:F'],
    ['floor', 'F:F'],
    ['ceil', 'F:F'],
    ['min', 'F:FF G:Gf'],
    ['max', 'F:FF G:Gf'],
    ['step', 'F:FF G:fG'],
    ['dot', 'f:FF'],
    ['cross', '3:33'],
    ['matrixCompMult', 'M:MM'],
    ['lessThan', 'C:GG C:JJ'],
    ['equal', 'C:GG C:JJ C:CC'],
    ['notEqual', 'C:GG C:JJ C:CC'],
    ['any', 'b:C'],
    ['all', 'b:C'],
    ['not', 'C:C'],
    ['faceforward', 'F:FFF'],
  ],
  300: [
    ['trunc', 'F:F'],
    ['abs', 'I:I'],
    ['min', 'I:II U:UU'],
    ['clamp', 'I:III'],
    ['mix', 'F:FFB'],
    ['transpose', 'N:M'],
    ['outerProduct', 'r:pq'],
    ['floatBitsToInt', 'I:F'],
    ['floatBitsToUint', 'U:F'],
    ['isnan', 'B:F'],
    ['greaterThanEqual', 'C:VV C:JJ'],
  ],
} as const;

/** Writes statements, and knows what they may name. */
class Writer {
  readonly lines: string[] = [];
  readonly names: [string, string][];
  readonly #random: Random;
  readonly #language: Language;
  #count = 0;
  #loops = 0;
  readonly #constant = new Set<string>();

  constructor(random: Random, language: Language, inputs: readonly [string, string][]) {
    this.#random = random;
    this.#language = language;
    this.names = [...inputs];
    for (const [name] of inputs) this.#constant.add(name);
  }

  #scope(): Scope {
    const own = this.#language === 300 ? [...exact[100], ...exact[300]] : exact[100];
    return {language: this.#language, names: this.names, functions: own};
  }

  /** No division: not exact, and by zero undefined. */
  value(type: string, depth = 2): string {
    for (;;) {
      const text = expression(this.#random, this.#scope(), type, depth);
      if (!/[/%]/.test(text)) return text;
    }
  }

  #fresh(): string {
    return `x${this.#count++}`;
  }

  /** One that may be written. */
  #target(): [string, string] | undefined {
    const own = this.names.filter(([name]) => !this.#constant.has(name) && !name.includes('['));
    return own.length > 0 ? this.#random.pick(own) : undefined;
  }

  assign(): void {
    const target = this.#target();
    if (!target) return;
    const [name, type] = target;
    const random = this.#random;
    if (random.chance(0.3) && baseOf(type) !== 'bool') {
      this.lines.push(
        `${name} ${random.pick(isMatrix(type) ? ['+=', '-='] : ['+=', '-=', '*='])} ${this.value(type)};`,
      );
    } else if (random.chance(0.3) && componentsOf(type) > 1 && !type.startsWith('mat')) {
      const at = random.int(componentsOf(type));
      const index = random.chance(0.5) ? `.${'xyzw'[at]}` : `[${at}]`;
      this.lines.push(`${name}${index} = ${this.value(baseOf(type))};`);
    } else {
      this.lines.push(`${name} = ${this.value(type)};`);
    }
  }

  declare(): void {
    const random = this.#random;
    const type = random.pick(typesOf(this.#language));
    const name = this.#fresh();
    if (random.chance(0.3)) {
      const values = Array.from({length: 3}, () => this.value(type, 1));
      if (this.#language === 300) {
        this.lines.push(`${type} ${name}[${random.pick(['', '3'])}] = ${type}[](${values.join(', ')});`);
      } else {
        this.lines.push(`${type} ${name}[3];`, ...values.map((value, i) => `${name}[${i}] = ${value};`));
      }
      for (let i = 0; i < 3; ++i) this.names.push([`${name}[${i}]`, type]);
      if (this.#language === 300) {
        const index = this.value('int', 1);
        this.names.push([`${name}[clamp(${index}, 0, 2)]`, type]);
        if (random.chance(0.5)) this.lines.push(`${name}[clamp(${index}, 0, 2)] = ${this.value(type, 1)};`);
      }
    } else if (random.chance(0.15)) {
      const other = random.pick(typesOf(this.#language));
      this.lines.push(`struct S${name} {${type} a; ${other} b;};`);
      this.lines.push(`S${name} ${name} = S${name}(${this.value(type, 1)}, ${this.value(other, 1)});`);
      this.names.push([`${name}.a`, type], [`${name}.b`, other]);
    } else {
      const fixed = random.chance(0.1);
      const value = fixed ? literal(random, type) : this.value(type);
      this.lines.push(`${fixed ? 'const ' : ''}${type} ${name} = ${value};`);
      if (fixed) this.#constant.add(name);
      this.names.push([name, type]);
    }
  }

  #inBraces(head: string, depth: number, end = '}'): void {
    const known = this.names.length;
    this.lines.push(`${head} {`);
    for (let i = 1 + this.#random.int(3); i-- > 0;) this.statement(depth - 1);
    this.lines.push(end);
    this.names.length = known;
  }

  statement(depth: number): void {
    const random = this.#random;
    const choice = random.int(depth > 0 ? 12 : 6);
    if (choice < 3) this.declare();
    else if (choice < 6) this.assign();
    else if (choice < 8) {
      this.#inBraces(`if (${this.value('bool')})`, depth);
      if (random.chance(0.5)) this.#inBraces('else', depth);
    } else if (choice < 10) {
      const i = `i${this.#loops++}`;
      const known = this.names.length;
      this.names.push([i, 'int']);
      this.#constant.add(i);
      const jump = random.chance(0.4) ? `if (${this.value('bool')}) ${random.pick(['break', 'continue'])};` : '';
      const head = `for (int ${i} = 0; ${i} < ${1 + random.int(4)}; ++${i})`;
      this.lines.push(`${head} {`, ...(jump ? [jump] : []));
      this.#inBraces('', depth);
      this.lines.push('}');
      this.names.length = known;
    } else if (choice < 11 && this.#language === 300) {
      this.lines.push(`switch (${this.value('int', 1)}) {`);
      for (let label = -1; label < 2; ++label) {
        if (random.chance(0.3)) continue;
        this.#inBraces(`case ${label}:`, depth, random.chance(0.7) ? '} break;' : '}');
      }
      this.#inBraces('default:', depth);
      this.lines.push('}');
    } else {
      const target = this.#target();
      if (target) this.lines.push(`change(${target[0]});`);
    }
  }
}

/** What a name of any type comes to, as a float of modest size. */
function folded(name: string, type: string): string {
  const base = baseOf(type);
  const one = (text: string): string => (base === 'bool' ? `(${text} ? 1. : 2.)` : `float(${text})`);
  if (type.startsWith('mat')) return `${name}[0][1] + 2. * ${name}[1][0]`;
  const count = componentsOf(type);
  if (count === 1) return one(name);
  return Array.from({length: count}, (_, i) => `${i + 1}. * ${one(`${name}[${i}]`)}`).join(' + ');
}

export function statements(random: Random, language: Language): Program {
  const types = typesOf(language);
  const vertex: string[] = [];
  const vertexBody: string[] = [];
  const fragment: string[] = [];
  const inputs: [string, string][] = [];
  for (let i = random.int(4); i-- > 0;) {
    const type = random.pick(types);
    const array = random.chance(0.2);
    fragment.push(`uniform ${type} u${i}${array ? '[2]' : ''};`);
    if (array) inputs.push([`u${i}[0]`, type], [`u${i}[1]`, type]);
    else inputs.push([`u${i}`, type]);
  }
  for (let i = random.int(3); i-- > 0;) {
    const whole = language === 300 && random.chance(0.5);
    const type = vectorOf(whole ? random.pick(['int', 'uint']) : 'float', 1 + random.int(4));
    const flat = whole || (language === 300 && random.chance(0.5)) ? 'flat ' : '';
    vertex.push(`${flat}${language === 300 ? 'out' : 'varying'} ${type} w${i};`);
    vertexBody.push(`w${i} = ${literal(random, type)};`);
    fragment.push(`${flat}${language === 300 ? 'in' : 'varying'} ${type} w${i};`);
    inputs.push([`w${i}`, type]);
  }
  // Whole, and not the same in all lanes.
  inputs.push(['floor(gl_FragCoord.x)', 'float'], ['ivec2(gl_FragCoord.xy)', 'ivec2'], ['gl_FrontFacing', 'bool']);
  for (const type of types) {
    const value = baseOf(type) === 'bool' ? (type === 'bool' ? '!a' : 'not(a)') : 'a + a + a';
    fragment.push(`void change(inout ${type} a) {a = ${value};}`);
  }
  const writer = new Writer(random, language, inputs);
  for (let i = 3 + random.int(8); i-- > 0;) writer.statement(2);
  const body = [...writer.lines, 'float r = 0.;'];
  for (const [name, type] of writer.names.slice(-8)) body.push(`r += ${folded(name, type)};`);
  body.push('r = min(abs(r), 1e9);', 'vec4 result = vec4(mod(r, 2.), mod(floor(r / 2.), 16.) / 16., 0., 1.);');
  return program(language, {globals: vertex, body: vertexBody}, {globals: fragment, body}, {draw: true}, 'result');
}
