// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Web IDL converts all arguments before a method does anything, and converting may run the page's code: a `valueOf` that
// calls GL, or loses the context. Calls into the core convert numbers by themselves, which is early enough where nothing
// was done before. Methods that first copy data into the core are named here: their numbers are converted at the start.

import {stateOf} from './state.ts';

type Method = (this: unknown, ...args: never[]) => unknown;

const to = (count: number, ...more: number[]): readonly number[] => {
  const places = [];
  for (let i = 0; i < count; ++i) places[i] = i;
  return [...places, ...more];
};

/** Which parameters are numbers, from 0 on; with overloads, for this number of arguments. */
const kNumbers: {readonly [name: string]: (given: number) => readonly number[]} = {
  texImage2D: (given) => (given < 9 ? to(5) : to(8, 9)),
  texSubImage2D: (given) => (given < 9 ? to(6) : to(8, 9)),
  texImage3D: () => to(9, 10),
  texSubImage3D: () => to(10, 11),
  compressedTexImage2D: () => to(6, 7, 8),
  compressedTexSubImage2D: () => to(7, 8, 9),
  compressedTexImage3D: () => to(7, 8, 9),
  compressedTexSubImage3D: () => to(9, 10, 11),
  bufferData: () => [0, 2, 3, 4],
  bufferSubData: () => [0, 1, 3, 4],
  clearBufferfv: () => [0, 1, 3],
  clearBufferiv: () => [0, 1, 3],
  clearBufferuiv: () => [0, 1, 3],
  invalidateFramebuffer: () => [0],
  invalidateSubFramebuffer: () => [0, 2, 3, 4, 5],
  bindAttribLocation: () => [1],
  getActiveUniforms: () => [2],
  transformFeedbackVaryings: () => [2],
};

/** The method, with its numbers converted first where it is named above. */
export function numbersFirst(name: string, method: Method): Method {
  if (!Object.hasOwn(kNumbers, name)) return method;
  const numbers = kNumbers[name]!;
  const wrapped = function (this: unknown, ...args: unknown[]): unknown {
    stateOf(this); // throws for what is no context, before anything of the page runs
    if (args.length >= method.length) {
      for (const place of numbers(args.length)) {
        if (place < args.length && typeof args[place] !== 'number') args[place] = +(args[place] as number);
      }
    }
    return method.apply(this, args as never[]);
  };
  Object.defineProperty(wrapped, 'name', {value: name, configurable: true});
  Object.defineProperty(wrapped, 'length', {value: method.length, configurable: true});
  return wrapped;
}
