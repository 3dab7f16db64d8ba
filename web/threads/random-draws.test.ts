// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Random draws with random state, and between them whatever meets draws in flight: the same bits with one thread and
// with two, three and five. Some draws have so many vertices that others take part in shading them. SW_DRAWS: how many; 120 where nothing is said, 1,000 now and then.

import assert from 'node:assert/strict';
import {createHash, type Hash} from 'node:crypto';
import path from 'node:path';
import test from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {root} from '../../scripts/shell.ts';
import {makeRandom, nextNumber, type NextWord} from '../visual/random.ts';

type Package = typeof import('../entries/node.ts');
type GL = WebGL2RenderingContext;

const {createContext, getInfo} = (await import(pathToFileURL(path.join(root, 'dist/node.js')).href)) as Package;

/** Odd: quads at the right edge reach beyond it, and there is enough to hand on. */
const width = 237;
const height = 181;
const kDrawsOfSeed = 40;
const kMostVertices = 4000;

const kVertex = `#version 300 es
in vec4 position;
in vec3 color;
uniform highp sampler2D lookedUp;
uniform float bend;
out vec3 tint;
out vec2 place;
void main() {
  tint = color;
  place = position.xy * 0.5 + 0.5;
  gl_PointSize = 9.0;
  gl_Position = position;
  gl_Position.xy += float(gl_InstanceID) * vec2(0.011, -0.007);
  if (bend > 0.0) gl_Position.xy += bend * (texelFetch(lookedUp, ivec2(gl_VertexID & 7, 3), 0).xy - 0.5);
}`;

const fragment = (outputs: string, body: string): string => `#version 300 es
precision highp float;
uniform highp sampler2D image;
uniform mediump sampler2D other;
uniform Block {vec4 scale; vec4 shift;};
uniform vec2 wave;
in vec3 tint;
in vec2 place;
${outputs}
void main() {
  vec4 result;
  ${body}
}`;

const kOne = 'out vec4 first;';
const kFragments = [
  fragment(kOne, 'result = texture(image, place * 3.0 + wave) * scale + shift * tint.r; first = result;'),
  fragment(
    kOne,
    `float sum = 0.0;
     for (int i = 0; i < 9; ++i) sum += sin(float(i) * place.x * 11.0 + wave.x) * cos(place.y * float(i) * 7.0);
     if (sum < -1.5) discard;
     first = vec4(tint + fwidth(sum), 0.3 + 0.1 * sum) + texture(other, place.yx);`,
  ),
  fragment(kOne, 'first = textureLod(image, place + tint.xy * wave, 1.5) * 0.6 + vec4(dFdx(place), 0.0, 1.0) * scale;'),
  fragment(
    'layout(location = 0) out vec4 first; layout(location = 1) out vec4 second;',
    'first = vec4(tint, 0.7) * scale; second = texture(other, place * wave + shift.xy) + first.bgra * 0.5;',
  ),
];

class Random {
  readonly #next: NextWord;

  constructor(seed: number) {
    this.#next = makeRandom(seed);
  }

