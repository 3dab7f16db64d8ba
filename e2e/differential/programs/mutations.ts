// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A shader that has something of everything, with a few tokens left out, doubled, swapped, or put in.

import type {Random} from '../../random.ts';
import {type Stage, head} from './glsl.ts';
import type {Language, Program} from './program.ts';

const common = [
  'struct S {float a; vec2 b[2];};',
  'const int N = 3;',
  'uniform mat3 m;',
  'uniform sampler2D s, t[2];',
  'uniform samplerCube k;',
  'float g = 1.5;',
  'float f(in float a, inout vec2 b, const float c[2]);',
  'float f(in float a, inout vec2 b, const float c[2]) {b.x += a; return c[1];}',
  'void h(void) {}',
  'void calls() {',
  'float c[2]; c[0] = 1.; c[1] = 2.;',
  'vec2 d = vec2(1, 2);',
  'S p; p.a = 1.; p.b[1] = d;',
  'for (int i = 0; i < N; ++i) {if (i == 1) continue; g += float(i);}',
  'int i = 1;',
  'if (g > 1.) g = f(g, d, c); else if (!true) {h();} else d.yx = d;',
  'bool b = g < 2. && d == vec2(1.) || p.a != 1. ^^ false;',
  'vec3 q = m * vec3(d, 1.) - m[1].xyz;',
  'q = b ? q : -q, q.x++;',
  'mat3 n = m; n[0] = q; n *= 2.; n /= m;',
  'g = max(dot(q, q), length(q.xy)) + float(i) + abs(-1.);',
  '{int i = 2; i -= 1;}',
  ';',
  '}',
];
const more: Readonly<Record<Language, readonly string[]>> = {
  100: [
    'varying vec4 v;',
    'void looks() {',
    'vec4 c = texture2D(s, vec2(.5)) + textureCube(k, vec3(1)) + texture2DProj(t[1], vec3(1.));',
    'S p; p.b[1] = vec2(0); p.b[0].x = c.a;',
    '}',
  ],
  300: [
    'layout(std140) uniform B {mat2 x; layout(row_major) mat4x3 y[2];} e[2];',
    'uniform highp usampler3D w;',
    'uniform lowp sampler2DArrayShadow z;',
    'uint[2] o() {return uint[](1u, 0xffu);}',
    'void looks() {',
    'vec4 c = texture(s, vec2(.5)) + texelFetch(s, ivec2(0), 0) + textureProj(t[1], vec3(1.));',
    'c = textureLod(s, vec2(0), 1.) + textureOffset(s, vec2(0), ivec2(1)) + textureGrad(k, vec3(1), vec3(0), vec3(1));',
    'uvec4 d = texture(w, vec3(0.)); c.x = texture(z, vec4(1)); ivec2 sz = textureSize(s, 0);',
    'switch (sz.x) {case 1: c.y = 1.; case N: break; default: {c.z = 2.;} }',
    'do {sz.x <<= 1; sz.y &= ~3;} while (sz.x < 100 && sz.y % 2 == 0);',
    'while (false) {break;}',
    'const float l[3] = float[3](1., 2., 3.); c.x = l[sz.x] + float(l.length()) + e[1].y[0][2][1];',
    'uint u = o()[1] >> 1u | 3u; c.x = float(u) + intBitsToFloat(1);',
    '}',
  ],
};
const last: Readonly<Record<Language, Readonly<Record<Stage, readonly string[]>>>> = {
  100: {
    vertex: ['attribute vec2 position;', 'void main() {', 'v = vec4(1);', 'gl_Position = vec4(position, 0, 1);', '}'],
    fragment: ['void main() {', 'if (v.x < 0.) discard;', 'gl_FragColor = v;', 'return;', '}'],
  },
  300: {
    vertex: [
      'layout(location = 0) in vec2 position;',
      'out highp vec4 v; flat out int n;',
      'void main() {',
      'v = vec4(gl_VertexID); n = 1;',
      'gl_Position = vec4(position, 0, 1);',
      '}',
    ],
    fragment: [
      'in vec4 v; flat in int n;',
      'layout(location = 0) out vec4 color;',
      'void main() {',
      'if (v.x < 0.) discard;',
      'color = v + dFdx(v);',
      'return;',
      '}',
    ],
  },
};

const words = [
  'const', 'in', 'out', 'inout', 'uniform', 'varying', 'attribute', 'highp', 'lowp', 'flat', 'invariant', 'centroid',
  'float', 'int', 'vec2', 'vec3', 'mat2', 'void', 'bool', 'uint', 'sampler2D', 'S', 'struct', 'return', 'break',
  'continue', 'discard', 'if', 'else', 'for', 'while', 'do', 'switch', 'case', 'default', 'true', 'layout',
  '(', ')', '[', ']', '{', '}', ';', ',', '.', '=', '+', '-', '*', '/', '%', '<', '>', '!', '~', '&', '|', '^', '?', ':',
  '++', '--', '==', '!=', '<=', '&&', '||', '^^', '<<', '+=', '1', '1.', '1u', '0', 'x', 's', 't', 'm', 'g', 'N', 'f',
]; // prettier-ignore

export function mutations(random: Random, language: Language): Program {
  const stage: Stage = random.pick(['vertex', 'fragment']);
  const own = (of: Stage): string[] => [...head(language, of), ...common, ...more[language], ...last[language][of]];
  const test = {
    context: language === 300 ? 'webgl2' : 'webgl',
    vertex: own('vertex'),
    fragment: own('fragment'),
  } as const;
  const lines = [...test[stage]];
  for (let count = 1 + random.int(2); count-- > 0;) {
    const at = 1 + random.int(lines.length - 1);
    const tokens = lines[at]!.match(/\w+|\s+|[<>=!&|^+-]{1,2}|./g) ?? [];
    const places = tokens.flatMap((token, i) => (token.trim() === '' ? [] : [i]));
    if (places.length === 0) continue;
    const i = random.pick(places);
    const other = random.pick(places);
    switch (random.int(5)) {
      case 0:
        tokens[i] = '';
        break;
      case 1:
        tokens[i] = `${tokens[i]} ${tokens[i]}`;
        break;
      case 2:
        [tokens[i], tokens[other]] = [tokens[other]!, tokens[i]!];
        break;
      case 3:
        tokens[i] = `${random.pick(words)} ${tokens[i]}`;
        break;
      default:
        tokens[i] = random.pick(words);
    }
    lines[at] = tokens.join('');
  }
  return {...test, [stage]: lines};
}
