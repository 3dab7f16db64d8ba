// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Draws a program that a page has linked, with no page around it: a triangle over everything, whose corners get the
// outputs that the vertex shader computes of attributes from a seed; uniforms within what the page set; a texture of
// each kind.

import {attachShaders} from '../differential/attach.ts';
import type {Context, ContextType} from '../differential/kind.ts';
import {Random} from '../random.ts';

export interface Range {
  readonly least: number;
  readonly most: number;
  readonly last: readonly number[];
}

export interface Recorded {
  readonly context: ContextType;
  readonly extensions: readonly string[];
  readonly vertex: string;
  readonly fragment: string;
  readonly bindings: readonly (readonly [number, string])[];
  readonly feedback: readonly string[];
  readonly interleaved: boolean;
  readonly uniforms: {readonly [name: string]: Range};
}

export interface Drawn {
  /** All of the attachment, or why there is nothing. */
  readonly pixels: Uint8Array | string;
  /** `gl_Position` as the shader has computed it at the corners, where a context can tell. */
  readonly positions: Float32Array | undefined;
}

export const kSize = 32;
const kCorners = [-1, -1, 3, -1, -1, 3];
const kMain = /\bvoid\s+main\s*\(\s*(?:void\s*)?\)/g;
const kGenerators = 0x7fffffff;

const unit = (random: Random): number => random.int(kGenerators) / kGenerators;

/** The vertex shader, its own position replaced by a corner's. */
export function coveringVertexShader(text: string, isModern: boolean): string | undefined {
  if (!kMain.test(text)) return undefined;
  const [input, output] = isModern ? ['in', 'out highp vec4 sw_position;'] : ['attribute', ''];
  const kept = isModern ? 'sw_position = gl_Position;' : '';
  return `${text.replace(kMain, 'void sw_main()')}
${input} highp vec2 sw_corner;
${output}
void main() {
  sw_main();
  ${kept}
  gl_Position = vec4(sw_corner, 0, 1);
}
`;
}

const kSamplers: {readonly [type: number]: {target: number; kind: 'colour' | 'signed' | 'unsigned' | 'depth'}} = {
  0x8b5e: {target: 0x0de1, kind: 'colour'}, // sampler2D
  0x8b60: {target: 0x8513, kind: 'colour'}, // samplerCube
  0x8b5f: {target: 0x806f, kind: 'colour'}, // sampler3D
  0x8dc1: {target: 0x8c1a, kind: 'colour'}, // sampler2DArray
  0x8b62: {target: 0x0de1, kind: 'depth'}, // sampler2DShadow
  0x8dc5: {target: 0x8513, kind: 'depth'}, // samplerCubeShadow
  0x8dc4: {target: 0x8c1a, kind: 'depth'}, // sampler2DArrayShadow
  0x8dca: {target: 0x0de1, kind: 'signed'},
  0x8dcc: {target: 0x8513, kind: 'signed'},
  0x8dcb: {target: 0x806f, kind: 'signed'},
  0x8dcf: {target: 0x8c1a, kind: 'signed'},
  0x8dd2: {target: 0x0de1, kind: 'unsigned'},
  0x8dd4: {target: 0x8513, kind: 'unsigned'},
  0x8dd3: {target: 0x806f, kind: 'unsigned'},
  0x8dd7: {target: 0x8c1a, kind: 'unsigned'},
};

/** Smooth, so that where exactly a texel is looked up matters little. */
function texels(size: number, layer: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(4 * size * size);
  for (let y = 0; y < size; ++y) {
    for (let x = 0; x < size; ++x) {
      const [a, b] = [(2 * Math.PI * x) / size, (2 * Math.PI * y) / size];
      const at = 4 * (y * size + x);
      data[at] = 128 + 100 * Math.sin(a + layer);
      data[at + 1] = 128 + 100 * Math.cos(b + 2 * layer);
      data[at + 2] = 128 + 60 * Math.sin(a - b) + 30 * Math.cos(layer);
      data[at + 3] = 200 + 50 * Math.cos(a + b);
    }
  }
  return data;
}

