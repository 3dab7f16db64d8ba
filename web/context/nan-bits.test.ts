// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Bits of NaN: one that arithmetic makes is the canonical one wherever pages can see it, in whatever tier or engine,
// and one that is moved keeps its bits (docs/decisions/0006).

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {makeProgram, makeTestContext} from '../testing/contexts.ts';

const kSize = 4;
const kCanonical = 0x7fc00000;
const kPayload = 0x7fc12345;
const kNegativePayload = 0xffc54321;

const kVertex = `#version 300 es
uniform float zero;
flat out float flatMade;
out float made;
out vec2 uv;
void main() {
  uv = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.;
  flatMade = zero / zero;
  made = sqrt(zero - 1.) * uv.x;
  gl_Position = vec4(uv * 2. - 1., 0., 1.);
}`;

const fragment = (body: string): string => `#version 300 es
precision highp float; precision highp int; precision highp sampler2D; precision highp sampler3D;
precision highp samplerCube; precision highp sampler2DArray;
uniform float zero; uniform sampler2D plain; uniform sampler3D volume; uniform samplerCube cube;
uniform sampler2DArray layers;
flat in float flatMade; in float made; in vec2 uv;
layout(location = 0) out vec4 o;
vec4 bits(vec4 v) { return uintBitsToFloat(floatBitsToUint(v)); }
void main() { ${body} }`;

function newContext(): WebGL2RenderingContext {
  const gl = makeTestContext({width: kSize, height: kSize, threads: 1});
  for (const name of ['EXT_color_buffer_float', 'OES_texture_float_linear', 'EXT_float_blend']) {
    assert.ok(gl.getExtension(name), name);
  }
  return gl;
}

function floatTarget(gl: WebGL2RenderingContext, format: number): WebGLFramebuffer {
  const framebuffer = gl.createFramebuffer();
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE7);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, format, kSize, kSize);
  gl.activeTexture(gl.TEXTURE0);
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return framebuffer;
}

function draw(gl: WebGL2RenderingContext, body: string): void {
  const program = makeProgram(gl, kVertex, fragment(body));
  gl.useProgram(program);
  for (const [unit, name] of ['plain', 'volume', 'cube', 'layers'].entries()) {
    gl.uniform1i(gl.getUniformLocation(program, name), unit);
  }
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}

/** Of the bound framebuffer, which holds floats. */
function wordsOf(gl: WebGL2RenderingContext): Uint32Array {
  const floats = new Float32Array(4 * kSize * kSize);
  gl.readPixels(0, 0, kSize, kSize, gl.RGBA, gl.FLOAT, floats);
  assert.equal(gl.getError(), gl.NO_ERROR);
  return new Uint32Array(floats.buffer);
}

const isNan = (word: number): boolean => (word & 0x7fffffff) > 0x7f800000;
const hex = (words: Iterable<number>): string[] => Array.from(words, (word) => word.toString(16));

/** At least so many, and each the canonical one. */
function assertCanonical(words: Uint32Array, atLeast: number, what: string): void {
  const nans = words.filter(isNan);
  assert.ok(nans.length >= atLeast, `${what}: ${nans.length} NaN, where ${atLeast} are expected`);
  assert.deepEqual([...new Set(hex(nans))], [kCanonical.toString(16)], what);
}

/** Texels of a float texture at unit 0 to 3, of `words` over and over. */
function upload(gl: WebGL2RenderingContext, unit: number, words: readonly number[]): void {
  const data = (texels: number): Float32Array => {
    const bits = Uint32Array.from({length: 4 * texels}, (_, i) => words[i % words.length]!);
    return new Float32Array(bits.buffer);
  };
  const targets = [gl.TEXTURE_2D, gl.TEXTURE_3D, gl.TEXTURE_CUBE_MAP, gl.TEXTURE_2D_ARRAY];
  const target = targets[unit]!;
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(target, gl.createTexture());
  if (unit === 0) {
    gl.texImage2D(target, 0, gl.RGBA32F, kSize, kSize, 0, gl.RGBA, gl.FLOAT, data(kSize ** 2));
  } else if (unit === 2) {
    for (let face = 0; face < 6; ++face) {
      const place = gl.TEXTURE_CUBE_MAP_POSITIVE_X + face;
      gl.texImage2D(place, 0, gl.RGBA32F, kSize, kSize, 0, gl.RGBA, gl.FLOAT, data(kSize ** 2));
    }
  } else {
    gl.texImage3D(target, 0, gl.RGBA32F, kSize, kSize, kSize, 0, gl.RGBA, gl.FLOAT, data(kSize ** 3));
  }
}

