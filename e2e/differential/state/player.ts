// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Plays the steps of a case on one side.

import type {Side} from '../kind.ts';
import type {Draw, StateCase, Step} from './case.ts';
import {type Component, formatNamed} from './formats.ts';
import {texelsOf} from './geometry.ts';
import type {StateOutcome} from './outcome.ts';
import {fragmentText, isCompared, kFeedbackVaryings, kFeedbackVertex, kVertex} from './programs.ts';
import {ReadBack} from './read-back.ts';
import {type GL, Scene, type Target} from './scene.ts';

export class Player {
  readonly #scene: Scene;
  readonly #test: StateCase;
  readonly #targets: Target[];
  readonly #textures: WebGLTexture[];
  readonly #readBack: ReadBack;
  readonly #answers: string[] = [];
  /** Textures that have all their levels. */
  readonly #mipmapped = new Set<number>();
  #current = 0;

  constructor(gl: GL, test: StateCase) {
    this.#scene = new Scene(gl);
    this.#readBack = new ReadBack(this.#scene);
    this.#test = test;
    this.#textures = test.textures.map((spec) => this.#scene.makeTexture(spec));
    this.#targets = test.targets.map((spec, i) => this.#scene.makeTarget(spec, i));
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#targets[0]!.framebuffer);
    gl.viewport(0, 0, 16, 16);
  }