  int(below: number): number {
    return Math.floor(nextNumber(this.#next) * below);
  }

  chance(probability: number): boolean {
    return nextNumber(this.#next) < probability;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.int(values.length)]!;
  }
}

interface Target {
  framebuffer: WebGLFramebuffer | null;
  /** What must not be sampled meanwhile. */
  textures: WebGLTexture[];
  colors: number;
  samples: boolean;
}

class Player {
  readonly #gl: GL;
  readonly #random: Random;
  readonly #hash: Hash;
  readonly #programs: {program: WebGLProgram; colors: number}[] = [];
  readonly #targets: Target[] = [];
  readonly #images: WebGLTexture[] = [];
  readonly #block: WebGLBuffer;
  readonly #vertices: WebGLBuffer;
  readonly #queries: WebGLQuery[] = [];
  #target = 0;

  constructor(gl: GL, seed: number) {
    this.#gl = gl;
    this.#random = new Random(seed);
    this.#hash = createHash('sha256');
    gl.getExtension('EXT_color_buffer_float');
    gl.getExtension('OES_texture_float_linear');
    for (const [i, text] of kFragments.entries()) this.#programs.push(this.#link(text, i === 3 ? 2 : 1));
    this.#block = gl.createBuffer();
    this.#vertices = gl.createBuffer();
    gl.bindBuffer(gl.UNIFORM_BUFFER, this.#block);
    gl.bufferData(gl.UNIFORM_BUFFER, 32, gl.DYNAMIC_DRAW);
    gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, this.#block);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#vertices);
    gl.bufferData(gl.ARRAY_BUFFER, kMostVertices * 28, gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, 2 * kMostVertices, gl.DYNAMIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, 28, 0);
    gl.vertexAttribPointer(1, 3, gl.FLOAT, false, 28, 16);
    for (let i = 0; i < 3; ++i) this.#images.push(this.#image());
    this.#targets.push({framebuffer: null, textures: [], colors: 1, samples: true});
    this.#targets.push(this.#textureTarget([gl.RGBA8], true));
    this.#targets.push(this.#textureTarget([gl.RGBA16F], false));
    this.#targets.push(this.#textureTarget([gl.RGBA8, gl.RGBA8], true));
    this.#targets.push(this.#sampledTarget());
    this.#change();
  }

  #link(text: string, colors: number): {program: WebGLProgram; colors: number} {
    const gl = this.#gl;
    const program = gl.createProgram();
    for (const [type, source] of [
      [gl.VERTEX_SHADER, kVertex],
      [gl.FRAGMENT_SHADER, text],
    ] as const) {
      const shader = gl.createShader(type)!;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.bindAttribLocation(program, 0, 'position');
    gl.bindAttribLocation(program, 1, 'color');
    gl.linkProgram(program);
    assert.ok(gl.getProgramParameter(program, gl.LINK_STATUS), gl.getProgramInfoLog(program) ?? '');
    gl.useProgram(program);
    gl.uniform1i(gl.getUniformLocation(program, 'image'), 0);
    gl.uniform1i(gl.getUniformLocation(program, 'other'), 1);
    gl.uniform1i(gl.getUniformLocation(program, 'lookedUp'), 2);
    return {program, colors};
  }

  #unit(): number {
    return this.#random.int(256) / 255;
  }

  #texels(count: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({length: count}, () => this.#random.int(256));
  }

  #image(): WebGLTexture {
    const gl = this.#gl;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 64, 64, 0, gl.RGBA, gl.UNSIGNED_BYTE, this.#texels(64 * 64 * 4));
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, this.#random.pick([gl.REPEAT, gl.MIRRORED_REPEAT]));
    return texture;
  }

  #framebuffer(): WebGLFramebuffer {
    const gl = this.#gl;
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    return framebuffer;
  }

