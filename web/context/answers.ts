// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the core's queries answer, as the page sees it. An answer of variable size is an ephemeral payload, so it is
// decoded at once, into values of its own; there is none after an error, on a lost context, and after a trap.

import {payloadAt, wordsOf} from '../loader/payload.ts';
import {textOf, toArray} from './idl.ts';
import {makeActiveInfo} from './objects.ts';
import type {ContextState} from './state.ts';
import {typedValue} from './typed-value.ts';

/** Calls the core, and decodes what it answers. */
function answer<T>(s: ContextState, call: () => number, decode: (payload: Uint8Array<ArrayBuffer>) => T): T | null {
  const {memory} = s.x; // arguments that the page's code converts may lose the context
  try {
    const at = call();
    return at === 0 ? null : decode(payloadAt(memory, at));
  } catch (error) {
    return s.trap(error) || null;
  }
}

/** The answer as a typed value. */
export function answerValue(s: ContextState, call: () => number): unknown {
  return answer(s, call, (payload) => typedValue(payload, s.objects));
}

/** The answer as text. */
export function answerText(s: ContextState, call: () => number): string | null {
  return answer(s, call, textOf);
}

/** The answer as an array of names or indices. */
export function answerNumbers(s: ContextState, call: () => number): number[] | null {
  return answer(s, call, (payload) => toArray(wordsOf(payload)));
}

/** The answer as WebGLActiveInfo: i32 size, u32 type, then the name. */
export function answerActiveInfo(s: ContextState, call: () => number): object | null {
  return answer(s, call, (payload) => {
    const view = new DataView(payload.buffer, payload.byteOffset);
    return makeActiveInfo(textOf(payload.subarray(8)), view.getInt32(0, true), view.getUint32(4, true));
  });
}
