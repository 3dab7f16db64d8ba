// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the core's answers look like to a page, one of each kind, also when the page goes on calling before it looks.

import assert from 'node:assert/strict';
import test from 'node:test';
import {kColorFragment, kPlainVertex, makeProgram, makeTestContext} from '../testing/contexts.ts';

const gl = makeTestContext();
const program = makeProgram(
  gl,
  `#version 300 es
  in vec2 position;
  uniform Block { vec4 offset; vec4 other[3]; };
  out vec4 moved;
  void main() { moved = offset; gl_Position = vec4(position, 0.0, 1.0) + other[1]; }`,
  `#version 300 es
  precision highp float;
  uniform mat4 matrix; uniform bvec3 flags; uniform ivec2 whole; uniform uint word; uniform sampler2D image;
  out vec4 result;
  void main() {
    result = matrix[1] + vec4(flags, float(whole.x + whole.y)) + float(word) + texture(image, vec2(0));
  }`,
);
gl.useProgram(program);
const buffer = gl.createBuffer()!;
gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
gl.bufferData(gl.ARRAY_BUFFER, new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]), gl.STATIC_DRAW);
const location = (name: string): WebGLUniformLocation => gl.getUniformLocation(program, name)!;
gl.uniformMatrix4fv(
  location('matrix'),
  false,
  Float32Array.from({length: 16}, (_, i) => i / 2),
);
gl.uniform3i(location('flags'), 1, 0, 1);
gl.uniform2i(location('whole'), -5, 7);
gl.uniform1ui(location('word'), 0xfffffff0);
gl.viewport(1, 2, 3, 4);
gl.blendColor(0.25, 0.5, 0.75, 1);

/** Calls that leave a payload in each arena. */
function disturb(): void {
  gl.getParameter(gl.SCISSOR_BOX);
  gl.getParameter(gl.RENDERER);
  gl.getBufferSubData(gl.ARRAY_BUFFER, 0, new Uint8Array(4));
  gl.getShaderSource(gl.getAttachedShaders(program)![0]!);
}

const kAnswers: readonly (readonly [name: string, answer: () => unknown, expected: unknown])[] = [
  ['null', () => gl.getParameter(gl.PIXEL_PACK_BUFFER_BINDING), null],
  ['a boolean', () => gl.getParameter(gl.DITHER), true],
  ['an int', () => gl.getParameter(gl.PACK_ALIGNMENT), 4],
  ['a uint', () => gl.getUniform(program, location('word')), 0xfffffff0],
  ['a float', () => gl.getParameter(gl.LINE_WIDTH), 1],
  ['an Int32Array', () => gl.getParameter(gl.VIEWPORT), new Int32Array([1, 2, 3, 4])],
  ['generic attributes', () => gl.getVertexAttrib(0, gl.CURRENT_VERTEX_ATTRIB), new Float32Array([0, 0, 0, 1])],
  ['a Float32Array', () => gl.getParameter(gl.BLEND_COLOR), new Float32Array([0.25, 0.5, 0.75, 1])],
  ['a large one', () => gl.getUniform(program, location('matrix')), Float32Array.from({length: 16}, (_, i) => i / 2)],
  ['booleans', () => gl.getUniform(program, location('flags')), [true, false, true]],
  ['negative ints', () => gl.getUniform(program, location('whole')), new Int32Array([-5, 7])],
  ['text', () => gl.getParameter(gl.SHADING_LANGUAGE_VERSION), /^WebGL GLSL ES 3\.00/],
  ['an object', () => gl.getParameter(gl.ARRAY_BUFFER_BINDING), buffer],
  ['a number', () => gl.getParameter(gl.MAX_SERVER_WAIT_TIMEOUT), 0],
  ['the numbers of uniforms', () => gl.getActiveUniforms(program, [0, 1], gl.UNIFORM_SIZE), [1, 1]],
  ['indices', () => gl.getUniformIndices(program, ['nothing']), [0xffffffff]],
  ['no indices', () => gl.getUniformIndices(program, []), []],
  ['an empty log', () => gl.getProgramInfoLog(program), ''],
  ["a block's name", () => gl.getActiveUniformBlockName(program, 0), 'Block'],
  ['extensions', () => gl.getSupportedExtensions()!.includes('EXT_color_buffer_float'), true],
  [
    'shaders',
    () => gl.getAttachedShaders(program)!.map((shader) => gl.getShaderParameter(shader, gl.SHADER_TYPE)),
    [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER],
  ],
  [
    'a precision',
    () => {
      const format = gl.getShaderPrecisionFormat(gl.FRAGMENT_SHADER, gl.HIGH_FLOAT)!;
      return [format.rangeMin, format.rangeMax, format.precision];
    },
    [127, 127, 23],
  ],
];

for (const [name, answer, expected] of kAnswers) {
  test(`an answer that is ${name} stays what it is`, () => {
    const given = answer();
    disturb();
    if (expected instanceof RegExp) assert.match(given as string, expected);
    else assert.deepEqual(given, expected);
    assert.equal(gl.getError(), gl.NO_ERROR);
  });
}

test('active attributes, uniforms and varyings have name, size and type', () => {
  const attribute = gl.getActiveAttrib(program, 0)!;
  const uniforms = Array.from({length: gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS)}, (_, i) => {
    return gl.getActiveUniform(program, i)!;
  });
  disturb();
  assert.deepEqual([attribute.name, attribute.size, attribute.type], ['position', 1, gl.FLOAT_VEC2]);
  const matrix = uniforms.find(({name}) => name === 'matrix')!;
  assert.deepEqual([matrix.size, matrix.type], [1, gl.FLOAT_MAT4]);
  const other = uniforms.find(({name}) => name === 'other[0]')!;
  assert.deepEqual([other.size, other.type], [3, gl.FLOAT_VEC4]);
});

test('what a page reads into its arrays is there, and what it skips stays', () => {
  const bytes = new Uint8Array(6).fill(9);
  gl.getBufferSubData(gl.ARRAY_BUFFER, 2, bytes, 1, 4);
  const pixels = new Uint8Array(2 * 12 + 4).fill(9);
  gl.clearColor(1, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.pixelStorei(gl.PACK_ROW_LENGTH, 3);
  gl.readPixels(0, 0, 2, 2, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  gl.pixelStorei(gl.PACK_ROW_LENGTH, 0);
  disturb();
  assert.deepEqual([...bytes], [9, 3, 4, 5, 6, 9]);
  const row = [255, 0, 0, 255, 255, 0, 0, 255, 9, 9, 9, 9];
  assert.deepEqual([...pixels], [...row, ...row, 9, 9, 9, 9]);
});

test('what is refused, lost, or not there is null', () => {
  const lost = makeTestContext();
  const other = makeProgram(lost, kPlainVertex, kColorFragment);
  assert.equal(lost.getParameter(1), null);
  assert.equal(lost.getError(), lost.INVALID_ENUM);
  assert.equal(lost.getActiveUniform(other, 99), null);
  assert.equal(lost.getError(), lost.INVALID_VALUE);
  lost.getExtension('WEBGL_lose_context')!.loseContext();
  assert.equal(lost.getParameter(lost.VIEWPORT), null);
  assert.equal(lost.getProgramInfoLog(other), null);
  assert.equal(lost.getSupportedExtensions(), null);
  assert.equal(lost.getUniformIndices(other, ['color']), null);
  assert.equal(lost.getAttachedShaders(other), null);
  assert.equal(lost.getShaderPrecisionFormat(lost.VERTEX_SHADER, lost.LOW_FLOAT), null);
});
