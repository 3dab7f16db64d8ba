// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Differences of states that are meant, with the reason. docs/conformance.md says the same to people.

import type {KnownDifference} from '../kind.ts';
import type {Draw, StateCase, TargetSpec} from './case.ts';

const target: TargetSpec = {colors: ['RGBA8'], depth: undefined, samples: 0, storage: 'texture', size: 16};
const draw: Draw = {
  do: 'draw',
  source: 'flat',
  mode: 'LINES',
  vertices: 10,
  instances: 1,
  indices: undefined,
  restart: false,
  full: false,
  square: false,
  z: 0,
  pointSize: 1,
  content: 1,
};

export const known: readonly KnownDifference<StateCase>[] = [
  {
    because: 'open',
    reason: 'where two slopes meet in the middle of a pixel, the rounding of their depths decides which is nearer',
    what: /^(target|query)/,
    shown: /^enable\(DEPTH_TEST\)[^]*^draw: (?!.*\bz -?\d)/m,
    example: {
      targets: [{...target, colors: ['RGBA16F'], depth: 'DEPTH_COMPONENT32F'}],
      textures: [],
      steps: [
        {do: 'call', name: 'enable', args: ['DEPTH_TEST']},
        {...draw, mode: 'TRIANGLE_STRIP', z: undefined, pointSize: 8, content: 148456},
      ],
    },
  },
  {
    because: 'specification',
    reason:
      'OpenGL ES 3.0.6 section 3.5.1: lines cover what their diamonds say; SwiftShader cuts them across their ends',
    what: /^(target|query)/,
    shown: /mode LINE.*(?<!square true.*)$/m,
    example: {targets: [target], textures: [], steps: [draw]},
  },
  {
    because: 'specification',
    reason:
      'OpenGL ES 3.0.6 section 4.3.3: stencil values are copied as they are; Chromium writes zeros where it scales',
    what: /stencil$/,
    native: /^0 0 0 0$/,
    shown: /^blit:.*mask (1024|1280|17664)/m,
    example: {
      targets: [0, 1].map(() => ({...target, depth: 'DEPTH24_STENCIL8'})),
      textures: [],
      steps: [
        {
          do: 'blit',
          from: 0,
          to: 1,
          readBuffer: 0,
          rects: [14, 10, 16, 13, 3, 14, 9, 23],
          mask: 0x400,
          filter: 'NEAREST',
        },
      ],
    },
  },
  {
    because: 'open',
    reason:
      'OpenGL ES 3.0.6 section 3.8.9 leaves the filter open: ours weighs all texels that a texel of the next level ' +
      'covers, SwiftShader four of them, which leaves some out where sizes are odd',
    what: /^texture.* level/,
    shown: /(width|height|depth) (?!(1|2|4|8|16)\b)\d+[^]*^mipmap/m,
    example: {
      targets: [target],
      textures: [
        {
          target: 'TEXTURE_2D',
          format: 'RGBA8',
          width: 5,
          height: 5,
          depth: 1,
          levels: 1,
          content: 1,
          parameters: [['TEXTURE_MIN_FILTER', 'LINEAR']],
        },
      ],
      steps: [{do: 'mipmap', texture: 0}],
    },
  },
  {
    because: 'open',
    reason: 'a look-up in a level that was made of odd sizes: as above',
    what: /^(target|read as)/,
    shown: /(width|height|depth) (?!(1|2|4|8|16)\b)\d+[^]*^mipmap[^]*^draw: source texture/m,
    example: {
      targets: [target],
      textures: [
        {
          target: 'TEXTURE_2D',
          format: 'RGBA8',
          width: 5,
          height: 5,
          depth: 1,
          levels: 1,
          content: 1,
          parameters: [['TEXTURE_MIN_FILTER', 'NEAREST_MIPMAP_NEAREST']],
        },
      ],
      steps: [
        {do: 'mipmap', texture: 0},
        {
          ...draw,
          source: 'texture',
          mode: 'TRIANGLES',
          full: true,
          lookUp: {texture: 0, method: 'textureLod', lod: 1, scale: 1, offset: 0.3, sampler: undefined},
        },
      ],
    },
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 section 2.1.2: what is too large for 16 bits becomes infinite; SwiftShader writes a NaN',
    what: /16F$/,
    native: /NaN/,
    ours: /Infinity/,
    example: {
      targets: [{...target, colors: ['RGBA8', 'RGBA16F']}],
      textures: [],
      steps: [
        {do: 'call', name: 'enable', args: ['BLEND']},
        {
          do: 'call',
          name: 'blendFuncSeparate',
          args: ['ONE_MINUS_DST_ALPHA', 'DST_COLOR', 'DST_COLOR', 'SRC_COLOR'],
        },
        {
          ...draw,
          mode: 'TRIANGLE_STRIP',
          instances: 2,
          indices: 'UNSIGNED_BYTE',
          pointSize: 4,
          content: 114272,
        },
        {...draw, mode: 'TRIANGLES', vertices: 3, full: true, content: 813147},
      ],
    },
  },
  {
    because: 'open',
    reason:
      'OpenGL ES 3.0.6 section 2.1.3: small floats are rounded or cut off, and blending with the square of what is there ' +
      'doubles the difference each time',
    what: /R11F_G11F_B10F$/,
    shown: /^enable\(BLEND\)[^]*^blendFunc\w*\(\w+, DST_COLOR\b/m,
    example: {
      targets: [{...target, colors: ['R11F_G11F_B10F'], storage: 'renderbuffer'}],
      textures: [],
      steps: [
        {do: 'call', name: 'enable', args: ['BLEND']},
        {
          do: 'call',
          name: 'blendFuncSeparate',
          args: ['DST_COLOR', 'SRC_ALPHA', 'ONE_MINUS_DST_ALPHA', 'CONSTANT_ALPHA'],
        },
        {...draw, mode: 'TRIANGLES', vertices: 4, pointSize: 2, content: 270409},
        {do: 'call', name: 'blendFunc', args: ['ONE_MINUS_SRC_COLOR', 'DST_COLOR']},
        {do: 'call', name: 'blendEquationSeparate', args: ['FUNC_REVERSE_SUBTRACT', 'FUNC_REVERSE_SUBTRACT']},
        {...draw, mode: 'TRIANGLE_STRIP', vertices: 8, indices: 'UNSIGNED_SHORT', pointSize: 3, content: 849337},
      ],
    },
  },
  {
    because: 'specification',
    reason:
      'OpenGL ES 3.0.6 section 4.3.3: a blit converts; SwiftShader writes other bits where it filters sRGB into RGB10_A2',
    what: /RGB10_A2$/,
    shown: /^target \d: colors \[SRGB8_ALPHA8[^]*^blit: .*LINEAR/m,
    example: {
      targets: [
        {...target, colors: ['SRGB8_ALPHA8']},
        {...target, colors: ['RGB10_A2']},
      ],
      textures: [],
      steps: [
        {...draw, mode: 'TRIANGLE_STRIP', vertices: 4, full: true, pointSize: 5, content: 367037},
        {
          do: 'blit',
          from: 0,
          to: 1,
          readBuffer: 0,
          rects: [4, 15, 16, 16, 0, 8, 12, 7],
          mask: 0x4000,
          filter: 'LINEAR',
        },
      ],
    },
  },
];
