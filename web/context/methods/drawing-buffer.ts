// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The drawing buffer as a page sees it: WebGL 1.0 "The WebGL context", with the later drawingBufferStorage,
// drawingBufferFormat and the two colour spaces.

import {need} from '../idl.ts';
import {stateOf} from '../state.ts';
import type {Methods} from './scalar.ts';

export const drawingBufferMethods = {
  drawingBufferStorage(sizedFormat: number, width: number, height: number): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'drawingBufferStorage');
    s.setStorage(sizedFormat, width, height);
  },
} satisfies Methods & ThisType<unknown>;

function isColorSpace(space: string): space is PredefinedColorSpace {
  return space === 'srgb' || space === 'display-p3';
}

/** Attributes of the interfaces. */
export const drawingBufferAccessors: object = {
  get canvas(): unknown {
    return stateOf(this).canvas;
  },
  get drawingBufferWidth(): number {
    return stateOf(this).drawingBufferWidth;
  },
  get drawingBufferHeight(): number {
    return stateOf(this).drawingBufferHeight;
  },
  get drawingBufferFormat(): number {
    const s = stateOf(this);
    try {
      return s.x.gl_drawingBufferFormat() >>> 0;
    } catch (error) {
      return s.trap(error);
    }
  },
  get drawingBufferColorSpace(): string {
    return stateOf(this).colorSpace;
  },
  /** What is no value of the enumeration is ignored (Web IDL, "attribute setter"). */
  set drawingBufferColorSpace(space: unknown) {
    const s = stateOf(this);
    const wanted = String(space);
    if (!isColorSpace(wanted) || wanted === s.colorSpace) return;
    s.colorSpace = wanted;
    if (s.core) s.presenter?.repaint(); // the same numbers are other colours now
  },
  get unpackColorSpace(): string {
    return stateOf(this).unpackColorSpace;
  },
  set unpackColorSpace(space: unknown) {
    const s = stateOf(this);
    const wanted = String(space);
    if (isColorSpace(wanted)) s.unpackColorSpace = wanted;
  },
};
