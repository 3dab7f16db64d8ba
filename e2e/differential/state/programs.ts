// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The shaders that states are drawn with.

import type {Draw, LookUp, TextureSpec} from './case.ts';
import {type Component, formatNamed} from './formats.ts';

export const kVertex = `#version 300 es
layout(location = 0) in vec4 position;
layout(location = 1) in vec4 color;
layout(location = 2) in vec2 shift;
uniform float pointSize;
flat out vec4 flatColor;
out vec4 smoothColor;
void main() {
  gl_Position = position + vec4(shift, 0, 0);
  gl_PointSize = pointSize;
  flatColor = color;
  smoothColor = color;
}`;

export const kFeedbackVertex = `#version 300 es
layout(location = 0) in vec4 position;
layout(location = 1) in vec4 color;
layout(location = 2) in vec2 shift;
flat out vec4 flatColor;
out vec4 smoothColor;
flat out ivec2 ids;
out float sum;
void main() {
  gl_Position = position + vec4(shift, 0, 0);
  gl_PointSize = 1.;
  flatColor = color;
  smoothColor = color;
  ids = ivec2(gl_VertexID, gl_InstanceID);
  sum = color.x + color.y;
}`;
export const kFeedbackVaryings = ['gl_Position', 'flatColor', 'ids', 'sum'];

const kSwizzles = ['rgba', 'gbra', 'abgr', 'brga'];

/** Declarations and assignments of outputs for attachments of these components. */
function outputsOf(components: readonly (Component | undefined)[]): {declarations: string; assignments: string} {
  const lines = components.map((component, i) => {
    const swizzled = `c.${kSwizzles[i]}`;
    if (component === 'int') return [`ivec4 o${i}`, `ivec4(${swizzled} * 100. - 20.)`];
    if (component === 'uint') return [`uvec4 o${i}`, `uvec4(${swizzled} * 100.)`];
    return [`vec4 o${i}`, swizzled];
  });
  return {
    declarations: lines.map(([declaration], i) => `layout(location = ${i}) out ${declaration};`).join('\n'),
    assignments: lines.map(([, value], i) => `  o${i} = ${value};`).join('\n'),
  };
}

export const isCompared = (spec: TextureSpec, parameters: readonly (readonly [string, string | number])[]): boolean =>
  formatNamed(spec.format).component === 'depth' &&
  parameters.some(([name, value]) => name === 'TEXTURE_COMPARE_MODE' && value !== 'NONE');

function lookUpText(lookUp: LookUp, spec: TextureSpec): {sampler: string; value: string} {
  const {component} = formatNamed(spec.format);
  const compared = isCompared(spec, lookUp.sampler ?? spec.parameters);
  const prefix = component === 'int' ? 'i' : component === 'uint' ? 'u' : '';
  const kinds = {
    TEXTURE_2D: 'sampler2D',
    TEXTURE_3D: 'sampler3D',
    TEXTURE_2D_ARRAY: 'sampler2DArray',
    TEXTURE_CUBE_MAP: 'samplerCube',
  };
  const sampler = `${prefix}${kinds[spec.target]}${compared ? 'Shadow' : ''}`;
  const flat = spec.target === 'TEXTURE_2D';
  const p = {
    TEXTURE_2D: 'at',
    TEXTURE_3D: `vec3(at, at.x * .5 + .03)`,
    TEXTURE_2D_ARRAY: `vec3(at, floor(gl_FragCoord.x / 4.))`,
    TEXTURE_CUBE_MAP: 'turn * vec3(at * 2. - 1., 1)',
  }[spec.target];
  const size = flat ? 2 : 3;
  const all = compared ? `vec${size + 1}(${p}, .47)` : p;
  // What lies outside is for implementations to say.
  const limited = spec.parameters.some(([name]) => /BASE_LEVEL|MAX_LEVEL/.test(name));
  const level = spec.levels > 1 && lookUp.lod > 1 && !limited ? 1 : 0;
  const slopes = flat || spec.target === 'TEXTURE_2D_ARRAY' ? 'vec2' : 'vec3';
  const calls: Readonly<Record<LookUp['method'], string>> = {
    texture: `texture(s, ${all})`,
    bias: `texture(s, ${all}, ${lookUp.lod.toFixed(2)})`,
    textureLod: `textureLod(s, ${all}, ${lookUp.lod.toFixed(2)})`,
    textureGrad: `textureGrad(s, ${all}, ${slopes}(${lookUp.lod.toFixed(2)}), ${slopes}(.07))`,
    textureOffset:
      spec.target === 'TEXTURE_CUBE_MAP'
        ? `texture(s, ${all})`
        : `textureOffset(s, ${all}, ${flat || spec.target === 'TEXTURE_2D_ARRAY' ? 'ivec2(1, -2)' : 'ivec3(1, -2, 1)'})`,
    textureProj:
      spec.target === 'TEXTURE_2D' || spec.target === 'TEXTURE_3D'
        ? `textureProj(s, vec4(${compared ? all : flat ? `${p}, 0` : p}${compared ? ' * 2.' : ''}, ${
            compared ? '2' : '1.5'
          }))`
        : `texture(s, ${all})`,
    texelFetch:
      spec.target === 'TEXTURE_CUBE_MAP' || compared
        ? `textureLod(s, ${all}, 0.)`
        : `texelFetch(s, abs(${flat ? 'ivec2' : 'ivec3'}(${p} * 4.)) % textureSize(s, ${level}), ${level})`,
  };
  const method =
    compared && spec.target !== 'TEXTURE_2D' && lookUp.method !== 'textureGrad' ? 'texture' : lookUp.method;
  // Comparisons give one number, integers are brought into the range of colours.
  const call = compared && method === 'textureProj' ? `textureProj(s, vec4(${p} * 2., .94, 2.))` : calls[method];
  if (compared) return {sampler, value: `vec4(${call}, .2, .61, 1)`};
  return {
    sampler,
    value: component === 'float' || component === 'depth' ? call : `vec4(${prefix}vec4(255) & ${call}) / 256.`,
  };
}