function makeTexture(gl: Context, target: number, kind: string): WebGLTexture {
  const gl2 = gl as WebGL2RenderingContext;
  const texture = gl.createTexture();
  const size = 32;
  gl.bindTexture(target, texture);
  const isDeep = target === 0x806f || target === 0x8c1a;
  const faces = target === gl.TEXTURE_CUBE_MAP ? 6 : 1;
  const formats: {[kind: string]: [number, number, number]} = {
    colour: [gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE],
    signed: [0x8d8e, 0x8d99, gl.BYTE],
    unsigned: [0x8d7c, 0x8d99, gl.UNSIGNED_BYTE],
    depth: [0x81a5, gl.DEPTH_COMPONENT, gl.UNSIGNED_SHORT],
  };
  const [internal, format, type] = formats[kind]!;
  for (let face = 0; face < faces; ++face) {
    const layers = isDeep ? 4 : 1;
    const bytes = new Uint8Array(4 * size * size * layers);
    for (let layer = 0; layer < layers; ++layer) bytes.set(texels(size, face + layer), 4 * size * size * layer);
    const data: ArrayBufferView<ArrayBuffer> =
      kind === 'depth'
        ? Uint16Array.from({length: size * size * layers}, (_, i) => bytes[4 * i]! * 257)
        : kind === 'signed'
          ? new Int8Array(bytes.map((value) => value >> 5))
          : kind === 'unsigned'
            ? bytes.map((value) => value >> 5)
            : bytes;
    if (isDeep) gl2.texImage3D(target, 0, internal, size, size, layers, 0, format, type, data);
    else gl.texImage2D(faces === 6 ? 0x8515 + face : target, 0, internal, size, size, 0, format, type, data);
  }
  if (kind === 'colour') {
    gl.generateMipmap(target);
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  } else {
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  }
  if (kind === 'depth') gl.texParameteri(target, gl2.TEXTURE_COMPARE_MODE, gl2.COMPARE_REF_TO_TEXTURE);
  return texture;
}

/** Components and base of a type that is no sampler. */
function shapeOf(type: number): {components: number; base: 'float' | 'int' | 'uint' | 'bool' | 'matrix'} {
  if (type === 0x1406) return {components: 1, base: 'float'};
  if (type >= 0x8b50 && type <= 0x8b52) return {components: type - 0x8b50 + 2, base: 'float'};
  if (type === 0x1404) return {components: 1, base: 'int'};
  if (type >= 0x8b53 && type <= 0x8b55) return {components: type - 0x8b53 + 2, base: 'int'};
  if (type === 0x1405) return {components: 1, base: 'uint'};
  if (type >= 0x8dc6 && type <= 0x8dc8) return {components: type - 0x8dc6 + 2, base: 'uint'};
  if (type >= 0x8b56 && type <= 0x8b59) return {components: type - 0x8b56 + 1, base: 'bool'};
  const matrices: {[type: number]: number} = {
    0x8b5a: 4,
    0x8b5b: 9,
    0x8b5c: 16,
    0x8b65: 6,
    0x8b66: 8,
    0x8b67: 6,
    0x8b68: 12,
    0x8b69: 8,
    0x8b6a: 12,
  };
  return {components: matrices[type] ?? 1, base: 'matrix'};
}

const columnsOf = (components: number): number => ({4: 2, 9: 3, 16: 4, 6: 2, 8: 2, 12: 3})[components] ?? 1;

/** Numbers for a uniform: what the page has set, or as far from it as the page went. */
function numbersFor(name: string, type: number, count: number, range: Range | undefined, seed: number): number[] {
  const {components, base} = shapeOf(type);
  const random = Random.of(name, seed);
  const columns = columnsOf(components);
  return Array.from({length: components * count}, (_, i) => {
    const last = range?.last[i % Math.max(range.last.length, 1)];
    if (last !== undefined && base !== 'float') return last;
    if (range && last !== undefined && Number.isFinite(last)) {
      const within = range.least + (range.most - range.least) * unit(random);
      return Math.abs(within) < 1e6 ? within : last;
    }
    if (base === 'matrix') {
      const [column, row] = [Math.floor((i % components) / (components / columns)), i % (components / columns)];
      return (column === row ? 1 : 0) + 0.25 * (unit(random) - 0.5);
    }
    return base === 'float' ? unit(random) : base === 'bool' ? random.int(2) : 1 + random.int(2);
  });
}

