// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What draws or clears. These are the hot ones: no rest arguments, no closures, and `settled` is one look at a field.

import type {CoreInstance} from '../../loader/core-instance.ts';
import {need, toInt64, toList, toNumbers, toSequence} from '../idl.ts';
import {ObjectKind} from '../../loader/boundary.ts';
import {GLError, stateOf, type ContextState} from '../state.ts';
import type {Methods} from './scalar.ts';

export const drawMethods = {
  clear(mask: number): void {
    const s = stateOf(this);
    if (arguments.length < 1) need(arguments.length, 1, 'clear');
    if (s.outgrown) s.resize();
    if (s.settled) s.wake();
    try {
      s.x.gl_clear(mask);
    } catch (error) {
      s.trap(error);
    }
  },

  drawArrays(mode: number, first: number, count: number): void {
    const s = stateOf(this);
    if (arguments.length < 3) need(arguments.length, 3, 'drawArrays');
    if (s.settled) s.wake();
    try {
      s.x.gl_drawArrays(mode, first, count);
    } catch (error) {
      s.trap(error);
    }
  },

  drawElements(mode: number, count: number, type: number, offset: unknown): void {
    const s = stateOf(this);
    if (arguments.length < 4) need(arguments.length, 4, 'drawElements');
    if (s.settled) s.wake();
    try {
      s.x.gl_drawElements(mode, count, type, toInt64(offset));
    } catch (error) {
      s.trap(error);
    }
  },
} satisfies Methods & ThisType<unknown>;

type ClearBuffer = 'gl_clearBufferfv' | 'gl_clearBufferiv' | 'gl_clearBufferuiv';
type List = 'Float32Array' | 'Int32Array' | 'Uint32Array';

function clearBuffer(
  s: ContextState,
  call: ClearBuffer,
  listClass: List,
  buffer: number,
  drawbuffer: number,
  values: unknown,
  srcOffset: number,
): void {
  const method = call.slice(3);
  const list = toNumbers(toList(values, listClass, method, 3), listClass);
  const offset = srcOffset >>> 0;
  if (s.settled) s.wake();
  const core = s.core;
  if (!core) return;
  if (offset >= list.length) return s.error(GLError.InvalidValue, `${method}: srcOffset lies beyond the values`);
  try {
    const count = Math.min(list.length - offset, 4); // no buffer takes more than four
    const at = core.reserve(16);
    const memory = core.memory.buffer;
    const room =
      listClass === 'Float32Array'
        ? new Float32Array(memory, at, count)
        : listClass === 'Int32Array'
          ? new Int32Array(memory, at, count)
          : new Uint32Array(memory, at, count);
    for (let i = 0; i < count; ++i) room[i] = list[offset + i]!;
    s.x[call](buffer, drawbuffer, at, count * 4);
    core.release(at);
  } catch (error) {
    s.trap(error);
  }
}

/** `sequence<GLenum>`, converted. */
function toEnums(values: unknown, method: string, parameter: number): Uint32Array {
  return new Uint32Array(toSequence(values, 'sequence<GLenum>', method, parameter) as number[]);
}

/** Enums of a sequence, into the core; the caller releases the address. 0: out of memory. */
function reserveEnums(s: ContextState, core: CoreInstance, numbers: Uint32Array): number {
  const at = core.reserve(numbers.byteLength);
  if (at === 0) s.error(GLError.OutOfMemory, 'out of memory');
  else new Uint32Array(core.memory.buffer, at, numbers.length).set(numbers);
  return at;
}

/** drawBuffers, also as WEBGL_draw_buffers has it. */
export function drawBuffers(s: ContextState, buffers: unknown, method: string): void {
  const list = toEnums(buffers, method, 1);
  const {core} = s;
  if (!core) return;
  try {
    const at = reserveEnums(s, core, list);
    if (at === 0) return;
    s.x.gl_drawBuffers(at, list.length * 4);
    core.release(at);
  } catch (error) {
    s.trap(error);
  }
}

