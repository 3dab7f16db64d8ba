// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Random WebGL calls from a seed: every method, with arguments that are often nearly right (the fitting enums and small
// sizes) and sometimes absurd. Whatever a page calls, it gets an error or a TypeError; the context stays.

import {makeRandom, nextNumber} from '../visual/random.ts';

type Method = (...args: unknown[]) => unknown;

export interface FuzzOutcome {
  /** The last calls, as text, when the context was lost or something other than a TypeError was thrown. */
  failure: string[] | null;
  /** Draws that had no error. */
  draws: number;
  /** The call that took longest: of the time that passes and the processor's, the shorter, as others may be at work. */
  longest: {readonly ms: number; readonly call: string};
}

export interface FuzzOptions {
  /** Also storage of gigabytes and draws of billions, which are honoured until a limit says no. */
  hostile?: boolean;
}

const vertexSources = [
  `#version 300 es
layout(location = 0) in vec4 a; layout(location = 1) in ivec4 b;
uniform mat4 m; uniform B { vec4 q[4]; };
out vec4 v; flat out ivec4 w;
void main() { v = a + q[gl_VertexID & 3]; w = b; gl_Position = m * a; gl_PointSize = a.x * 10.0; }`,
  'attribute vec4 a; varying vec2 t; void main() { t = a.xy; gl_Position = a; gl_PointSize = 4.0; }',
  `#version 300 es
in vec4 a; in vec2 t0; out vec2 t;
void main() { t = t0; gl_Position = a; }`,
];
const fragmentSources = [
  `#version 300 es
precision highp float;
in vec4 v; flat in ivec4 w; uniform sampler2D s; uniform highp isampler2D i;
layout(location = 0) out vec4 o; layout(location = 1) out vec4 p;
void main() {
  if (v.x < 0.1) discard;
  o = texture(s, v.xy) + vec4(texelFetch(i, w.xy, w.z)); p = dFdx(v);
}`,
  `precision mediump float; varying vec2 t; uniform samplerCube c; uniform vec4 u[3];
void main() { gl_FragColor = textureCube(c, vec3(t, 1.0)) + u[2]; }`,
  `#version 300 es
precision highp float; precision highp sampler3D; precision highp sampler2DArray; precision highp sampler2DShadow;
in vec2 t; uniform sampler3D s; uniform sampler2DArray r; uniform sampler2DShadow h; out vec4 o;
void main() {
  o = texture(s, vec3(t, t.x)) + textureLod(r, vec3(t, 2.0), t.y) + texture(h, vec3(t, 0.5)); gl_FragDepth = t.x;
}`,
];
const uniformNames = ['m', 's', 'i', 'c', 'u', 'u[1]', 'r', 'h'];
const kinds = [
  'Buffer',
  'Texture',
  'Framebuffer',
  'Renderbuffer',
  'VertexArray',
  'Sampler',
  'Query',
  'TransformFeedback',
];
/** Losing the context is what the caller looks for; the rest wants a page. */
const leftOut = /^(constructor|makeXRCompatible|getExtension)$/;

/** Storage of gigabytes, or a draw of billions: it would be honoured, and take that long. */
function isHuge(name: string, args: readonly unknown[]): boolean {
  const large = args.filter((x) => typeof x === 'number' && Math.abs(x) > 2000).length;
  if (/Storage|Image|bufferData|^draw|^multiDraw|viewport/.test(name) && large > 3) return true;
  return /^draw(Arrays|Elements|Range)/.test(name) && args.some((x, i) => i > 0 && Number(x) > 70000);
}

class Fuzzer {
  readonly log: string[] = [];
  draws = 0;
  private readonly random: () => number;
  private readonly methods: string[] = [];
  private readonly enums: number[] = [];
  private readonly pools = new Map<string, unknown[]>(kinds.map((kind) => [kind, [null]]));
  private readonly any: {[name: string]: unknown};

  longest = {ms: 0, call: ''};
  private readonly gl: WebGL2RenderingContext;
  private readonly hostile: boolean;

  constructor(gl: WebGL2RenderingContext, seed: number, hostile: boolean) {
    this.gl = gl;
    this.hostile = hostile;
    const next = makeRandom(seed);
    this.random = () => nextNumber(next);
    this.any = gl as unknown as {[name: string]: unknown};
    for (const name in gl) {
      const value = this.any[name];
      if (typeof value === 'function' && !leftOut.test(name)) this.methods.push(name);
      if (typeof value === 'number' && /^[A-Z][A-Z0-9_]+$/.test(name)) this.enums.push(value);
    }
    for (const name of gl.getSupportedExtensions() ?? []) {
      if (name !== 'WEBGL_lose_context' && this.chance(0.7)) gl.getExtension(name);
    }
  }

