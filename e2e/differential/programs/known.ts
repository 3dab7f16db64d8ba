// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Differences that are meant, with the reason. docs/conformance.md says the same to people.

import type {KnownDifference} from '../kind.ts';
import {type Program, readProgram} from './program.ts';

const vertex = (...lines: string[]): Program => readProgram(['-- vertex', ...lines].join('\n'));

/** What our preprocessor says: other than the parser's messages, in these words. */
const fromPreprocessor = new RegExp(
  [
    "'#error'",
    'macro',
    'conditional',
    'directive',
    'division by zero',
    '#elif',
    'unexpected token',
    "'on' or 'off' expected",
    'extension is not supported',
  ].join('|'),
);

export const known: readonly KnownDifference<Program>[] = [
  {
    because: 'specification',
    reason: 'GLSL ES 1.00.17 section 3.4: an extension that WebGL does not have cannot be required',
    what: /status|log line/,
    ours: /'GL_OES_EGL_image_external(_essl3)?' : extension is not supported/,
    example: vertex('#extension GL_OES_EGL_image_external : require', 'void main() {gl_Position = vec4(0);}'),
  },
  {
    because: 'specification',
    reason: 'GLSL ES 3.00.6 section 4.3.3: a comma makes no constant expression, and a global initialiser is one',
    what: /status|log line/,
    ours: /non-constant global initializer/,
    shown: /\(1\.?, ?2\.\)/,
    example: vertex('#version 300 es', 'float c = (1., 2.);', 'void main() {gl_Position = vec4(c);}'),
  },
  {
    because: 'specification',
    reason: 'GLSL ES 3.00.6 section 3.4, C++ section 16: between the commas of a macro stand the names of parameters',
    what: /status|log line/,
    ours: /malformed parameters of a macro/,
    example: vertex('#define F(x,) x', 'void main() {gl_Position = vec4(0);}'),
  },
  {
    because: 'specification',
    reason: 'GLSL ES 3.00.6 section 6.1: built-in functions can be neither redefined nor overloaded',
    what: /status|log line/,
    ours: /Name of a built-in function cannot be redeclared as function/,
    example: vertex('#version 300 es', 'float mix(float a);', 'void main() {gl_Position = vec4(0);}'),
  },
  {
    because: 'specification',
    reason:
      'GLSL ES 3.00.6 section 3.9, 1.00.17 section 3.7: no name that is declared begins with gl_, not a member either',
    what: /status|log line/,
    ours: /'gl_\w+' : reserved built-in name/,
    shown: /(struct\s*\w*|uniform\s+\w+)\s*\{[^}]*\bgl_\w+/,
    example: vertex('struct {float gl_Position;} s;', 'void main() {gl_Position = vec4(s.gl_Position);}'),
  },
  {
    because: 'specification',
    reason: 'GLSL ES 1.00.17 section 4.3.5: varyings have no struct type, also where no name follows',
    what: /vertex status|fragment status/,
    ours: /'(vertex|fragment)-shader struct (output|input)' : not supported/,
    shown: /varying \w+;/,
    example: vertex('struct S {float a;};', 'varying S;', 'void main() {gl_Position = vec4(0);}'),
  },
  {
    because: 'specification',
    reason: 'WEBGL_multi_draw: gl_DrawID is a built-in input; ANGLE makes a uniform of it, without a location',
    what: /uniforms/,
    native: /^gl_DrawID 5124 1 not located$/,
    ours: /^$/,
    shown: /gl_DrawID/,
    example: readProgram(
      [
        'getExtension WEBGL_multi_draw',
        '-- vertex',
        '#version 300 es',
        '#extension GL_ANGLE_multi_draw : require',
        'void main() {gl_Position = vec4(gl_DrawID);}',
      ].join('\n'),
    ),
  },
  {
    because: 'open',
    reason: 'a bracket where a statement could stand is told in other words, of the line where it goes on',
    what: /log line/,
    native: /'\[' : syntax error/,
    ours: /expecting LEFT_BRACKET|'attribute' : required extension not requested/,
    example: vertex('[', 'attribute'),
  },
  {
    because: 'open',
    reason:
      'what is wrong with a #version that has no number, or is a second one, is said in other words and of another line',
    what: /log line/,
    ours: /'' : client\/version number not supported|'#version' : must occur first in shader/,
    shown: /#version *(\\|\/\/.*)?$/m,
    example: vertex('#version 300 es', '#version', 'void main() {gl_Position = vec4(0);}'),
  },
  {
    because: 'open',
    reason: 'the whole text is preprocessed before any of it is parsed, so that its errors come first',
    what: /log line/,
    ours: fromPreprocessor,
    example: vertex(')', '#extension'),
  },
  {
    because: 'open',
    reason: 'GLSL ES 3.00.6 section 5.9: the remainder of negative numbers is undefined',
    what: /status/,
    native: /array size must be greater than zero/,
    ours: /^compiled$/,
    shown: /%/,
    example: vertex('#version 300 es', 'float a[3 % (-4)];', 'void main() {gl_Position = vec4(0);}'),
  },
  {
    because: 'open',
    reason: 'a number that is continued on the next line is on the line where it begins',
    what: /log line/,
    native: /invalid number/,
    example: vertex('float k = 1.\\', 'void;'),
  },
  {
    because: 'open',
    reason: 'the end of the text is on the line behind its last one',
    what: /log line/,
    ours: /unexpected end of file/,
    example: vertex('void f() {'),
  },
];
