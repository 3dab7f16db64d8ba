// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Plays the steps of a case on one side, and reads whatever it has drawn into.

import {attachShaders} from '../attach.ts';
import type {Side} from '../kind.ts';
import type {Draw, StateCase, Step, TargetSpec, TextureSpec} from './case.ts';
import {type Component, formatNamed} from './formats.ts';
import {geometryOf, texelsOf} from './geometry.ts';
import type {Read, StateOutcome} from './outcome.ts';
import {
  fetchText,
  fragmentText,
  isCompared,
  kFeedbackVaryings,
  kFeedbackVertex,
  kFullVertex,
  kValueFragment,
  kVertex,
} from './programs.ts';

type GL = WebGL2RenderingContext;

interface Target {
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

export class Player {
  readonly #gl: GL;
  readonly #test: StateCase;
  readonly #targets: Target[];
  readonly #textures: WebGLTexture[];
  readonly #garbage: (() => void)[] = [];
  readonly #reads: Read[] = [];
  readonly #answers: string[] = [];
  /** Textures that have all their levels. */
  readonly #mipmapped = new Set<number>();
  #current = 0;

  constructor(gl: GL, test: StateCase) {
    this.#gl = gl;
    this.#test = test;
    this.#reset();
    this.#textures = test.textures.map((spec) => this.#makeTexture(spec));
    this.#targets = test.targets.map((spec, i) => this.#makeTarget(spec, i));
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#targets[0]!.framebuffer);
    gl.viewport(0, 0, 16, 16);
  }

  #enum(name: string): number {
    const value = (this.#gl as unknown as Record<string, number | undefined>)[name];
    if (value === undefined) throw new Error(`no such enumerant: ${name}`);
    return value;
  }

  /** As a context is made: they are kept from case to case. */
  #reset(): void {
    const gl = this.#gl;
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

  #program(vertex: string, fragment: string, varyings?: readonly string[], interleaved = false): WebGLProgram {
    const gl = this.#gl;
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

  #makeTexture(spec: TextureSpec): WebGLTexture {
    const gl = this.#gl;
    const texture = gl.createTexture();
    this.#garbage.push(() => gl.deleteTexture(texture));
    const target = this.#enum(spec.target);
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
        const [internal, external, type] = [spec.format, format.format, format.type].map((name) =>
          this.#enum(name),
        ) as [number, number, number];
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
      if (typeof value === 'string') gl.texParameteri(target, this.#enum(name), this.#enum(value));
      else gl.texParameterf(target, this.#enum(name), value);
    }
    return texture;
  }

  #attachment(format: string, {storage, size, samples}: TargetSpec, attachment: number): WebGLTexture {
    const gl = this.#gl;
    if (storage === 'renderbuffer') {
      const renderbuffer = gl.createRenderbuffer();
      this.#garbage.push(() => gl.deleteRenderbuffer(renderbuffer));
      gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, this.#enum(format), size, size);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, attachment, gl.RENDERBUFFER, renderbuffer);
      return renderbuffer;
    }
    const texture = gl.createTexture();
    this.#garbage.push(() => gl.deleteTexture(texture));
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, this.#enum(format), size, size);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, attachment, gl.TEXTURE_2D, texture, 0);
    return texture;
  }

  #makeTarget(spec: TargetSpec, index: number): Target {
    const gl = this.#gl;
    const framebuffer = gl.createFramebuffer();
    this.#garbage.push(() => gl.deleteFramebuffer(framebuffer));
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    const colors = spec.colors.map((format, i) => this.#attachment(format, spec, gl.COLOR_ATTACHMENT0 + i));
    const depthAttachment = spec.depth === 'DEPTH24_STENCIL8' ? gl.DEPTH_STENCIL_ATTACHMENT : gl.DEPTH_ATTACHMENT;
    const depth = spec.depth ? this.#attachment(spec.depth, spec, depthAttachment) : undefined;
    gl.drawBuffers(spec.colors.map((_, i) => gl.COLOR_ATTACHMENT0 + i));
    for (let i = 0; i < colors.length; ++i) this.#clearBuffer(spec, i, [0.2, 0.35, index === 0 ? 0.61 : 0.13, 0.77]);
    if (spec.depth) {
      gl.clearBufferfv(gl.DEPTH, 0, [0.75]);
      if (spec.depth === 'DEPTH24_STENCIL8') gl.clearBufferiv(gl.STENCIL, 0, [3]);
    }
    return {spec, framebuffer, colors, depth};
  }