function filters(gl: WebGL2RenderingContext, unit: number, min: number, mag: number): void {
  const target = [gl.TEXTURE_2D, gl.TEXTURE_3D, gl.TEXTURE_CUBE_MAP, gl.TEXTURE_2D_ARRAY][unit]!;
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, min);
  gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, mag);
}

const kMade: readonly (readonly [string, string])[] = [
  ['constants of the batch', 'o = vec4(zero / zero, sqrt(zero - 1.), zero * (1. / zero), log(-uv.x) - 1. / zero);'],
  ['lanes', 'vec4 n = vec4(uv, 1, 2) * zero; o = n / n; o.y = sqrt(-1. - uv.x); o.z = o.x + 1. / n.x;'],
  ['derivatives', 'o = vec4(dFdx(uv.x / zero), dFdy(flatMade), fwidth(made), dFdx(1. / (uv.y * zero)));'],
  [
    'variables',
    'float v[3]; v[0] = uv.x; v[1] = made; v[2] = made * 2.; int i = int(uv.x * 4.) % 3; o = vec4(v[i], v[2], v[1], -(-made));',
  ],
  ['varyings', 'o = vec4(flatMade, made, max(made, uv.x), uv.x > .5 ? made : flatMade);'],
  ['casts', 'o = bits(vec4(flatMade, made, uv.x / zero * zero, zero / zero));'],
  ['halves', 'o = vec4(unpackHalf2x16(packHalf2x16(vec2(made, uv.x / zero * zero))), flatMade, zero / zero);'],
  [
    'branches',
    'o = vec4(1); if (uv.x > .3) o.xy = vec2(made, zero / zero); for (float i = 0.; i < uv.y * 4.; ++i) o.z += made;',
  ],
];

for (const [name, body] of kMade) {
  test(`a NaN that arithmetic makes is canonical: ${name}`, () => {
    const gl = newContext();
    floatTarget(gl, gl.RGBA32F);
    draw(gl, body);
    assertCanonical(wordsOf(gl), kSize * kSize, name);
    for (const format of [gl.RGBA16F, gl.R11F_G11F_B10F]) {
      floatTarget(gl, format);
      draw(gl, body);
      assertCanonical(wordsOf(gl), kSize * kSize, `${name}, in fewer bits`);
    }
  });
}

test('a NaN in transform feedback is canonical, and captured moves keep their bits', () => {
  const gl = newContext();
  const vertex = `#version 300 es
    uniform float zero; in vec2 raw; out vec4 made; out vec2 moved;
    void main() {
      vec2 v = zero == 0. ? raw : vec2(1);
      moved = vec2(v.x, max(1., v.y));
      made = vec4(zero / zero, raw.x * 2., sqrt(-1. - float(gl_VertexID)), dot(raw, raw));
      gl_Position = made;
    }`;
  const nothing = '#version 300 es\nvoid main() {}';
  const program = makeProgram(gl, vertex, nothing, ['made', 'moved', 'gl_Position']);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Uint32Array([kPayload, kNegativePayload]), gl.STATIC_DRAW);
  const location = gl.getAttribLocation(program, 'raw');
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, 2, gl.FLOAT, false, 0, 0);
  gl.vertexAttribDivisor(location, 1);
  gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, 0, gl.createBuffer());
  gl.bufferData(gl.TRANSFORM_FEEDBACK_BUFFER, 5 * 40, gl.STREAM_READ);
  gl.enable(gl.RASTERIZER_DISCARD);
  gl.beginTransformFeedback(gl.POINTS);
  gl.drawArraysInstanced(gl.POINTS, 0, 5, 1);
  gl.endTransformFeedback();
  const words = new Uint32Array(50);
  gl.getBufferSubData(gl.TRANSFORM_FEEDBACK_BUFFER, 0, words);
  assert.equal(gl.getError(), gl.NO_ERROR);
  for (let i = 0; i < 50; i += 10) {
    assertCanonical(words.slice(i, i + 4), 4, 'made');
    assertCanonical(words.slice(i + 6, i + 10), 4, 'gl_Position');
    assert.deepEqual(hex(words.slice(i + 4, i + 6)), hex([kPayload, kNegativePayload]));
  }
});