  chance(p: number): boolean {
    return this.random() < p;
  }
  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T;
  }
  call(name: string, ...args: unknown[]): unknown {
    const method = this.any[name];
    if (typeof method !== 'function') return null;
    const words = args.map((x) =>
      ArrayBuffer.isView(x) ? `${x.constructor.name}(${x.byteLength})` : String(x).slice(0, 20),
    );
    this.log.push(`${name}(${words.join(', ')})`);
    if (this.log.length > 8) this.log.shift();
    const started = performance.now();
    const startedWork = process.cpuUsage();
    try {
      return (method as Method).apply(this.gl, args);
    } finally {
      const passed = performance.now() - started;
      const work = passed > this.longest.ms ? process.cpuUsage(startedWork) : {user: 0, system: 0};
      const ms = Math.min(passed, (work.user + work.system) / 1000);
      if (ms > this.longest.ms) this.longest = {ms, call: this.log.at(-1)!};
    }
  }

  makeProgram(): void {
    const {gl} = this;
    const program = this.call('createProgram');
    const which = Math.floor(this.random() * 3);
    const source = (from: string[]): string => from[this.chance(0.9) ? which : Math.floor(this.random() * 3)]!;
    for (const [stage, text] of [
      [gl.VERTEX_SHADER, source(vertexSources)],
      [gl.FRAGMENT_SHADER, source(fragmentSources)],
    ] as const) {
      const shader = this.call('createShader', stage);
      this.call('shaderSource', shader, text);
      this.call('compileShader', shader);
      this.call('attachShader', program, shader);
      this.pool('Shader').push(shader);
    }
    if (this.chance(0.2)) {
      this.call('transformFeedbackVaryings', program, ['v', 'gl_Position'], this.pick([0x8c8c, 0x8c8d]));
    }
    this.call('linkProgram', program);
    this.pool('Program').push(program);
    for (const name of uniformNames) {
      const location = this.call('getUniformLocation', program, name);
      if (location) this.pool('Location').push(location);
    }
    this.call('useProgram', program);
    for (const [unit, name] of ['s', 'i', 'c', 'r', 'h'].entries()) {
      this.call('uniform1i', this.call('getUniformLocation', program, name), unit);
    }
  }

  step(): void {
    const kind = this.random();
    if (kind < 0.05) {
      const object = this.pick(kinds);
      const made = this.call(`create${object}`);
      if (made) this.pool(object).push(made);
    } else if (kind < 0.06) {
      this.makeProgram();
    } else if (kind < 0.08) {
      this.settle();
    } else if (kind < 0.45) {
      this.likely();
    } else {
      this.unlikely();
    }
  }

  /** A state that can draw, from which further calls stray. */
  private settle(): void {
    const {gl} = this;
    this.makeProgram();
    if (this.chance(0.7)) this.call('bindFramebuffer', gl.FRAMEBUFFER, null);
    this.call('bindVertexArray', null);
    this.call('endTransformFeedback');
    const buffer = this.call('createBuffer');
    for (const target of [gl.ARRAY_BUFFER, gl.ELEMENT_ARRAY_BUFFER]) {
      const own = target === gl.ARRAY_BUFFER ? buffer : this.call('createBuffer');
      this.call('bindBuffer', target, own);
      const words = Float32Array.from({length: 1024}, () => this.random() * 2 - 1);
      this.call('bufferData', target, target === gl.ARRAY_BUFFER ? words : new Uint8Array(256).fill(2), gl.STATIC_DRAW);
    }
    const uniforms = this.call('createBuffer');
    this.call('bindBufferBase', gl.UNIFORM_BUFFER, 0, uniforms);
    this.call('bufferData', gl.UNIFORM_BUFFER, 1024, gl.STATIC_DRAW);
    this.call('bindBuffer', gl.PIXEL_UNPACK_BUFFER, null);
    for (const index of [0, 1, 2]) {
      this.call('bindBuffer', gl.ARRAY_BUFFER, buffer);
      if (index === 1 && 'vertexAttribIPointer' in gl) this.call('vertexAttribIPointer', 1, 4, gl.INT, 16, 0);
      else this.call('vertexAttribPointer', index, 4, gl.FLOAT, false, 16, 0);
      this.call('enableVertexAttribArray', index);
    }
    this.call('viewport', 0, 0, 40, 16);
    this.call('disable', 0x8c89); // RASTERIZER_DISCARD
    this.call('drawBuffers', [gl.BACK]);
    for (let i = 0; i < 10; ++i) this.likely();
  }

  private pool(kind: string): unknown[] {
    let objects = this.pools.get(kind);
    if (!objects) this.pools.set(kind, (objects = []));
    return objects;
  }
  private object(kind: string): unknown {
    return this.pick(this.pool(kind)) ?? null;
  }
  private size(): number {
    return this.pick([0, 1, 2, 3, 5, 8, 16, 31, 64, 127]);
  }
  private offset(): number {
    return this.pick([0, 0, 0, 1, 3, -1, 7, 100]);
  }
  private number(): number {
    if (this.chance(0.45)) return this.pick(this.enums);
    if (this.chance(0.7)) return this.pick([0, 1, 2, 3, 4, 8, 16, 32, 64]);
    return this.pick([-1, -100, 255, 256, 1000, 4096, 65535, 2 ** 31 - 1, -(2 ** 31), 2 ** 32 - 1, 0.5, NaN, Infinity]);
  }
  private array(): ArrayBufferView {
    const View = this.pick([Float32Array, Uint8Array, Uint16Array, Uint32Array, Int32Array, Int16Array]);
    const view = new View(this.pick([0, 1, 2, 3, 4, 6, 9, 12, 16, 64, 256, 1024, 65536]));
    for (let i = 0; i < Math.min(view.length, 64); ++i) {
      view[i] = this.pick([0, 1, 2, 3, this.random() * 2 - 1, this.random() * 255, NaN, 1e30]);
    }
    return view;
  }
  private format(): readonly [number, number, number] {
    const {gl} = this;
    return this.pick([
      [gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE],
      [gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE],
      [gl.R8, gl.RED, gl.UNSIGNED_BYTE],
      [gl.RGBA32F, gl.RGBA, gl.FLOAT],
      [gl.RGBA16F, gl.RGBA, gl.HALF_FLOAT],
      [gl.RGBA32I, gl.RGBA_INTEGER, gl.INT],
      [gl.DEPTH_COMPONENT16, gl.DEPTH_COMPONENT, gl.UNSIGNED_SHORT],
      [gl.DEPTH24_STENCIL8, gl.DEPTH_STENCIL, gl.UNSIGNED_INT_24_8],
      [gl.RGB565, gl.RGB, gl.UNSIGNED_SHORT_5_6_5],
      [gl.LUMINANCE_ALPHA, gl.LUMINANCE_ALPHA, gl.UNSIGNED_BYTE],
    ] as const);
  }
  private draw(name: string, ...args: unknown[]): void {
    while (this.gl.getError() !== 0);
    this.call(name, ...args);
    if (this.gl.getError() === 0) ++this.draws;
  }

  /** Commands whose arguments mostly go together. */
  private likely(): void {
    const {gl} = this;
    const [internalFormat, format, type] = this.format();
    const face = this.pick([
      gl.TEXTURE_2D,
      gl.TEXTURE_2D,
      gl.TEXTURE_CUBE_MAP_POSITIVE_X + this.pick([0, 1, 2, 3, 4, 5]),
    ]);
    const target = this.pick([gl.TEXTURE_2D, gl.TEXTURE_2D, gl.TEXTURE_CUBE_MAP, gl.TEXTURE_3D, gl.TEXTURE_2D_ARRAY]);
    const buffer = this.pick([gl.ARRAY_BUFFER, gl.ELEMENT_ARRAY_BUFFER, gl.UNIFORM_BUFFER, gl.PIXEL_UNPACK_BUFFER]);
    const level = this.pick([0, 0, 0, 1, 2]);
    const slot = this.pick([
      gl.COLOR_ATTACHMENT0,
      gl.COLOR_ATTACHMENT1,
      gl.DEPTH_ATTACHMENT,
      gl.DEPTH_STENCIL_ATTACHMENT,
    ]);
    const [x, y, width, height] = [this.offset(), this.offset(), this.size(), this.size()];
    const data = this.chance(0.5) ? null : this.array();
    const mode = this.pick([0, 1, 2, 3, 4, 5, 6]);
    const commands: (() => void)[] = [
      () => this.call('texImage2D', face, level, internalFormat, width, height, 0, format, type, data),
      () => this.call('texSubImage2D', face, level, x, y, width, height, format, type, this.array()),
      () => this.call('texStorage2D', target, this.pick([1, 2, 3]), internalFormat, width, height),
      () => this.call('texImage3D', target, level, internalFormat, width, height, 3, 0, format, type, null),
      () => this.call('bindBuffer', buffer, this.object('Buffer')),
      () =>
        this.call(
          'bufferData',
          buffer,
          this.chance(0.5) ? this.pick([0, 64, 1000, 65536]) : this.array(),
          gl.STATIC_DRAW,
        ),
      () =>
        this.call(
          'vertexAttribPointer',
          this.pick([0, 1, 2]),
          this.pick([1, 2, 3, 4]),
          gl.FLOAT,
          false,
          0,
          this.pick([0, 4]),
        ),
      () => this.call('enableVertexAttribArray', this.pick([0, 0, 1, 2])),
      () => this.call('disableVertexAttribArray', this.pick([0, 1, 2])),
      () => this.draw('drawArrays', mode, this.pick([0, 0, 1]), this.pick([0, 1, 2, 3, 4, 6, 100])),
      () =>
        this.draw(
          'drawElements',
          mode,
          this.pick([1, 3, 6, 50]),
          this.pick([0x1401, 0x1403, 0x1405]),
          this.pick([0, 0, 2]),
        ),
      () => this.draw('drawArraysInstanced', mode, 0, this.pick([3, 6]), this.pick([0, 1, 5])),
      () => this.call('framebufferTexture2D', gl.FRAMEBUFFER, slot, face, this.object('Texture'), level),
      () => this.call('framebufferRenderbuffer', gl.FRAMEBUFFER, slot, gl.RENDERBUFFER, this.object('Renderbuffer')),
      () =>
        this.call(
          'renderbufferStorageMultisample',
          gl.RENDERBUFFER,
          this.pick([0, 0, 4]),
          internalFormat,
          width,
          height,
        ),
      () => this.call('bindTexture', target, this.object('Texture')),
      () => this.call('bindFramebuffer', gl.FRAMEBUFFER, this.chance(0.5) ? null : this.object('Framebuffer')),
      () => this.call('bindRenderbuffer', gl.RENDERBUFFER, this.object('Renderbuffer')),
      () => this.call('readPixels', x, y, width, height, format, type, this.array()),
      () =>
        this.call(
          'blitFramebuffer',
          x,
          y,
          width,
          height,
          y,
          x,
          height,
          width,
          gl.COLOR_BUFFER_BIT,
          this.pick([gl.NEAREST, gl.LINEAR]),
        ),
      () => this.call('copyTexSubImage2D', face, level, x, y, y, x, width, height),
      () => this.call('viewport', x, y, width, height),
      () => this.call('clear', this.pick([0x4000, 0x4100, 0x4500])),
      () => this.call('generateMipmap', target),
      () =>
        this.call(
          this.pick(['enable', 'disable']),
          this.pick([gl.BLEND, gl.DEPTH_TEST, gl.STENCIL_TEST, gl.SCISSOR_TEST, gl.CULL_FACE]),
        ),
    ];
    this.pick(commands)();
  }

  /** Any method with any arguments. */
  private unlikely(): void {
    const name = this.pick(this.methods);
    const count = (this.any[name] as Method).length + (this.chance(0.1) ? 1 : 0);
    const args = Array.from({length: count}, () => {
      const kind = this.random();
      if (kind < 0.65) return this.number();
      if (kind < 0.85) return this.object(this.pick([...this.pools.keys()]));
      if (kind < 0.95) return this.array();
      return this.pick([null, undefined, true, {}, '', 'gl_Position', [1, 2, 3, 4]]);
    });
    if (this.hostile || !isHuge(name, args)) this.call(name, ...args);
  }
}

/** Up to `calls` random calls on a fresh context: they end with a failure. */
export function fuzz(gl: WebGL2RenderingContext, seed: number, calls: number, options: FuzzOptions = {}): FuzzOutcome {
  const fuzzer = new Fuzzer(gl, seed, options.hostile ?? false);
  const run = (): string[] | null => {
    fuzzer.makeProgram();
    for (let i = 0; i < calls; ++i) {
      try {
        fuzzer.step();
      } catch (error) {
        if (!(error instanceof TypeError)) return [...fuzzer.log, String(error)];
      }
      if (gl.isContextLost()) return [...fuzzer.log, 'the context is lost'];
    }
    return null;
  };
  return {failure: run(), draws: fuzzer.draws, longest: fuzzer.longest};
}
