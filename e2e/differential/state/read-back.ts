// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Reads what a case has drawn into: levels of textures, and colours and stencil of framebuffers.

import type {TextureSpec} from './case.ts';
import {type Component, formatNamed} from './formats.ts';
import type {Read} from './outcome.ts';
import {fetchText, kFullVertex, kValueFragment} from './programs.ts';
import type {Scene, Target} from './scene.ts';

export class ReadBack {
  readonly reads: Read[] = [];
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** A framebuffer of another format, to look at things with. */
  #withProbe(format: string, size: number, work: () => void): void {
    const {gl} = this.#scene;
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    this.#scene.attachment(
      format,
      {colors: [], depth: undefined, samples: 0, storage: 'renderbuffer', size},
      gl.COLOR_ATTACHMENT0,
    );
    gl.viewport(0, 0, size, size);
    work();
    gl.deleteFramebuffer(framebuffer);
  }

  #pixels(component: Component, isFloatingPoint: boolean, width: number, height: number): ArrayLike<number> {
    const {gl} = this.#scene;
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
    const {gl} = this.#scene;
    const {component} = formatNamed(spec.format);
    const probe = {int: 'RGBA32I', uint: 'RGBA32UI', float: 'RGBA32F', depth: 'RGBA32F'}[component];
    this.#withProbe(probe, 16, () => {
      const program = this.#scene.program(kFullVertex, fetchText(component, spec.target));
      gl.useProgram(program);
      gl.bindTexture(this.#scene.enum(spec.target), texture);
      gl.uniform1i(gl.getUniformLocation(program, 's'), 0);
      gl.uniform1i(gl.getUniformLocation(program, 'level'), level);
      gl.uniform1i(gl.getUniformLocation(program, 'layer'), layer);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      const values = this.#pixels(component, true, ...size);
      this.reads.push({name, format: spec.format, width: size[0], values});
      gl.bindTexture(this.#scene.enum(spec.target), null);
    });
  }

  /** All levels of a texture that a step has changed; made: they are those of generateMipmap. */
  readLevels(texture: WebGLTexture, spec: TextureSpec, index: number, made: boolean): void {
    const {gl} = this.#scene;
    const deep = spec.target === 'TEXTURE_3D';
    const largest = Math.max(spec.width, spec.height, deep ? spec.depth : 1);
    const levels = made ? Math.floor(Math.log2(largest)) + 1 : spec.levels;
    const target = this.#scene.enum(spec.target);
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
    const {gl} = this.#scene;
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
      this.reads.push({name: `texture level ${level} face ${face}`, format: spec.format, bytes, width: size, values});
      gl.deleteFramebuffer(framebuffer);
    }
  }

  #readColor(target: Target, index: number, name: string): void {
    const {gl} = this.#scene;
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
      this.reads.push({name, format, bytes, width: spec.size, values});
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
    const {gl} = this.#scene;
    this.#withProbe('RGBA8', 16, () => {
      if (target.spec.storage === 'texture') {
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.TEXTURE_2D, target.depth!, 0);
      } else {
        gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.RENDERBUFFER, target.depth!);
      }
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const program = this.#scene.program(kFullVertex, kValueFragment);
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
      this.reads.push({name, format: undefined, width: 16, values: bytes});
    });
  }

  readTarget(target: Target, index: number): void {
    const {spec} = target;
    for (let i = 0; i < spec.colors.length; ++i) this.#readColor(target, i, `target ${index} color ${i}`);
    if (!spec.depth || spec.samples > 0) return;
    if (spec.storage === 'texture') {
      const of = {target: 'TEXTURE_2D', format: spec.depth} as const;
      this.#readTexture(target.depth!, of, `target ${index} depth`, 0, 0, [spec.size, spec.size]);
    }
    if (spec.depth === 'DEPTH24_STENCIL8') this.#readStencil(target, `target ${index} stencil`);
  }
}