  #clearBuffer(spec: TargetSpec, index: number, values: readonly number[]): void {
    const gl = this.#gl;
    const format = spec.colors[index];
    const component: Component = format ? formatNamed(format).component : 'float';
    const whole = values.map((value) => Math.round(100 * value));
    if (component === 'int') gl.clearBufferiv(gl.COLOR, index, whole);
    else if (component === 'uint') gl.clearBufferuiv(gl.COLOR, index, whole);
    else gl.clearBufferfv(gl.COLOR, index, values);
  }

  #buffer(target: number, data: ArrayBufferView<ArrayBuffer>): WebGLBuffer {
    const gl = this.#gl;
    const buffer = gl.createBuffer();
    this.#garbage.push(() => gl.deleteBuffer(buffer));
    gl.bindBuffer(target, buffer);
    gl.bufferData(target, data, gl.STATIC_DRAW);
    return buffer;
  }

  #vertexArray(draw: Draw): ReturnType<typeof geometryOf> {
    const gl = this.#gl;
    const geometry = geometryOf(draw);
    const vertexArray = gl.createVertexArray();
    this.#garbage.push(() => gl.deleteVertexArray(vertexArray));
    gl.bindVertexArray(vertexArray);
    for (const [location, data, size] of [
      [0, geometry.positions, 4],
      [1, geometry.colors, 4],
      [2, geometry.shifts, 2],
    ] as const) {
      this.#buffer(gl.ARRAY_BUFFER, data);
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, size, gl.FLOAT, false, 0, 0);
      gl.vertexAttribDivisor(location, location === 2 ? 1 : 0);
    }
    if (geometry.indices) this.#buffer(gl.ELEMENT_ARRAY_BUFFER, geometry.indices);
    return geometry;
  }

  async #answer(query: WebGLQuery): Promise<string> {
    const gl = this.#gl;
    gl.flush();
    // Never before the task ends (WebGL 2.0, "Query objects").
    for (let i = 0; i < 1000 && !gl.getQueryParameter(query, gl.QUERY_RESULT_AVAILABLE); ++i) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    return String(gl.getQueryParameter(query, gl.QUERY_RESULT));
  }

  #components(): Component[] {
    return this.#targets[this.#current]!.spec.colors.map((color) => formatNamed(color).component);
  }

  async #draw(draw: Draw): Promise<void> {
    const gl = this.#gl;
    const program = this.#program(kVertex, fragmentText(draw, this.#components(), this.#test.textures));
    gl.useProgram(program);
    const {indices} = this.#vertexArray(draw);
    gl.uniform1f(gl.getUniformLocation(program, 'pointSize'), draw.pointSize);
    if (/LINE|POINTS/.test(draw.mode)) gl.viewport(0, 0, 16, 16);
    if (draw.source === 'block') {
      const colors = Array.from({length: 16}, (_, i) => ((draw.content >> i) & 1 ? 0.61 : 0.2));
      this.#buffer(gl.UNIFORM_BUFFER, new Float32Array([...new Array<number>(64).fill(0), ...colors]));
      gl.bindBufferRange(gl.UNIFORM_BUFFER, 0, gl.getParameter(gl.UNIFORM_BUFFER_BINDING) as WebGLBuffer, 256, 64);
    }
    if (draw.source === 'texture') this.#bindLookUp(draw, program);
    const query = draw.query ? gl.createQuery() : undefined;
    if (query) gl.beginQuery(this.#enum(draw.query!), query);
    const mode = this.#enum(draw.mode);
    if (indices) gl.drawElementsInstanced(mode, indices.length, this.#enum(draw.indices!), 0, draw.instances);
    else gl.drawArraysInstanced(mode, 0, draw.vertices, draw.instances);
    if (query) {
      gl.endQuery(this.#enum(draw.query!));
      this.#answers.push(await this.#answer(query));
      gl.deleteQuery(query);
    }
    gl.bindVertexArray(null);
    gl.bindSampler(0, null);
  }

  #bindLookUp({lookUp}: Draw, program: WebGLProgram): void {
    const gl = this.#gl;
    const {texture, scale, offset, sampler} = lookUp!;
    const spec = this.#test.textures[texture]!;
    gl.activeTexture(gl.TEXTURE0);
    for (const target of [gl.TEXTURE_2D, gl.TEXTURE_3D, gl.TEXTURE_2D_ARRAY, gl.TEXTURE_CUBE_MAP]) {
      gl.bindTexture(target, null);
    }
    gl.bindTexture(this.#enum(spec.target), this.#textures[texture]!);
    gl.uniform1i(gl.getUniformLocation(program, 's'), 0);
    gl.uniform2f(gl.getUniformLocation(program, 'place'), scale, offset);
    // Across seams and corners of the cube.
    gl.uniformMatrix3fv(
      gl.getUniformLocation(program, 'turn'),
      false,
      [0.66, 0.11, -0.74, -0.42, 0.88, -0.23, 0.62, 0.46, 0.63],
    );
    if (!sampler) return;
    const object = gl.createSampler();
    this.#garbage.push(() => gl.deleteSampler(object));
    for (const [name, value] of sampler) {
      if (/BASE_LEVEL|MAX_LEVEL/.test(name)) continue;
      if (typeof value === 'string') gl.samplerParameteri(object, this.#enum(name), this.#enum(value));
      else gl.samplerParameterf(object, this.#enum(name), value);
    }
    gl.bindSampler(0, object);
  }

  async #feedback(step: Step & {do: 'feedback'}): Promise<void> {
    const gl = this.#gl;
    const {vertices, instances, content} = step;
    const draw: Draw = {
      do: 'draw',
      source: 'flat',
      mode: step.mode,
      vertices,
      instances,
      indices: undefined,
      restart: false,
      full: false,
      square: false,
      z: undefined,
      pointSize: 1,
      content,
    };
    const fragment = fragmentText(draw, this.#components(), this.#test.textures);
    const program = this.#program(kFeedbackVertex, fragment, kFeedbackVaryings, step.interleaved);
    gl.useProgram(program);
    this.#vertexArray(draw);
    const feedback = gl.createTransformFeedback();
    gl.bindTransformFeedback(gl.TRANSFORM_FEEDBACK, feedback);
    // Filled before, and with room for no more than some: what is not written keeps its value.
    const sizes = step.interleaved ? [11 * 20] : [4 * 20, 4 * 20, 2 * 20, 20];
    const buffers = sizes.map((size, i) => {
      const buffer = this.#buffer(gl.TRANSFORM_FEEDBACK_BUFFER, new Float32Array(size).fill(-7));
      gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, i, buffer);
      return buffer;
    });
    const query = gl.createQuery();
    gl.beginQuery(gl.TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN, query);
    gl.beginTransformFeedback(this.#enum(step.mode));
    gl.drawArraysInstanced(this.#enum(step.mode), 0, vertices, instances);
    gl.endTransformFeedback();
    gl.endQuery(gl.TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN);
    for (let i = 0; i < sizes.length; ++i) gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, i, null);
    gl.bindTransformFeedback(gl.TRANSFORM_FEEDBACK, null);
    gl.deleteTransformFeedback(feedback);
    this.#answers.push(await this.#answer(query));
    gl.deleteQuery(query);
    for (const [i, buffer] of buffers.entries()) {
      const values = new Int32Array(sizes[i]!);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.getBufferSubData(gl.ARRAY_BUFFER, 0, values);
      this.#reads.push({name: `feedback ${i}`, format: undefined, width: 1, values});
    }
    gl.bindVertexArray(null);
  }

  #read(step: Step & {do: 'read'}): void {
    const gl = this.#gl;
    const color = this.#targets[this.#current]!.spec.colors[0]!;
    const {component, isFloatingPoint} = formatNamed(color);
    let format: number = component === 'float' ? gl.RGBA : gl.RGBA_INTEGER;
    let type = {float: isFloatingPoint ? gl.FLOAT : gl.UNSIGNED_BYTE, int: gl.INT, uint: gl.UNSIGNED_INT, depth: 0}[
      component
    ];
    if (step.implementation) {
      format = gl.getParameter(gl.IMPLEMENTATION_COLOR_READ_FORMAT) as number;
      type = gl.getParameter(gl.IMPLEMENTATION_COLOR_READ_TYPE) as number;
      this.#answers.push(`implementation's format ${format} and type ${type}`);
    }
    const [x, y, width, height] = step.rect as [number, number, number, number];
    const kBytes = 16 * 1024;
    const bytes = new Uint8Array(kBytes).fill(0xcd);
    for (const [name, value] of step.pack) gl.pixelStorei(this.#enum(name), value);
    if (step.buffer) {
      const buffer = this.#buffer(gl.PIXEL_PACK_BUFFER, bytes);
      gl.readPixels(x, y, width, height, format, type, 16);
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, bytes);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
      gl.deleteBuffer(buffer);
    } else {
      const Views: Readonly<Record<number, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
        [gl.FLOAT]: Float32Array,
        [gl.INT]: Int32Array,
        [gl.UNSIGNED_INT]: Uint32Array,
        [gl.SHORT]: Int16Array,
        [gl.UNSIGNED_SHORT]: Uint16Array,
        [gl.HALF_FLOAT]: Uint16Array,
        [gl.BYTE]: Int8Array,
        [gl.UNSIGNED_SHORT_5_6_5]: Uint16Array,
        [gl.UNSIGNED_SHORT_4_4_4_4]: Uint16Array,
        [gl.UNSIGNED_SHORT_5_5_5_1]: Uint16Array,
        [gl.UNSIGNED_INT_2_10_10_10_REV]: Uint32Array,
        [gl.UNSIGNED_INT_10F_11F_11F_REV]: Uint32Array,
      };
      gl.readPixels(x, y, width, height, format, type, new (Views[type] ?? Uint8Array)(bytes.buffer));
    }
    for (const [name] of step.pack) gl.pixelStorei(this.#enum(name), name === 'PACK_ALIGNMENT' ? 4 : 0);
    // What is neither bytes nor floats is put together from what has been read at the end.
    const name = `read as ${color}`;
    if (component === 'int' || component === 'uint') {
      this.#reads.push({name, format: undefined, width: 1, values: bytes});
    } else if (type === gl.UNSIGNED_BYTE) {
      const values = Array.from(bytes, (value) => value / 255);
      this.#reads.push({name, format: color, bytes: true, width: 1, values});
    } else if (type === gl.FLOAT) {
      this.#reads.push({name, format: color, width: 1, values: new Float32Array(bytes.buffer)});
    }
  }

  async #play(step: Step): Promise<void> {
    const gl = this.#gl;
    const target = this.#targets[this.#current]!;
    switch (step.do) {
      case 'call': {
        const args = step.args.map((argument) => (typeof argument === 'string' ? this.#enum(argument) : argument));
        (gl as unknown as Record<string, (...args: unknown[]) => void>)[step.name]!(...args);
        return;
      }
      case 'target':
        this.#current = step.index;
        gl.bindFramebuffer(gl.FRAMEBUFFER, this.#targets[step.index]!.framebuffer);
        return;
      case 'draw':
        return this.#draw(step);
      case 'clear':
        gl.clear(step.mask);
        return;
      case 'clearBuffer':
        this.#clearBuffer(target.spec, step.index, step.values);
        return;
      case 'clearDepthStencil':
        gl.clearBufferfi(gl.DEPTH_STENCIL, 0, step.depth, step.stencil);
        return;
      case 'drawBuffers':
        gl.drawBuffers(target.colors.map((_, i) => (step.on[i] ? gl.COLOR_ATTACHMENT0 + i : gl.NONE)));
        return;
      case 'blit': {
        gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#targets[step.from]!.framebuffer);
        gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, this.#targets[step.to]!.framebuffer);
        gl.readBuffer(gl.COLOR_ATTACHMENT0 + step.readBuffer);
        const [a, b, c, d, e, f, g, h] = step.rects as [number, number, number, number, number, number, number, number];
        gl.blitFramebuffer(a, b, c, d, e, f, g, h, step.mask, this.#enum(step.filter));
        gl.readBuffer(gl.COLOR_ATTACHMENT0);
        gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
        return;
      }
      case 'mipmap': {
        const binding = this.#enum(this.#test.textures[step.texture]!.target);
        gl.bindTexture(binding, this.#textures[step.texture]!);
        gl.generateMipmap(binding);
        return;
      }
      case 'copy':
      case 'subImage':
        this.#change(step);
        return;
      case 'invalidate':
        gl.invalidateFramebuffer(
          gl.FRAMEBUFFER,
          step.attachments.map((name) => this.#enum(name)),
        );
        return;
      case 'read':
        this.#read(step);
        return;
      case 'feedback':
        return this.#feedback(step);
    }
  }

  #change(step: (Step & {do: 'copy'}) | (Step & {do: 'subImage'})): void {
    const gl = this.#gl;
    const spec = this.#test.textures[step.texture]!;
    const target = this.#enum(spec.target);
    const [x, y, width, height] = step.rect as [number, number, number, number];
    const deep = spec.target === 'TEXTURE_3D' || spec.target === 'TEXTURE_2D_ARRAY';
    const face = step.do === 'copy' ? step.face : 0;
    const image = spec.target === 'TEXTURE_CUBE_MAP' ? gl.TEXTURE_CUBE_MAP_POSITIVE_X + face : target;
    gl.bindTexture(target, this.#textures[step.texture]!);
    if (step.do === 'copy') {
      if (deep) gl.copyTexSubImage3D(image, step.level, x, y, face, 16 - width - x, 16 - height - y, width, height);
      else gl.copyTexSubImage2D(image, step.level, x, y, 16 - width - x, 16 - height - y, width, height);
      return;
    }
    const {format, type, elements} = formatNamed(spec.format);
    const texels = texelsOf(type, elements * width * height, step.content);
    if (deep) gl.texSubImage3D(image, 0, x, y, 0, width, height, 1, this.#enum(format), this.#enum(type), texels);
    else gl.texSubImage2D(image, 0, x, y, width, height, this.#enum(format), this.#enum(type), texels);
  }

  // --- what has been drawn into

  /** A framebuffer of another format, to look at things with. */
  #withProbe(format: string, size: number, work: () => void): void {
    const gl = this.#gl;
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    this.#attachment(
      format,
      {colors: [], depth: undefined, samples: 0, storage: 'renderbuffer', size},
      gl.COLOR_ATTACHMENT0,
    );
    gl.viewport(0, 0, size, size);
    work();
    gl.deleteFramebuffer(framebuffer);
  }

  #pixels(component: Component, isFloatingPoint: boolean, width: number, height: number): ArrayLike<number> {
    const gl = this.#gl;
    const count = 4 * width * height;
    if (component === 'int') {
      const values = new Int32Array(count);
      gl.readPixels(0, 0, width, height, gl.RGBA_INTEGER, gl.INT, values);
      return values;
    }
    if (component === 'uint') {
      const values = new Uint32Array(count);
      gl.readPixels(0, 0, width, height, gl.RGBA_INTEGER, gl.UNSIGNED_INT, values);
      return values;
    }
    if (isFloatingPoint) {
      const values = new Float32Array(count);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, values);
      return values;
    }
    const bytes = new Uint8Array(count);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    return Array.from(bytes, (value) => value / 255);
  }

  /** A level as its texels are, whatever the format: exact in 32 bits. */
  #readTexture(
    texture: WebGLTexture,
    spec: {target: TextureSpec['target']; format: string},
    name: string,
    level: number,
    layer: number,
    size: readonly [number, number],
  ): void {
    const gl = this.#gl;
    const {component} = formatNamed(spec.format);
    const probe = {int: 'RGBA32I', uint: 'RGBA32UI', float: 'RGBA32F', depth: 'RGBA32F'}[component];
    this.#withProbe(probe, 16, () => {
      const program = this.#program(kFullVertex, fetchText(component, spec.target));
      gl.useProgram(program);
      gl.bindTexture(this.#enum(spec.target), texture);
      gl.uniform1i(gl.getUniformLocation(program, 's'), 0);
      gl.uniform1i(gl.getUniformLocation(program, 'level'), level);
      gl.uniform1i(gl.getUniformLocation(program, 'layer'), layer);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      const values = this.#pixels(component, true, ...size);
      this.#reads.push({name, format: spec.format, width: size[0], values});
      gl.bindTexture(this.#enum(spec.target), null);
    });
  }

  /** All levels of a texture that a step has changed. */
  #readLevels(index: number): void {
    const gl = this.#gl;
    const spec = this.#test.textures[index]!;
    const texture = this.#textures[index]!;
    const made = this.#mipmapped.has(index);
    const deep = spec.target === 'TEXTURE_3D';
    const largest = Math.max(spec.width, spec.height, deep ? spec.depth : 1);
    const levels = made ? Math.floor(Math.log2(largest)) + 1 : spec.levels;
    const target = this.#enum(spec.target);
    gl.bindTexture(target, texture);
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, levels > 1 ? gl.NEAREST_MIPMAP_NEAREST : gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_BASE_LEVEL, 0);
    gl.texParameteri(target, gl.TEXTURE_MAX_LEVEL, levels - 1);
    for (let level = 0; level < levels; ++level) {
      const size = [Math.max(1, spec.width >> level), Math.max(1, spec.height >> level)] as const;
      if (spec.target === 'TEXTURE_CUBE_MAP') {
        this.#readFaces(texture, spec, level, size[0]);
        continue;
      }
      const layers = deep ? Math.max(1, spec.depth >> level) : spec.depth;
      for (let layer = 0; layer < layers; ++layer) {
        this.#readTexture(texture, spec, `texture ${index} level ${level} layer ${layer}`, level, layer, size);
      }
    }
  }

  /** No look-up takes a face by its number, so those of a cube are read where they can be attached. */
  #readFaces(texture: WebGLTexture, spec: TextureSpec, level: number, size: number): void {
    const gl = this.#gl;
    const {component, isFloatingPoint, renderable} = formatNamed(spec.format);
    if (!renderable) return;
    for (let face = 0; face < 6; ++face) {
      const framebuffer = gl.createFramebuffer();
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      gl.framebufferTexture2D(
        gl.FRAMEBUFFER,
        gl.COLOR_ATTACHMENT0,
        gl.TEXTURE_CUBE_MAP_POSITIVE_X + face,
        texture,
        level,
      );
      const values = this.#pixels(component, isFloatingPoint, size, size);
      const bytes = component === 'float' && !isFloatingPoint;
      this.#reads.push({name: `texture level ${level} face ${face}`, format: spec.format, bytes, width: size, values});
      gl.deleteFramebuffer(framebuffer);
    }
  }

  #readColor(target: Target, index: number, name: string): void {
    const gl = this.#gl;
    const {spec, framebuffer} = target;
    const format = spec.colors[index]!;
    if (spec.storage === 'texture') {
      this.#readTexture(target.colors[index]!, {target: 'TEXTURE_2D', format}, name, 0, 0, [spec.size, spec.size]);
      return;
    }
    const {component, isFloatingPoint} = formatNamed(format);
    const read = (): void => {
      const values = this.#pixels(component, isFloatingPoint, spec.size, spec.size);
      const bytes = component === 'float' && !isFloatingPoint;
      this.#reads.push({name, format, bytes, width: spec.size, values});
    };
    if (spec.samples === 0) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + index);
      read();
      return;
    }
    this.#withProbe(format, spec.size, () => {
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, framebuffer);
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + index);
      gl.blitFramebuffer(0, 0, 16, 16, 0, 0, 16, 16, gl.COLOR_BUFFER_BIT, gl.NEAREST);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING) as WebGLFramebuffer);
      read();
    });
  }

  /** Bit by bit: what passes a comparison of one bit adds that bit's value. */
  #readStencil(target: Target, name: string): void {
    const gl = this.#gl;
    this.#withProbe('RGBA8', 16, () => {
      if (target.spec.storage === 'texture') {
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.TEXTURE_2D, target.depth!, 0);
      } else {
        gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.RENDERBUFFER, target.depth!);
      }
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const program = this.#program(kFullVertex, kValueFragment);
      gl.useProgram(program);
      gl.enable(gl.STENCIL_TEST);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE);
      for (let bit = 1; bit < 256; bit <<= 1) {
        gl.stencilFunc(gl.EQUAL, bit, bit);
        gl.uniform1f(gl.getUniformLocation(program, 'value'), bit / 255);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      }
      gl.disable(gl.STENCIL_TEST);
      gl.disable(gl.BLEND);
      const bytes = new Uint8Array(4 * 16 * 16);
      gl.readPixels(0, 0, 16, 16, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
      this.#reads.push({name, format: undefined, width: 16, values: bytes});
    });
  }

  #readTarget(target: Target, index: number): void {
    const {spec} = target;
    for (let i = 0; i < spec.colors.length; ++i) this.#readColor(target, i, `target ${index} color ${i}`);
    if (!spec.depth || spec.samples > 0) return;
    if (spec.storage === 'texture') {
      const of = {target: 'TEXTURE_2D', format: spec.depth} as const;
      this.#readTexture(target.depth!, of, `target ${index} depth`, 0, 0, [spec.size, spec.size]);
    }
    if (spec.depth === 'DEPTH24_STENCIL8') this.#readStencil(target, `target ${index} stencil`);
  }

  #errors(): string {
    const errors: string[] = [];
    for (let error = this.#gl.getError(); error !== 0; error = this.#gl.getError()) errors.push(nameOfError(error));
    return errors.join(' ');
  }

  async run(): Promise<StateOutcome> {
    const {steps, textures} = this.#test;
    const made = this.#errors();
    if (made) throw new Error(`the case could not be set up: ${made}`);
    const errors: string[] = [];
    try {
      for (const step of steps) {
        await this.#play(step);
        const error = this.#errors();
        if (step.do === 'mipmap' && error === '') this.#mipmapped.add(step.texture);
        errors.push(error);
      }
      this.#reset();
      for (const [i, target] of this.#targets.entries()) this.#readTarget(target, i);
      for (const i of textures.keys()) {
        const changed = steps.some((step) => 'texture' in step && step.texture === i);
        const spec = textures[i]!;
        if (changed && !isCompared(spec, spec.parameters)) this.#readLevels(i);
      }
      errors.push(this.#errors());
    } finally {
      for (const free of this.#garbage) free();
      this.#gl.bindFramebuffer(this.#gl.FRAMEBUFFER, null);
    }
    return {errors, reads: this.#reads, answers: this.#answers};
  }
}

export async function runState(side: Side, test: StateCase): Promise<StateOutcome> {
  return new Player(side.context('webgl2') as GL, test).run();
}
