// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Lygia: each of its files, with what it includes, in a shader that calls its functions.

import files from 'virtual:files?lygia.glsl';
import {each} from './common.js';

const kVertex = {
  100: 'attribute vec4 position; varying vec2 v_texcoord; void main() {v_texcoord = position.xy * .5 + .5; gl_Position = position;}',
  300: '#version 300 es\nin vec4 position; out vec2 v_texcoord; void main() {v_texcoord = position.xy * .5 + .5; gl_Position = position;}',
};

function resolve(name, seen = new Set()) {
  if (seen.has(name)) return '';
  seen.add(name);
  const text = files[name];
  if (text === undefined) throw new Error(`no ${name}`);
  return text.replace(/^\s*#include\s+"(.+?)"/gm, (_, path) => {
    const parts = name.split('/').slice(0, -1);
    for (const part of path.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return resolve(parts.join('/'), seen);
  });
}

/** What a call's argument of a type is: something that varies. */
const kArguments = {
  float: 'v_texcoord.x',
  int: '2',
  bool: 'true',
  vec2: 'v_texcoord',
  vec3: 'vec3(v_texcoord, .3)',
  vec4: 'vec4(v_texcoord, .3, .8)',
  ivec2: 'ivec2(3, 5)',
  mat2: 'mat2(.4, .1, .2, .7)',
  mat3: 'mat3(.4, .1, .2, .7, .2, .6, .1, .3, .9)',
  mat4: 'mat4(1)',
  sampler2D: 'tex',
};
const kResults = {
  float: 'vec4(?)',
  vec2: 'vec4(?, 0, 1)',
  vec3: 'vec4(?, 1)',
  vec4: '?',
  int: 'vec4(?)',
  bool: 'vec4(?)',
};

export default async function draw() {
  await each(Object.keys(files), (name) => {
    const body = resolve(name);
    const calls = [];
    const own = files[name].replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    for (const [, type, called, list] of own.matchAll(/^\s*(float|vec[234]|int|bool)\s+(\w+)\s*\(([^){]*)\)\s*\{/gm)) {
      const types =
        list.trim() === ''
          ? []
          : list.split(',').map(
              (one) =>
                one
                  .trim()
                  .replace(/^(const|in)\s+/g, '')
                  .split(/\s+/)[0],
            );
      if (types.every((of) => of in kArguments)) {
        calls.push(kResults[type].replace('?', `${called}(${types.map((of) => kArguments[of]).join(', ')})`));
      }
    }
    for (const version of [100, 300]) {
      const [input, output, colour] =
        version === 300 ? ['#version 300 es', 'in', 'fragColor'] : ['', 'varying', 'gl_FragColor'];
      for (const used of calls.length > 0 ? calls : ['vec4(1)']) {
        const fragment = `${input}
${version === 100 ? '#extension GL_OES_standard_derivatives : enable' : ''}
precision highp float;
precision highp int;
${version === 300 ? 'out vec4 fragColor;' : ''}
${output} vec2 v_texcoord;
uniform sampler2D tex;
uniform vec2 u_resolution;
uniform float u_time;
${body}
void main() {
  ${colour} = ${used};
}
`.trimStart();
        globalThis.corpus.add(
          kVertex[version],
          fragment,
          version === 300 ? 'webgl2' : 'webgl',
          version === 100 ? ['OES_standard_derivatives', 'EXT_shader_texture_lod'] : [],
        );
      }
    }
  });
}
