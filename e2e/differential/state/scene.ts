// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a case is played with: a context as it is made, its textures and framebuffers, and programs.

import {attachShaders} from '../attach.ts';
import type {Draw, TargetSpec, TextureSpec} from './case.ts';
import {type Component, formatNamed} from './formats.ts';
import {geometryOf, texelsOf} from './geometry.ts';

export type GL = WebGL2RenderingContext;

export interface Target {
  readonly spec: TargetSpec;
  readonly framebuffer: WebGLFramebuffer;
  /** Textures or renderbuffers. */
  readonly colors: readonly (WebGLTexture | WebGLRenderbuffer)[];
  readonly depth: WebGLTexture | WebGLRenderbuffer | undefined;
}

/** By context and text: pipelines take longer than whatever is drawn with them. */
const programs = new WeakMap<GL, Map<string, WebGLProgram>>();
const kProgramsKept = 300;

const kErrors = ['ENUM', 'VALUE', 'OPERATION', '', '', 'MEMORY', 'FRAMEBUFFER'];
const nameOfError = (error: number): string => `INVALID ${kErrors[error - 0x500] ?? error}`;

const kCapabilities = [
  'BLEND',
  'CULL_FACE',
  'DEPTH_TEST',
  'POLYGON_OFFSET_FILL',
  'RASTERIZER_DISCARD',
  'SAMPLE_ALPHA_TO_COVERAGE',
  'SAMPLE_COVERAGE',
  'SCISSOR_TEST',
  'STENCIL_TEST',
] as const;
const kPack = ['PACK_ROW_LENGTH', 'PACK_SKIP_ROWS', 'PACK_SKIP_PIXELS'] as const;

/** All that is made of a context for one case, until `free` is called. */
export class Scene {
  readonly gl: GL;
  readonly garbage: (() => void)[] = [];

  constructor(gl: GL) {
    this.gl = gl;
    this.reset();
  }

  enum(name: string): number {
    const value = (this.gl as unknown as Record<string, number | undefined>)[name];
    if (value === undefined) throw new Error(`no such enumerant: ${name}`);
    return value;
  }

  /** As a context is made: they are kept from case to case. */
  reset(): void {
    const {gl} = this;
    for (const name of ['EXT_color_buffer_float', 'EXT_float_blend', 'OES_texture_float_linear']) gl.getExtension(name);
    for (const name of kCapabilities) gl.disable(gl[name]);
    gl.blendFunc(gl.ONE, gl.ZERO);
    gl.blendEquation(gl.FUNC_ADD);
    gl.blendColor(0, 0, 0, 0);
    gl.colorMask(true, true, true, true);
    gl.depthMask(true);
    gl.depthFunc(gl.LESS);
    gl.depthRange(0, 1);
    gl.polygonOffset(0, 0);
    gl.stencilFunc(gl.ALWAYS, 0, 0xff);
    gl.stencilOp(gl.KEEP, gl.KEEP, gl.KEEP);
    gl.stencilMask(0xff);
    gl.clearColor(0, 0, 0, 0);
    gl.clearDepth(1);
    gl.clearStencil(0);
    gl.scissor(0, 0, 16, 16);
    gl.cullFace(gl.BACK);
    gl.frontFace(gl.CCW);
    gl.sampleCoverage(1, false);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.pixelStorei(gl.PACK_ALIGNMENT, 4);
    for (const name of kPack) gl.pixelStorei(gl[name], 0);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindSampler(0, null);
  }

  program(vertex: string, fragment: string, varyings?: readonly string[], interleaved = false): WebGLProgram {
    const {gl} = this;
    const key = [vertex, fragment, varyings ? String(interleaved) : ''].join('\n');
    let kept = programs.get(gl);
    if (!kept || kept.size > kProgramsKept) {
      for (const program of kept?.values() ?? []) gl.deleteProgram(program);
      kept = new Map();
      programs.set(gl, kept);
    }
    let program = kept.get(key);
    if (program) return program;
    program = gl.createProgram();
    attachShaders(gl, program, vertex, fragment);
    if (varyings) {
      gl.transformFeedbackVaryings(program, [...varyings], interleaved ? gl.INTERLEAVED_ATTRIBS : gl.SEPARATE_ATTRIBS);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
      const logs = gl.getAttachedShaders(program)!.map((shader) => gl.getShaderInfoLog(shader));
      throw new Error(`${gl.getProgramInfoLog(program)} ${logs.join(' ')}\n${fragment}`);
    }
    kept.set(key, program);
    return program;
  }