  #depth(samples: number): void {
    const gl = this.#gl;
    const renderbuffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
    gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, gl.DEPTH24_STENCIL8, width, height);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.RENDERBUFFER, renderbuffer);
  }

  #textureTarget(formats: number[], depth: boolean): Target {
    const gl = this.#gl;
    const framebuffer = this.#framebuffer();
    const textures = formats.map((format, i) => {
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texStorage2D(gl.TEXTURE_2D, 3, format, width, height);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + i, gl.TEXTURE_2D, texture, 0);
      return texture;
    });
    if (depth) this.#depth(0);
    gl.drawBuffers(formats.map((_, i) => gl.COLOR_ATTACHMENT0 + i));
    return {framebuffer, textures, colors: formats.length, samples: false};
  }

  #sampledTarget(): Target {
    const gl = this.#gl;
    const framebuffer = this.#framebuffer();
    const renderbuffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
    gl.renderbufferStorageMultisample(gl.RENDERBUFFER, 4, gl.RGBA8, width, height);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, renderbuffer);
    this.#depth(4);
    return {framebuffer, textures: [], colors: 1, samples: true};
  }

  /** A texture that may be sampled while the target is drawn to. */
  #sampled(): WebGLTexture {
    const {textures} = this.#targets[this.#target]!;
    const drawn = this.#targets.flatMap((target) => target.textures);
    return this.#random.pick([...this.#images, ...drawn].filter((texture) => !textures.includes(texture)));
  }

  /** One change of state, or a command that meets draws in flight. */
  #change(): void {
    const gl = this.#gl;
    const random = this.#random;
    const functions = [gl.LESS, gl.LEQUAL, gl.GREATER, gl.ALWAYS, gl.NOTEQUAL];
    const factors = [gl.ONE, gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.DST_COLOR, gl.CONSTANT_COLOR, gl.ZERO];
    const ops = [gl.KEEP, gl.INCR_WRAP, gl.INVERT, gl.REPLACE];
    const caps = [gl.BLEND, gl.DEPTH_TEST, gl.STENCIL_TEST, gl.SCISSOR_TEST, gl.CULL_FACE, gl.SAMPLE_COVERAGE];
    switch (random.int(18)) {
      case 0:
      case 1:
        gl.enable(random.pick(caps));
        break;
      case 2:
      case 3:
        gl.disable(random.pick(caps));
        break;
      case 4:
        gl.blendFunc(random.pick(factors), random.pick(factors));
        gl.blendEquation(random.pick([gl.FUNC_ADD, gl.FUNC_SUBTRACT, gl.MAX]));
        gl.blendColor(this.#unit(), this.#unit(), this.#unit(), this.#unit());
        break;
      case 5:
        gl.depthFunc(random.pick(functions));
        gl.depthMask(random.chance(0.8));
        break;
      case 6:
        gl.stencilFunc(random.pick(functions), random.int(4), 3);
        gl.stencilOp(random.pick(ops), random.pick(ops), random.pick(ops));
        break;
      case 7:
        gl.colorMask(random.chance(0.8), random.chance(0.8), true, random.chance(0.8));
        break;
      case 8:
        gl.scissor(random.int(90), random.int(70), 60 + random.int(150), 50 + random.int(130));
        gl.sampleCoverage(this.#unit(), random.chance(0.5));
        break;
      case 9:
        gl.viewport(random.int(30), random.int(30), width, height);
        break;
      case 10:
      case 11:
        this.#target = random.int(this.#targets.length);
        gl.bindFramebuffer(gl.FRAMEBUFFER, this.#targets[this.#target]!.framebuffer);
        break;
      case 12:
        gl.clearColor(this.#unit(), this.#unit(), this.#unit(), this.#unit());
        gl.clear(random.pick([gl.COLOR_BUFFER_BIT, gl.DEPTH_BUFFER_BIT | gl.STENCIL_BUFFER_BIT, gl.COLOR_BUFFER_BIT]));
        break;
      case 13:
        this.#upload();
        break;
      case 14:
        this.#blit();
        break;
      case 15:
        gl.bindTexture(gl.TEXTURE_2D, this.#targets[1 + random.int(3)]!.textures[0]!);
        gl.generateMipmap(gl.TEXTURE_2D);
        break;
      case 16:
        this.#copy();
        break;
      default:
        gl.bufferSubData(
          gl.UNIFORM_BUFFER,
          0,
          Float32Array.from({length: 8}, () => this.#unit()),
        );
    }
  }

  #upload(): void {
    const gl = this.#gl;
    const i = this.#random.int(this.#images.length);
    gl.bindTexture(gl.TEXTURE_2D, this.#images[i]!);
    if (this.#random.chance(0.3)) {
      gl.deleteTexture(this.#images[i]!);
      this.#images[i] = this.#image();
    } else {
      const texels = this.#texels(32 * 32 * 4);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, this.#random.int(32), 0, 32, 32, gl.RGBA, gl.UNSIGNED_BYTE, texels);
    }
  }

  #blit(): void {
    const gl = this.#gl;
    const source = this.#targets[this.#random.pick([1, 3, 4])]!;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, source.framebuffer);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, this.#targets[source.samples ? 1 : 2]!.framebuffer);
    const [right, filter] = source.samples ? [width, gl.NEAREST] : [100, gl.LINEAR];
    gl.blitFramebuffer(0, 0, width, height, 0, 0, right, height, gl.COLOR_BUFFER_BIT, filter);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#targets[this.#target]!.framebuffer);
  }

  #copy(): void {
    const gl = this.#gl;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#targets[1]!.framebuffer);
    gl.bindTexture(gl.TEXTURE_2D, this.#random.pick(this.#images));
    gl.copyTexSubImage2D(gl.TEXTURE_2D, 0, 0, 0, this.#random.int(150), this.#random.int(100), 48, 48);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#targets[this.#target]!.framebuffer);
  }

  #draw(): void {
    const gl = this.#gl;
    const random = this.#random;
    const target = this.#targets[this.#target]!;
    const {program} = random.pick(this.#programs.filter(({colors}) => colors === target.colors));
    gl.useProgram(program);
    gl.uniform2f(gl.getUniformLocation(program, 'wave'), this.#unit(), this.#unit());
    gl.uniform1f(gl.getUniformLocation(program, 'bend'), random.chance(0.2) ? 0.3 : 0);
    for (let unit = 0; unit < 3; ++unit) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, this.#sampled());
    }
    gl.activeTexture(gl.TEXTURE0);
    const many = random.chance(0.2);
    const count = many ? 1600 + random.int(kMostVertices - 1600) : 3 + random.int(70);
    const vertices = new Float32Array(count * 7);
    // Of many vertices those that stand together are near each other, or pictures would be full after a few draws.
    for (let i = 0; i < vertices.length; ++i) {
      const near = many && i % 7 < 2 && i % 21 >= 7;
      if (near) vertices[i] = vertices[i - 7]! + this.#unit() * 0.1 - 0.05;
      else vertices[i] = i % 7 === 3 ? 1 + this.#unit() : i % 7 < 3 ? this.#unit() * 3 - 1.5 : this.#unit();
    }
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, vertices);
    const counts = random.chance(0.15);
    const query = counts ? gl.createQuery() : null;
    if (query) gl.beginQuery(gl.ANY_SAMPLES_PASSED, query);
    const mode = random.pick(
      many
        ? [gl.TRIANGLES, gl.TRIANGLES, gl.LINES, gl.POINTS]
        : [gl.TRIANGLES, gl.TRIANGLES, gl.TRIANGLE_STRIP, gl.LINES, gl.POINTS],
    );
    if (many && random.chance(0.3)) {
      const indices = Uint16Array.from({length: count}, (_, i) =>
        random.chance(0.02) ? 0xffff : Math.max(0, i - random.int(3)),
      );
      gl.bufferSubData(gl.ELEMENT_ARRAY_BUFFER, 0, indices);
      gl.drawElements(mode, count, gl.UNSIGNED_SHORT, 0);
    } else if (many && random.chance(0.4)) {
      gl.drawArraysInstanced(mode, 0, 33, 70);
    } else {
      gl.drawArrays(mode, 0, count);
    }
    if (!query) return;
    gl.endQuery(gl.ANY_SAMPLES_PASSED);
    this.#queries.push(query);
  }

  #read({framebuffer, samples}: Target, buffer: number): void {
    const gl = this.#gl;
    if (framebuffer && samples) return; // what is resolved can be read
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, framebuffer);
    if (framebuffer) gl.readBuffer(buffer);
    const pixels = new Float32Array(width * height * 4);
    const bytes = new Uint8Array(pixels.buffer, 0, width * height * 4);
    const isFloat = gl.getParameter(gl.IMPLEMENTATION_COLOR_READ_TYPE) !== gl.UNSIGNED_BYTE;
    if (isFloat) gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, pixels);
    else gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    this.#hash.update(isFloat ? pixels : bytes);
    if (framebuffer) gl.readBuffer(gl.COLOR_ATTACHMENT0);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#targets[this.#target]!.framebuffer);
  }

  /** Of everything that can be read at the end, and of some on the way. */
  async digest(draws: number): Promise<string> {
    const gl = this.#gl;
    for (let i = 0; i < draws; ++i) {
      for (let n = this.#random.int(5); n > 0; --n) this.#change();
      this.#draw();
      if (this.#random.chance(0.03)) this.#read(this.#targets[1 + this.#random.int(3)]!, gl.COLOR_ATTACHMENT0);
    }
    for (const target of this.#targets) {
      for (let i = 0; i < target.colors; ++i) this.#read(target, gl.COLOR_ATTACHMENT0 + i);
    }
    assert.equal(gl.getError(), gl.NO_ERROR);
    await sleep(0);
    for (const query of this.#queries) this.#hash.update(String(gl.getQueryParameter(query, gl.QUERY_RESULT)));
    return this.#hash.digest('hex');
  }
}

async function digestOf(seed: number, draws: number, threads: number): Promise<string> {
  const gl = createContext({width, height, threads, antialias: seed % 2 === 1, stencil: true});
  for (const end = performance.now() + 20_000; getInfo(gl).threads !== threads; await sleep(5)) {
    assert.ok(performance.now() < end, 'all threads come');
  }
  const digest = await new Player(gl, seed).digest(draws);
  assert.equal(getInfo(gl).waitedMs > 0, threads > 1, 'there was something to hand on');
  gl.getExtension('WEBGL_lose_context')!.loseContext();
  return digest;
}

test('random draws with random state: the same bits with one thread and with several', async () => {
  const seen = new Set<string>();
  const draws = Number(process.env['SW_DRAWS'] ?? 120);
  for (let seed = 0; seed * kDrawsOfSeed < draws; ++seed) {
    const count = Math.min(kDrawsOfSeed, draws - seed * kDrawsOfSeed);
    const one = await digestOf(seed, count, 1);
    for (const threads of [2, 3, 5]) {
      assert.equal(await digestOf(seed, count, threads), one, `seed ${seed}, ${threads} threads`);
    }
    seen.add(one);
  }
  assert.ok(seen.size > 1, 'seeds draw something else');
});