  async #answer(query: WebGLQuery): Promise<string> {
    const {gl} = this.#scene;
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
    const {gl} = this.#scene;
    const program = this.#scene.program(kVertex, fragmentText(draw, this.#components(), this.#test.textures));
    gl.useProgram(program);
    const {indices} = this.#scene.vertexArray(draw);
    gl.uniform1f(gl.getUniformLocation(program, 'pointSize'), draw.pointSize);
    if (/LINE|POINTS/.test(draw.mode)) gl.viewport(0, 0, 16, 16);
    if (draw.source === 'block') {
      const colors = Array.from({length: 16}, (_, i) => ((draw.content >> i) & 1 ? 0.61 : 0.2));
      this.#scene.buffer(gl.UNIFORM_BUFFER, new Float32Array([...new Array<number>(64).fill(0), ...colors]));
      gl.bindBufferRange(gl.UNIFORM_BUFFER, 0, gl.getParameter(gl.UNIFORM_BUFFER_BINDING) as WebGLBuffer, 256, 64);
    }
    if (draw.source === 'texture') this.#bindLookUp(draw, program);
    const query = draw.query ? gl.createQuery() : undefined;
    if (query) gl.beginQuery(this.#scene.enum(draw.query!), query);
    const mode = this.#scene.enum(draw.mode);
    if (indices) gl.drawElementsInstanced(mode, indices.length, this.#scene.enum(draw.indices!), 0, draw.instances);
    else gl.drawArraysInstanced(mode, 0, draw.vertices, draw.instances);
    if (query) {
      gl.endQuery(this.#scene.enum(draw.query!));
      this.#answers.push(await this.#answer(query));
      gl.deleteQuery(query);
    }
    gl.bindVertexArray(null);
    gl.bindSampler(0, null);
  }

  #bindLookUp({lookUp}: Draw, program: WebGLProgram): void {
    const {gl} = this.#scene;
    const {texture, scale, offset, sampler} = lookUp!;
    const spec = this.#test.textures[texture]!;
    gl.activeTexture(gl.TEXTURE0);
    for (const target of [gl.TEXTURE_2D, gl.TEXTURE_3D, gl.TEXTURE_2D_ARRAY, gl.TEXTURE_CUBE_MAP]) {
      gl.bindTexture(target, null);
    }
    gl.bindTexture(this.#scene.enum(spec.target), this.#textures[texture]!);
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
    this.#scene.garbage.push(() => gl.deleteSampler(object));
    for (const [name, value] of sampler) {
      if (/BASE_LEVEL|MAX_LEVEL/.test(name)) continue;
      if (typeof value === 'string') gl.samplerParameteri(object, this.#scene.enum(name), this.#scene.enum(value));
      else gl.samplerParameterf(object, this.#scene.enum(name), value);
    }
    gl.bindSampler(0, object);
  }

  async #feedback(step: Step & {do: 'feedback'}): Promise<void> {
    const {gl} = this.#scene;
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
    const program = this.#scene.program(kFeedbackVertex, fragment, kFeedbackVaryings, step.interleaved);
    gl.useProgram(program);
    this.#scene.vertexArray(draw);
    const feedback = gl.createTransformFeedback();
    gl.bindTransformFeedback(gl.TRANSFORM_FEEDBACK, feedback);
    // Filled before, and with room for no more than some: what is not written keeps its value.
    const sizes = step.interleaved ? [11 * 20] : [4 * 20, 4 * 20, 2 * 20, 20];
    const buffers = sizes.map((size, i) => {
      const buffer = this.#scene.buffer(gl.TRANSFORM_FEEDBACK_BUFFER, new Float32Array(size).fill(-7));
      gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, i, buffer);
      return buffer;
    });
    const query = gl.createQuery();
    gl.beginQuery(gl.TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN, query);
    gl.beginTransformFeedback(this.#scene.enum(step.mode));
    gl.drawArraysInstanced(this.#scene.enum(step.mode), 0, vertices, instances);
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
      this.#readBack.reads.push({name: `feedback ${i}`, format: undefined, width: 1, values});
    }
    gl.bindVertexArray(null);
  }

  #read(step: Step & {do: 'read'}): void {
    const {gl} = this.#scene;
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
    for (const [name, value] of step.pack) gl.pixelStorei(this.#scene.enum(name), value);
    if (step.buffer) {
      const buffer = this.#scene.buffer(gl.PIXEL_PACK_BUFFER, bytes);
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
    for (const [name] of step.pack) gl.pixelStorei(this.#scene.enum(name), name === 'PACK_ALIGNMENT' ? 4 : 0);
    // What is neither bytes nor floats is put together from what has been read at the end.
    const name = `read as ${color}`;
    if (component === 'int' || component === 'uint') {
      this.#readBack.reads.push({name, format: undefined, width: 1, values: bytes});
    } else if (type === gl.UNSIGNED_BYTE) {
      const values = Array.from(bytes, (value) => value / 255);
      this.#readBack.reads.push({name, format: color, bytes: true, width: 1, values});
    } else if (type === gl.FLOAT) {
      this.#readBack.reads.push({name, format: color, width: 1, values: new Float32Array(bytes.buffer)});
    }
  }

  async #play(step: Step): Promise<void> {
    const {gl} = this.#scene;
    const target = this.#targets[this.#current]!;
    switch (step.do) {
      case 'call': {
        const args = step.args.map((argument) =>
          typeof argument === 'string' ? this.#scene.enum(argument) : argument,
        );
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
        this.#scene.clearBuffer(target.spec, step.index, step.values);
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
        gl.blitFramebuffer(a, b, c, d, e, f, g, h, step.mask, this.#scene.enum(step.filter));
        gl.readBuffer(gl.COLOR_ATTACHMENT0);
        gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
        return;
      }
      case 'mipmap': {
        const binding = this.#scene.enum(this.#test.textures[step.texture]!.target);
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
          step.attachments.map((name) => this.#scene.enum(name)),
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
    const {gl} = this.#scene;
    const spec = this.#test.textures[step.texture]!;
    const target = this.#scene.enum(spec.target);
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
    if (deep)
      gl.texSubImage3D(image, 0, x, y, 0, width, height, 1, this.#scene.enum(format), this.#scene.enum(type), texels);
    else gl.texSubImage2D(image, 0, x, y, width, height, this.#scene.enum(format), this.#scene.enum(type), texels);
  }

  async run(): Promise<StateOutcome> {
    const {steps, textures} = this.#test;
    const made = this.#scene.errors();
    if (made) throw new Error(`the case could not be set up: ${made}`);
    const errors: string[] = [];
    try {
      for (const step of steps) {
        await this.#play(step);
        const error = this.#scene.errors();
        if (step.do === 'mipmap' && error === '') this.#mipmapped.add(step.texture);
        errors.push(error);
      }
      this.#scene.reset();
      for (const [i, target] of this.#targets.entries()) this.#readBack.readTarget(target, i);
      for (const i of textures.keys()) {
        const changed = steps.some((step) => 'texture' in step && step.texture === i);
        const spec = textures[i]!;
        if (changed && !isCompared(spec, spec.parameters))
          this.#readBack.readLevels(this.#textures[i]!, spec, i, this.#mipmapped.has(i));
      }
      errors.push(this.#scene.errors());
    } finally {
      this.#scene.free();
    }
    return {errors, reads: this.#readBack.reads, answers: this.#answers};
  }
}

export async function runState(side: Side, test: StateCase): Promise<StateOutcome> {
  return new Player(side.context('webgl2') as GL, test).run();
}