  makeTexture(spec: TextureSpec): WebGLTexture {
    const {gl} = this;
    const texture = gl.createTexture();
    this.garbage.push(() => gl.deleteTexture(texture));
    const target = this.enum(spec.target);
    gl.bindTexture(target, texture);
    const format = formatNamed(spec.format);
    const levels = spec.levels;
    const deep = spec.target === 'TEXTURE_3D' || spec.target === 'TEXTURE_2D_ARRAY';
    // Mutable, so that a chain of levels can be made of the first.
    for (let level = 0; level < levels; ++level) {
      const [width, height] = [Math.max(1, spec.width >> level), Math.max(1, spec.height >> level)];
      const depth = spec.target === 'TEXTURE_3D' ? Math.max(1, spec.depth >> level) : spec.depth;
      const upload = (face: number, content: number): void => {
        const texels = texelsOf(format.type, format.elements * width * height * depth, content);
        const [internal, external, type] = [spec.format, format.format, format.type].map((name) => this.enum(name)) as [
          number,
          number,
          number,
        ];
        if (deep) gl.texImage3D(face, level, internal, width, height, depth, 0, external, type, texels);
        else gl.texImage2D(face, level, internal, width, height, 0, external, type, texels);
      };
      if (spec.target === 'TEXTURE_CUBE_MAP') {
        for (let face = 0; face < 6; ++face)
          upload(gl.TEXTURE_CUBE_MAP_POSITIVE_X + face, spec.content + 6 * level + face);
      } else {
        upload(target, spec.content + 6 * level);
      }
    }
    for (const [name, value] of spec.parameters) {
      if (typeof value === 'string') gl.texParameteri(target, this.enum(name), this.enum(value));
      else gl.texParameterf(target, this.enum(name), value);
    }
    return texture;
  }

  attachment(format: string, {storage, size, samples}: TargetSpec, attachment: number): WebGLTexture {
    const {gl} = this;
    if (storage === 'renderbuffer') {
      const renderbuffer = gl.createRenderbuffer();
      this.garbage.push(() => gl.deleteRenderbuffer(renderbuffer));
      gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, this.enum(format), size, size);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, attachment, gl.RENDERBUFFER, renderbuffer);
      return renderbuffer;
    }
    const texture = gl.createTexture();
    this.garbage.push(() => gl.deleteTexture(texture));
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, this.enum(format), size, size);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, attachment, gl.TEXTURE_2D, texture, 0);
    return texture;
  }

  makeTarget(spec: TargetSpec, index: number): Target {
    const {gl} = this;
    const framebuffer = gl.createFramebuffer();
    this.garbage.push(() => gl.deleteFramebuffer(framebuffer));
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    const colors = spec.colors.map((format, i) => this.attachment(format, spec, gl.COLOR_ATTACHMENT0 + i));
    const depthAttachment = spec.depth === 'DEPTH24_STENCIL8' ? gl.DEPTH_STENCIL_ATTACHMENT : gl.DEPTH_ATTACHMENT;
    const depth = spec.depth ? this.attachment(spec.depth, spec, depthAttachment) : undefined;
    gl.drawBuffers(spec.colors.map((_, i) => gl.COLOR_ATTACHMENT0 + i));
    for (let i = 0; i < colors.length; ++i) this.clearBuffer(spec, i, [0.2, 0.35, index === 0 ? 0.61 : 0.13, 0.77]);
    if (spec.depth) {
      gl.clearBufferfv(gl.DEPTH, 0, [0.75]);
      if (spec.depth === 'DEPTH24_STENCIL8') gl.clearBufferiv(gl.STENCIL, 0, [3]);
    }
    return {spec, framebuffer, colors, depth};
  }

  clearBuffer(spec: TargetSpec, index: number, values: readonly number[]): void {
    const {gl} = this;
    const format = spec.colors[index];
    const component: Component = format ? formatNamed(format).component : 'float';
    const whole = values.map((value) => Math.round(100 * value));
    if (component === 'int') gl.clearBufferiv(gl.COLOR, index, whole);
    else if (component === 'uint') gl.clearBufferuiv(gl.COLOR, index, whole);
    else gl.clearBufferfv(gl.COLOR, index, values);
  }

  buffer(target: number, data: ArrayBufferView<ArrayBuffer>): WebGLBuffer {
    const {gl} = this;
    const buffer = gl.createBuffer();
    this.garbage.push(() => gl.deleteBuffer(buffer));
    gl.bindBuffer(target, buffer);
    gl.bufferData(target, data, gl.STATIC_DRAW);
    return buffer;
  }

  vertexArray(draw: Draw): ReturnType<typeof geometryOf> {
    const {gl} = this;
    const geometry = geometryOf(draw);
    const vertexArray = gl.createVertexArray();
    this.garbage.push(() => gl.deleteVertexArray(vertexArray));
    gl.bindVertexArray(vertexArray);
    for (const [location, data, size] of [
      [0, geometry.positions, 4],
      [1, geometry.colors, 4],
      [2, geometry.shifts, 2],
    ] as const) {
      this.buffer(gl.ARRAY_BUFFER, data);
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, size, gl.FLOAT, false, 0, 0);
      gl.vertexAttribDivisor(location, location === 2 ? 1 : 0);
    }
    if (geometry.indices) this.buffer(gl.ELEMENT_ARRAY_BUFFER, geometry.indices);
    return geometry;
  }

  errors(): string {
    const errors: string[] = [];
    for (let error = this.gl.getError(); error !== 0; error = this.gl.getError()) errors.push(nameOfError(error));
    return errors.join(' ');
  }

  free(): void {
    for (const each of this.garbage) each();
    this.gl.bindFramebuffer(this.gl.FRAMEBUFFER, null);
  }
}