export const drawMethods2 = {
  drawArraysInstanced(mode: number, first: number, count: number, instanceCount: number): void {
    const s = stateOf(this);
    if (arguments.length < 4) need(arguments.length, 4, 'drawArraysInstanced');
    if (s.settled) s.wake();
    try {
      s.x.gl_drawArraysInstanced(mode, first, count, instanceCount);
    } catch (error) {
      s.trap(error);
    }
  },

  drawElementsInstanced(mode: number, count: number, type: number, offset: unknown, instanceCount: number): void {
    const s = stateOf(this);
    if (arguments.length < 5) need(arguments.length, 5, 'drawElementsInstanced');
    if (s.settled) s.wake();
    try {
      s.x.gl_drawElementsInstanced(mode, count, type, toInt64(offset), instanceCount);
    } catch (error) {
      s.trap(error);
    }
  },

  drawRangeElements(mode: number, start: number, end: number, count: number, type: number, offset: unknown): void {
    const s = stateOf(this);
    if (arguments.length < 6) need(arguments.length, 6, 'drawRangeElements');
    if (s.settled) s.wake();
    try {
      s.x.gl_drawRangeElements(mode, start, end, count, type, toInt64(offset));
    } catch (error) {
      s.trap(error);
    }
  },

  drawBuffers(buffers: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 1, 'drawBuffers');
    drawBuffers(s, buffers, 'drawBuffers');
  },

  clearBufferfv(buffer: number, drawbuffer: number, values: unknown, srcOffset = 0): void {
    need(arguments.length, 3, 'clearBufferfv');
    clearBuffer(stateOf(this), 'gl_clearBufferfv', 'Float32Array', buffer, drawbuffer, values, srcOffset);
  },

  clearBufferiv(buffer: number, drawbuffer: number, values: unknown, srcOffset = 0): void {
    need(arguments.length, 3, 'clearBufferiv');
    clearBuffer(stateOf(this), 'gl_clearBufferiv', 'Int32Array', buffer, drawbuffer, values, srcOffset);
  },

  clearBufferuiv(buffer: number, drawbuffer: number, values: unknown, srcOffset = 0): void {
    need(arguments.length, 3, 'clearBufferuiv');
    clearBuffer(stateOf(this), 'gl_clearBufferuiv', 'Uint32Array', buffer, drawbuffer, values, srcOffset);
  },

  clearBufferfi(buffer: number, drawbuffer: number, depth: number, stencil: number): void {
    const s = stateOf(this);
    need(arguments.length, 4, 'clearBufferfi');
    if (s.settled) s.wake();
    try {
      s.x.gl_clearBufferfi(buffer, drawbuffer, depth, stencil);
    } catch (error) {
      s.trap(error);
    }
  },

  blitFramebuffer(
    srcX0: number,
    srcY0: number,
    srcX1: number,
    srcY1: number,
    dstX0: number,
    dstY0: number,
    dstX1: number,
    dstY1: number,
    mask: number,
    filter: number,
  ): void {
    const s = stateOf(this);
    need(arguments.length, 10, 'blitFramebuffer');
    if (s.settled) s.wake();
    try {
      s.x.gl_blitFramebuffer(srcX0, srcY0, srcX1, srcY1, dstX0, dstY0, dstX1, dstY1, mask, filter);
    } catch (error) {
      s.trap(error);
    }
  },

  invalidateFramebuffer(target: number, attachments: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'invalidateFramebuffer');
    const list = toEnums(attachments, 'invalidateFramebuffer', 2);
    const {core} = s;
    if (!core) return;
    try {
      const at = reserveEnums(s, core, list);
      if (at === 0) return;
      s.x.gl_invalidateFramebuffer(target, at, list.length * 4);
      core.release(at);
    } catch (error) {
      s.trap(error);
    }
  },

  invalidateSubFramebuffer(
    target: number,
    attachments: unknown,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    const s = stateOf(this);
    need(arguments.length, 6, 'invalidateSubFramebuffer');
    const list = toEnums(attachments, 'invalidateSubFramebuffer', 2);
    const {core} = s;
    if (!core) return;
    try {
      const at = reserveEnums(s, core, list);
      if (at === 0) return;
      s.x.gl_invalidateSubFramebuffer(target, at, list.length * 4, x, y, width, height);
      core.release(at);
    } catch (error) {
      s.trap(error);
    }
  },

  framebufferTextureLayer(target: number, attachment: number, texture: unknown, level: number, layer: number): void {
    const s = stateOf(this);
    need(arguments.length, 5, 'framebufferTextureLayer');
    const name = s.nullable(texture, ObjectKind.Texture, 'framebufferTextureLayer', 3);
    if (name < 0) return;
    try {
      s.x.gl_framebufferTextureLayer(target, attachment, name, level, layer);
    } catch (error) {
      s.trap(error);
    }
  },
} satisfies Methods & ThisType<unknown>;