test('a NaN that is moved keeps its bits', () => {
  const gl = newContext();
  const words = [kPayload, kNegativePayload, 0x3f800000, 0x7f800001 | 0x400000];
  for (let unit = 0; unit < 4; ++unit) {
    upload(gl, unit, words);
    filters(gl, unit, gl.NEAREST, gl.NEAREST);
  }
  const moves = [
    'o = texelFetch(plain, ivec2(gl_FragCoord.xy), 0);',
    'o = texture(plain, uv);',
    'o = textureLod(volume, vec3(uv, .5), 0.);',
    'o = texture(cube, vec3(uv, 1));',
    'o = texture(layers, vec3(uv, 2));',
    'vec4 t = texture(plain, uv); o = uv.x > 3. ? vec4(1) : t; t.x = 1.;',
    'uvec4 t = floatBitsToUint(texture(plain, uv)); o = uintBitsToFloat(t);',
    'vec4 v[2]; v[0] = vec4(zero); v[1] = texture(plain, uv); o = v[int(zero) + 1];',
  ];
  for (const body of moves) {
    floatTarget(gl, gl.RGBA32F);
    draw(gl, body);
    assert.deepEqual([...new Set(hex(wordsOf(gl)))].sort(), hex(words).sort(), body);
  }
});

test('a NaN that filters make is canonical', () => {
  const gl = newContext();
  const words = [kPayload, 0x7f800000, 0xff800000, kNegativePayload, 0xff800000, 0x3f800000, kPayload, 0x7f800000];
  const looks = [
    'o = texture(plain, uv * 1.1 + .01);',
    'o = textureLod(plain, uv, .5);',
    'o = textureGrad(plain, uv, vec2(.7, 0), vec2(0, .1));',
    'o = texture(volume, vec3(uv, .4));',
    'o = texture(cube, vec3(uv * 1.9 - .9, 1));',
    'o = texture(layers, vec3(uv, 1));',
    'o = bits(texture(plain, uv * 3.));',
  ];
  const kinds = [
    [gl.LINEAR, gl.LINEAR],
    [gl.LINEAR_MIPMAP_LINEAR, gl.LINEAR],
    [gl.NEAREST_MIPMAP_LINEAR, gl.LINEAR],
    [gl.LINEAR_MIPMAP_NEAREST, gl.LINEAR],
  ] as const;
  const anisotropy = gl.getExtension('EXT_texture_filter_anisotropic');
  assert.ok(anisotropy);
  for (const [min, mag] of kinds) {
    for (let unit = 0; unit < 4; ++unit) {
      upload(gl, unit, words);
      filters(gl, unit, min, mag);
      const target = [gl.TEXTURE_2D, gl.TEXTURE_3D, gl.TEXTURE_CUBE_MAP, gl.TEXTURE_2D_ARRAY][unit]!;
      gl.generateMipmap(target);
    }
    for (const ratio of [1, 4]) {
      gl.activeTexture(gl.TEXTURE0);
      gl.texParameterf(gl.TEXTURE_2D, anisotropy.TEXTURE_MAX_ANISOTROPY_EXT, ratio);
      for (const body of looks) {
        floatTarget(gl, gl.RGBA32F);
        draw(gl, body);
        assertCanonical(wordsOf(gl), 1, `${body} ${min.toString(16)} ${ratio}`);
      }
    }
  }
});

