// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What two shaders declare alike or nearly so: uniforms, blocks, varyings, attributes and their locations.

import type {Random} from '../../random.ts';
import {program, samplersOf, typesOf} from './glsl.ts';
import type {Language, Program} from './program.ts';

const precisions = ['', 'highp ', 'mediump ', 'lowp '];

/** The same text for both, but for what `vary` changes now and then. */
function vary(random: Random, text: string, change: () => string): [string, string] {
  return random.chance(0.35) ? [text, change()] : [text, text];
}

function uniforms(random: Random, language: Language, lines: [string[], string[]]): string {
  const types = [...typesOf(language), ...samplersOf(language), 'S'];
  const type = random.pick(types);
  const [a, b] = vary(random, type, () => random.pick(types));
  const [sizeA, sizeB] = vary(random, random.pick(['', '', '[2]']), () => random.pick(['', '[2]', '[3]']));
  const [precisionA, precisionB] = vary(random, random.pick(precisions), () => random.pick(precisions));
  const usable = (of: string): boolean => !/bool|bvec|^S$/.test(of);
  const members = random.pick(['float a;', 'float a; vec2 b;', 'highp float a;']);
  const [membersA, membersB] = vary(random, members, () => random.pick(['float a;', 'mediump float a;', 'float b;']));
  lines[0].push(`struct S {${membersA}};`, `uniform ${usable(a) ? precisionA : ''}${a} u${sizeA};`);
  lines[1].push(`struct S {${membersB}};`, `uniform ${usable(b) ? precisionB : ''}${b} u${sizeB};`);
  return random.chance(0.5) ? 'u;' : 'u[0];';
}

function blocks(random: Random, lines: [string[], string[]]): string {
  const types = typesOf(300);
  const member = (i: number): string =>
    `${random.pick(['', '', '', 'layout(row_major) ', 'highp ', 'lowp '])}${random.pick(types)} m${i}${random.pick(['', '', '[2]'])};`;
  const list = [member(0), member(1)].map((text) => text.replace(/(highp|lowp) (b)/, '$2'));
  const [a, b] = vary(random, list.join(' '), () => random.shuffle([...list, member(2)]).join(' '));
  const [instanceA, instanceB] = vary(random, random.pick(['', ' b', ' b[2]']), () => random.pick(['', ' b', ' c']));
  const [layoutA, layoutB] = vary(random, random.pick(['', 'layout(std140) ']), () => 'layout(row_major) ');
  lines[0].push(`${layoutA}uniform B {${a}}${instanceA};`);
  lines[1].push(`${layoutB}uniform B {${b}}${instanceB};`);
  return random.pick(['m0;', 'b.m0;', 'b[0].m0;', 'b[1].m1;']);
}

function varyings(random: Random, language: Language, lines: [string[], string[]]): string {
  const types =
    language === 300 ? typesOf(300).filter((type) => !type.startsWith('b')) : ['float', 'vec2', 'vec3', 'vec4', 'mat2'];
  const type = random.pick(types);
  const [a, b] = vary(random, type, () => random.pick(types));
  const [sizeA, sizeB] = vary(random, random.pick(['', '', '[2]']), () => random.pick(['', '[2]', '[3]']));
  const words = language === 300 ? ['', '', 'flat ', 'smooth ', 'centroid ', 'invariant '] : ['', '', '', 'invariant '];
  const base = /^[iu]/.test(type) ? 'flat ' : random.pick(words);
  const [wordsA, wordsB] = vary(random, base, () => random.pick(words));
  const [precisionA, precisionB] = vary(random, random.pick(precisions), () => random.pick(precisions));
  lines[0].push(`${wordsA}${language === 300 ? 'out' : 'varying'} ${precisionA}${a} v${sizeA};`);
  if (!random.chance(0.1)) {
    lines[1].push(`${wordsB}${language === 300 ? 'in' : 'varying'} ${precisionB}${b} v${sizeB};`);
  }
  return random.chance(0.5) ? 'v;' : 'v[0];';
}

/** Reads that come to nothing, which some take for uses and some do not. */
const reads: readonly ((use: string) => string[])[] = [
  (use) => [use],
  (use) => [use],
  () => [],
  (use) => [`float l = float(${use.slice(0, -1)});`],
  (use) => [`if (false) {${use}}`],
  (use) => ['return;', use],
];

export function linking(random: Random, language: Language): Program {
  const lines: [string[], string[]] = [[], []];
  const bindings: [number, string][] = [];
  let feedback: string[] | undefined;
  let use = '';
  const kind = random.int(language === 300 ? 6 : 4);
  if (kind === 0) use = uniforms(random, language, lines);
  else if (kind === 1) use = varyings(random, language, lines);
  else if (kind <= 3) {
    for (const name of ['a', 'b', 'c']) {
      const layout = language === 300 && random.chance(0.4) ? `layout(location = ${random.int(4)}) ` : '';
      const type = random.pick([
        'float',
        'vec2',
        'vec4',
        'mat2',
        'mat4',
        ...(language === 300 ? ['ivec2', 'uint'] : []),
      ]);
      lines[0].push(`${layout}${language === 300 ? 'in' : 'attribute'} ${type} ${name};`);
      if (random.chance(0.5)) bindings.push([random.int(random.chance(0.1) ? 17 : 4), name]);
      if (random.chance(0.3)) lines[1].push(`uniform float ${name};`);
    }
    const body = ['a', 'b', 'c']
      .filter(() => random.chance(0.6))
      .map((name) => `gl_PointSize = float(${name}${random.pick(['', '[0]', '[0][0]'])});`);
    const other = ['a', 'b', 'c'].filter(() => random.chance(0.3)).map((name) => `${name};`);
    return program(language, {globals: lines[0], body}, {globals: lines[1], body: other}, {bindings});
  } else if (kind === 4) use = blocks(random, lines);
  else {
    const type = random.pick(['float', 'vec3', 'mat2', 'int', 'S']);
    const flat = type === 'int' ? 'flat ' : '';
    const size = random.pick(['', '', '[2]', '[3]']);
    lines[0].push('struct S {float m; vec2 n;};', `${flat}out ${type} v${size};`, 'out vec2 w;');
    if (random.chance(0.5)) lines[1].push('struct S {float m; vec2 n;};', `${flat}in ${type} v${size};`);
    const captured = ['v', 'v', 'w', 'v[0]', 'v[1]', 'v.m', 'v.n', 'gl_Position', 'gl_PointSize', 'x', 'v[2]', 'w.x'];
    feedback = [random.pick(captured), ...(random.chance(0.3) ? [random.pick(captured)] : [])];
    use = random.pick(['v;', 'v[0];', 'v.m;', '']);
  }
  const parts = (i: 0 | 1): {globals: string[]; body: string[]} => ({
    globals: lines[i],
    body: use === '' ? [] : random.pick(reads)(use),
  });
  return program(language, parts(0), parts(1), feedback ? {feedback} : {});
}