function setUniform(gl: Context, location: WebGLUniformLocation, type: number, values: number[]): void {
  const {components, base} = shapeOf(type);
  const gl2 = gl as unknown as Record<string, (...args: unknown[]) => void>;
  if (base === 'matrix') {
    const names: {[type: number]: string} = {
      0x8b5a: '2',
      0x8b5b: '3',
      0x8b5c: '4',
      0x8b65: '2x3',
      0x8b66: '2x4',
      0x8b67: '3x2',
      0x8b68: '3x4',
      0x8b69: '4x2',
      0x8b6a: '4x3',
    };
    gl2[`uniformMatrix${names[type]}fv`]!(location, false, values);
    return;
  }
  gl2[`uniform${components}${{float: 'f', int: 'i', uint: 'ui', bool: 'i'}[base]}v`]!(location, values);
}

/** What a context keeps for all programs. */
class Scene {
  readonly #gl: Context;
  readonly #textures = new Map<string, number>();
  readonly corners: WebGLBuffer;

  constructor(gl: Context) {
    this.#gl = gl;
    this.corners = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.corners);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(kCorners), gl.STATIC_DRAW);
  }

  /** The unit with a texture for a sampler type. */
  unitFor(type: number): number {
    const gl = this.#gl;
    const {target, kind} = kSamplers[type] ?? kSamplers[0x8b5e]!;
    const key = `${target} ${kind}`;
    let unit = this.#textures.get(key);
    if (unit === undefined) {
      unit = this.#textures.size;
      gl.activeTexture(gl.TEXTURE0 + unit);
      makeTexture(gl, target, kind);
      this.#textures.set(key, unit);
    }
    return unit;
  }
}

const scenes = new WeakMap<Context, Scene>();

function setBlocks(gl: WebGL2RenderingContext, program: WebGLProgram, seed: number): WebGLBuffer[] {
  const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORM_BLOCKS) as number;
  return Array.from({length: count}, (_, block) => {
    const data = new DataView(
      new ArrayBuffer(gl.getActiveUniformBlockParameter(program, block, gl.UNIFORM_BLOCK_DATA_SIZE)),
    );
    const members = Array.from(
      gl.getActiveUniformBlockParameter(program, block, gl.UNIFORM_BLOCK_ACTIVE_UNIFORM_INDICES) as Uint32Array,
    );
    const of = (what: number): number[] => gl.getActiveUniforms(program, members, what) as number[];
    const [offsets, strides, columns] = [
      of(gl.UNIFORM_OFFSET),
      of(gl.UNIFORM_ARRAY_STRIDE),
      of(gl.UNIFORM_MATRIX_STRIDE),
    ];
    for (const [i, member] of members.entries()) {
      const {name, type, size} = gl.getActiveUniform(program, member)!;
      const {components, base} = shapeOf(type);
      const values = numbersFor(name, type, size, undefined, seed);
      const rows = components / (base === 'matrix' ? columnsOf(components) : 1);
      for (const [at, value] of values.entries()) {
        const [element, part] = [Math.floor(at / components), at % components];
        const inside = base === 'matrix' ? Math.floor(part / rows) * columns[i]! + 4 * (part % rows) : 4 * part;
        const to = offsets[i]! + element * strides[i]! + inside;
        if (to + 4 > data.byteLength) continue;
        if (base === 'float' || base === 'matrix') data.setFloat32(to, value, true);
        else data.setInt32(to, value, true);
      }
    }
    const buffer = gl.createBuffer();
    gl.bindBufferBase(gl.UNIFORM_BUFFER, block, buffer);
    gl.bufferData(gl.UNIFORM_BUFFER, data, gl.STATIC_DRAW);
    gl.uniformBlockBinding(program, block, block);
    return buffer;
  });
}

function setAttributes(gl: Context, program: WebGLProgram, scene: Scene, seed: number): WebGLBuffer[] {
  const buffers: WebGLBuffer[] = [];
  const count = gl.getProgramParameter(program, gl.ACTIVE_ATTRIBUTES) as number;
  for (let i = 0; i < count; ++i) {
    const {name, type} = gl.getActiveAttrib(program, i)!;
    const location = gl.getAttribLocation(program, name);
    if (location < 0) continue;
    if (name === 'sw_corner') {
      gl.bindBuffer(gl.ARRAY_BUFFER, scene.corners);
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, 2, gl.FLOAT, false, 0, 0);
      continue;
    }
    const {components, base} = shapeOf(type);
    const random = Random.of(name, seed);
    const columns = base === 'matrix' ? columnsOf(components) : 1;
    const rows = components / columns;
    const least = /position|pos\b|normal|tangent/i.test(name) ? -1 : 0;
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    const values = Array.from({length: 3 * 4 * columns}, () =>
      base === 'int' || base === 'uint' ? random.int(3) : least + (1 - least) * unit(random),
    );
    const isInteger = base === 'int' || base === 'uint';
    const data = isInteger ? Int32Array.from(values) : Float32Array.from(values);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    for (let column = 0; column < columns; ++column) {
      gl.enableVertexAttribArray(location + column);
      const [stride, offset] = [16 * columns, 16 * column];
      if (isInteger) {
        const gl2 = gl as WebGL2RenderingContext;
        gl2.vertexAttribIPointer(location + column, rows, base === 'int' ? gl.INT : gl.UNSIGNED_INT, stride, offset);
      } else {
        gl.vertexAttribPointer(location + column, rows, gl.FLOAT, false, stride, offset);
      }
    }
    buffers.push(buffer);
  }
  return buffers;
}