test('a NaN that mipmaps, blits and resolves make is canonical', () => {
  const gl = newContext();
  const words = [kNegativePayload, 0x7f800000, 0xff800000, 0x3f800000, kPayload, 0xff800000, 0x7f800000, kPayload];
  const read = (level: number): Uint32Array => {
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
    gl.framebufferTexture2D(
      gl.FRAMEBUFFER,
      gl.COLOR_ATTACHMENT0,
      gl.TEXTURE_2D,
      gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture,
      level,
    );
    const floats = new Float32Array(4);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, floats);
    assert.equal(gl.getError(), gl.NO_ERROR);
    return new Uint32Array(floats.buffer);
  };
  upload(gl, 0, words);
  gl.generateMipmap(gl.TEXTURE_2D);
  assertCanonical(read(1), 3, 'a level');

  const source = floatTarget(gl, gl.RGBA32F);
  draw(gl, 'o = texelFetch(plain, ivec2(gl_FragCoord.xy), 0);');
  floatTarget(gl, gl.RGBA32F);
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, source);
  gl.blitFramebuffer(0, 0, kSize, kSize, 0, 0, kSize, kSize - 1, gl.COLOR_BUFFER_BIT, gl.LINEAR);
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING) as WebGLFramebuffer);
  assertCanonical(wordsOf(gl), kSize, 'a blit');

  const samples = (gl.getInternalformatParameter(gl.RENDERBUFFER, gl.RGBA32F, gl.SAMPLES) as Int32Array)[0] ?? 0;
  if (samples === 0) return;
  const multisampled = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, multisampled);
  gl.bindRenderbuffer(gl.RENDERBUFFER, gl.createRenderbuffer());
  gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, gl.RGBA32F, kSize, kSize);
  gl.framebufferRenderbuffer(
    gl.FRAMEBUFFER,
    gl.COLOR_ATTACHMENT0,
    gl.RENDERBUFFER,
    gl.getParameter(gl.RENDERBUFFER_BINDING) as WebGLRenderbuffer,
  );
  gl.clearColor(-Infinity, 1, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(0, 0, kSize, kSize);
  gl.viewport(0, 0, kSize - 1, kSize - 1);
  draw(gl, 'o = vec4(1. / zero, made, 0, 0);');
  gl.viewport(0, 0, kSize, kSize);
  const resolved = floatTarget(gl, gl.RGBA32F);
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, multisampled);
  gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, resolved);
  gl.blitFramebuffer(0, 0, kSize, kSize, 0, 0, kSize, kSize, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, resolved);
  assertCanonical(wordsOf(gl), kSize, 'a resolve');
});

test('a NaN that blending makes is canonical', () => {
  const gl = newContext();
  for (const format of [gl.RGBA32F, gl.RGBA16F, gl.R11F_G11F_B10F]) {
    for (const equation of [gl.FUNC_ADD, gl.FUNC_REVERSE_SUBTRACT, gl.MAX]) {
      floatTarget(gl, format);
      gl.clearColor(Infinity, 1, Infinity, -Infinity);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.enable(gl.BLEND);
      gl.blendEquation(equation);
      gl.blendFunc(gl.ONE, equation === gl.FUNC_ADD ? gl.ZERO : gl.ONE);
      if (equation === gl.FUNC_ADD) gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
      draw(gl, 'o = vec4(1. / zero, made, flatMade, 1);');
      gl.disable(gl.BLEND);
      assertCanonical(wordsOf(gl), kSize * kSize, `${format.toString(16)} ${equation.toString(16)}`);
    }
  }
});

const kTierFlags = ['--liftoff-only', '--no-liftoff', '--no-wasm-tier-up'];

test('in every tier of V8', async (context) => {
  if (process.env['SW_NAN_TIER'] !== undefined) return context.skip('this is one of them');
  const {spawnSync} = await import('node:child_process');
  for (const flag of kTierFlags) {
    const args = [flag, '--import', 'tsx', '--test-reporter', 'tap', new URL(import.meta.url).pathname];
    const {status, stdout} = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: {...process.env, SW_NAN_TIER: flag, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined},
    });
    assert.equal(status, 0, `${flag}\n${stdout}`);
    assert.match(stdout, /# pass 1\d/, flag);
  }
});