export function fragmentText(
  draw: Draw,
  components: readonly (Component | undefined)[],
  textures: readonly TextureSpec[],
): string {
  const {declarations, assignments} = outputsOf(components);
  const head = ['#version 300 es', 'precision highp float;', 'precision highp int;', 'flat in vec4 flatColor;'];
  head.push('in vec4 smoothColor;', declarations);
  let color = 'flatColor';
  let more = '';
  switch (draw.source) {
    case 'flat':
      break;
    case 'smooth':
      color = 'smoothColor';
      break;
    case 'facing':
      color = 'gl_FrontFacing ? flatColor : flatColor.abgr';
      break;
    case 'pointCoord':
      color = 'vec4(gl_PointCoord, flatColor.ba)';
      break;
    case 'block':
      head.push('layout(std140) uniform Colors {vec4 colors[4];};');
      color = 'colors[int(gl_FragCoord.x) & 3]';
      break;
    case 'stripes':
      color = 'flatColor';
      more = '  if ((int(gl_FragCoord.x) + int(gl_FragCoord.y)) % 3 == 0) discard;\n';
      break;
    case 'depth':
      color = 'flatColor';
      more = '  gl_FragDepth = floor(gl_FragCoord.x) / 16.;\n';
      break;
    case 'texture': {
      const {sampler, value} = lookUpText(draw.lookUp!, textures[draw.lookUp!.texture]!);
      head.push(`uniform highp ${sampler} s;`, 'uniform mat3 turn;', 'uniform vec2 place;');
      more = '  vec2 at = gl_FragCoord.xy / 16. * place.x + place.y;\n';
      color = value;
      break;
    }
  }
  return `${head.join('\n')}\nvoid main() {\n${more}  vec4 c = ${color};\n${assignments}\n}`;
}

/** Texels of a level as they are, one for each pixel. */
export function fetchText(component: Component, target: TextureSpec['target']): string {
  const prefix = component === 'int' ? 'i' : component === 'uint' ? 'u' : '';
  const kinds = {
    TEXTURE_2D: ['sampler2D', 'texelFetch(s, at, level)'],
    TEXTURE_3D: ['sampler3D', 'texelFetch(s, ivec3(at, layer), level)'],
    TEXTURE_2D_ARRAY: ['sampler2DArray', 'texelFetch(s, ivec3(at, layer), level)'],
    TEXTURE_CUBE_MAP: ['samplerCube', ''],
  };
  const [sampler, call] = kinds[target];
  return `#version 300 es
precision highp float;
precision highp int;
uniform highp ${prefix}${sampler} s;
uniform int level;
uniform int layer;
layout(location = 0) out highp ${prefix}vec4 o;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  o = ${prefix}vec4(${call});
}`;
}

export const kFullVertex = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1, 0, 1);
}`;
/** What is drawn where the stencil test passes. */
export const kValueFragment = `#version 300 es
precision highp float;
uniform float value;
out vec4 o;
void main() {
  o = vec4(value);
}`;