export function drawRecorded(gl: Context, recorded: Recorded, seed: number): Drawn {
  const nothing = (why: string): Drawn => ({pixels: why, positions: undefined});
  const isModern = /^\s*#version\s+300/.test(recorded.vertex);
  const vertex = coveringVertexShader(recorded.vertex, isModern);
  if (!vertex) return nothing('no main');
  let scene = scenes.get(gl);
  if (!scene) scenes.set(gl, (scene = new Scene(gl)));
  const gl2 = isModern ? (gl as WebGL2RenderingContext) : undefined;
  const program = gl.createProgram();
  attachShaders(gl, program, vertex, recorded.fragment);
  for (const [location, name] of recorded.bindings) gl.bindAttribLocation(program, location, name);
  gl2?.transformFeedbackVaryings(program, ['sw_position'], gl2.INTERLEAVED_ATTRIBS);
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    gl.deleteProgram(program);
    return nothing('cannot be made to cover');
  }
  gl.useProgram(program);
  const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number;
  for (let i = 0; i < count; ++i) {
    const {name, type, size} = gl.getActiveUniform(program, i)!;
    const location = gl.getUniformLocation(program, name);
    if (!location) continue;
    if (kSamplers[type]) {
      gl.uniform1iv(location, new Array(size).fill(scene.unitFor(type)));
      continue;
    }
    const range = recorded.uniforms[name] ?? recorded.uniforms[name.replace(/\[0\]$/, '')];
    setUniform(gl, location, type, numbersFor(name, type, size, range, seed));
  }
  const buffers = [...(gl2 ? setBlocks(gl2, program, seed) : []), ...setAttributes(gl, program, scene, seed)];
  const feedback = gl2?.createTransformFeedback() ?? null;
  const captured = gl2?.createBuffer() ?? null;
  const pixels = new Uint8Array(4 * kSize * kSize);
  let positions: Float32Array | undefined;
  if (gl2) {
    gl2.bindTransformFeedback(gl2.TRANSFORM_FEEDBACK, feedback);
    gl2.bindBufferBase(gl2.TRANSFORM_FEEDBACK_BUFFER, 0, captured);
    gl2.bufferData(gl2.TRANSFORM_FEEDBACK_BUFFER, 48, gl2.STREAM_READ);
  }
  gl.viewport(0, 0, kSize, kSize);
  gl.clearColor(0.2, 0.3, 0.4, 0.5);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  while (gl.getError() !== gl.NO_ERROR);
  gl2?.beginTransformFeedback(gl.TRIANGLES);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  gl2?.endTransformFeedback();
  const error = gl.getError();
  if (gl2) {
    gl2.bindTransformFeedback(gl2.TRANSFORM_FEEDBACK, null);
    gl2.bindBuffer(gl2.TRANSFORM_FEEDBACK_BUFFER, captured);
    positions = new Float32Array(12);
    gl2.getBufferSubData(gl2.TRANSFORM_FEEDBACK_BUFFER, 0, positions);
    gl2.bindBuffer(gl2.TRANSFORM_FEEDBACK_BUFFER, null);
    gl2.deleteTransformFeedback(feedback);
    gl2.deleteBuffer(captured);
  }
  gl.readPixels(0, 0, kSize, kSize, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  for (let i = 0; i < gl.getParameter(gl.MAX_VERTEX_ATTRIBS); ++i) gl.disableVertexAttribArray(i);
  for (const buffer of buffers) gl.deleteBuffer(buffer);
  gl.useProgram(null);
  gl.deleteProgram(program);
  return {pixels: error === gl.NO_ERROR ? pixels : `error ${error}`, positions: error ? undefined : positions};
}
