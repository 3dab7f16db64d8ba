// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Look-ups that routines make by themselves beside the core's functions. A program's seventeenth sampler is in no
// routine's key, so that one shader does both; their results are equal to the bit, in both stages.

import assert from 'node:assert/strict';
import test from 'node:test';
import {makeProgram, makeTestContext} from '../testing/contexts.ts';

const size = 48;

interface Kind {
  sampler: string;
  target: 'TEXTURE_2D' | 'TEXTURE_3D' | 'TEXTURE_2D_ARRAY' | 'TEXTURE_CUBE_MAP';
  at: string;
  slope: string;
  texel?: string;
}
const kinds: readonly Kind[] = [
  {sampler: 'sampler2D', target: 'TEXTURE_2D', at: 'p', slope: 'p', texel: 'ivec2(p * 40.0) - 4'},
  {
    sampler: 'sampler3D',
    target: 'TEXTURE_3D',
    at: 'vec3(p, p.x * 0.7 + 0.1)',
    slope: 'p.xyx',
    texel: 'ivec3(ivec2(p * 20.0), 3)',
  },
  {
    sampler: 'sampler2DArray',
    target: 'TEXTURE_2D_ARRAY',
    at: 'vec3(p, p.y * 5.0)',
    slope: 'p',
    texel: 'ivec3(ivec2(p * 40.0), 2)',
  },
  {sampler: 'samplerCube', target: 'TEXTURE_CUBE_MAP', at: 'vec3(p - 0.5, 0.4)', slope: 'p.xyx'},
];

type Format = readonly [internalFormat: 'RGBA8' | 'SRGB8_ALPHA8' | 'R8' | 'RGBA16F' | 'RGBA32F', channels: number];
const formats: readonly Format[] = [
  ['RGBA8', 4],
  ['SRGB8_ALPHA8', 4],
  ['R8', 1],
  ['RGBA16F', 4],
  ['RGBA32F', 4],
];

const filters = ['NEAREST', 'LINEAR', 'NEAREST_MIPMAP_NEAREST', 'LINEAR_MIPMAP_LINEAR'] as const;
const wraps = ['REPEAT', 'CLAMP_TO_EDGE', 'MIRRORED_REPEAT'] as const;

function lookUps({at, slope, texel}: Kind, stage: 'vertex' | 'fragment'): string[] {
  const all = [
    `texture(S, ${at})`,
    `textureLod(S, ${at}, 1.3)`,
    `textureLod(S, ${at}, p.y * 4.0)`,
    `textureGrad(S, ${at}, ${slope} * 0.01, ${slope} * 0.02)`,
  ];
  if (stage === 'fragment') all.push(`texture(S, ${at} * 0.5, 0.7)`, `texture(S, ${at}, p.x * 3.0)`);
  if (texel) all.push(`texelFetch(S, ${texel}, 0)`, `texelFetch(S, ${texel}, int(p.x * 4.0))`);
  return all;
}

function makeComparison(gl: WebGL2RenderingContext, kind: Kind): WebGLProgram {
  const head = `#version 300 es
    precision highp float; precision highp int; precision highp ${kind.sampler};
    uniform ${kind.sampler} keyed[16]; uniform ${kind.sampler} plain;
    bool differ(vec4 a, vec4 b) { return any(notEqual(floatBitsToUint(a), floatBitsToUint(b))); }`;
  const compare = (stage: 'vertex' | 'fragment') =>
    lookUps(kind, stage)
      .map(
        (text, i) => `if (differ(${text.replace('S', 'keyed[3]')}, ${text.replace('S', 'plain')})) bad |= ${1 << i};`,
      )
      .join('\n');
  return makeProgram(
    gl,
    `${head}
    out vec2 uv;
    flat out int badInVertex;
    void main() {
      uv = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0;
      gl_Position = vec4(uv * 2.0 - 1.0, 0, 1);
      vec2 p = uv * 0.37 + 0.11;
      int bad = 0;
      ${compare('vertex')}
      badInVertex = bad;
    }`,
    `${head}
    in vec2 uv;
    flat in int badInVertex;
    out vec4 result;
    void main() {
      vec2 p = uv * 2.3 - 0.6;
      int bad = 0;
      ${compare('fragment')}
      result = vec4(float(bad) / 255.0, float(badInVertex) / 255.0, 1, 1);
    }`,
  );
}

/** All levels of it, with texels that differ from their neighbours. */
function fillTexture(gl: WebGL2RenderingContext, {target}: Kind, [format, channels]: Format, edge: number): void {
  const layered = target === 'TEXTURE_3D' || target === 'TEXTURE_2D_ARRAY';
  const isFloat = format.endsWith('F');
  const source = channels === 1 ? gl.RED : gl.RGBA;
  const type = isFloat ? gl.FLOAT : gl.UNSIGNED_BYTE;
  let depth = target === 'TEXTURE_3D' ? edge : layered ? 4 : 1;
  for (let level = 0, width = edge; ; ++level, width = Math.max(width >> 1, 1)) {
    const values = Array.from({length: width * width * depth * channels}, (_, i) => (i * 7919 + level * 31) % 251);
    const texels = isFloat ? Float32Array.from(values, (value) => value / 97 - 0.4) : Uint8Array.from(values);
    if (layered) {
      gl.texImage3D(gl[target], level, gl[format], width, width, depth, 0, source, type, texels);
    } else {
      const first = target === 'TEXTURE_2D' ? gl.TEXTURE_2D : gl.TEXTURE_CUBE_MAP_POSITIVE_X;
      for (let face = 0; face < (target === 'TEXTURE_2D' ? 1 : 6); ++face) {
        texels[0] = face;
        gl.texImage2D(first + face, level, gl[format], width, width, 0, source, type, texels);
      }
    }
    if (width === 1) break;
    if (target === 'TEXTURE_3D') depth = Math.max(depth >> 1, 1);
  }
}

for (const kind of kinds) {
  test(`look-ups of a ${kind.sampler} in routines give the bits of the core's functions`, () => {
    const gl = makeTestContext({width: size, height: size});
    gl.getExtension('OES_texture_float_linear');
    gl.useProgram(makeComparison(gl, kind));
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    const target = gl[kind.target];
    const pixels = new Uint8Array(size * size * 4);
    for (const format of formats) {
      for (const [i, filter] of filters.entries()) {
        gl.bindTexture(target, gl.createTexture());
        fillTexture(gl, kind, format, i % 2 ? 16 : 13);
        gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl[filter]);
        gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, filter.startsWith('LINEAR') ? gl.LINEAR : gl.NEAREST);
        for (const wrap of wraps) {
          gl.texParameteri(target, gl.TEXTURE_WRAP_S, gl[wrap]);
          gl.texParameteri(target, gl.TEXTURE_WRAP_T, gl[i < 2 ? wrap : 'REPEAT']);
          gl.texParameteri(target, gl.TEXTURE_WRAP_R, gl[wrap]);
          gl.drawArrays(gl.TRIANGLES, 0, 3);
          gl.readPixels(0, 0, size, size, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
          for (let at = 0; at < pixels.length; at += 4) {
            const found = [...pixels.subarray(at, at + 4)];
            if (found.join() !== '0,0,255,255')
              assert.fail(`${format[0]} ${filter} ${wrap}: ${found.join()} at ${at / 4}`);
          }
        }
      }
    }
    assert.equal(gl.getError(), gl.NO_ERROR);
  });
}
