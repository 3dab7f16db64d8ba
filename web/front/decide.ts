// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Whose context a canvas gets: docs/options.md has the rules.

import type {WebGLVersion} from '../host/context-types.ts';
import {isPrefer, type Choice, type SharedOptions} from '../options/options.ts';
import {say} from './say.ts';

/** Why a context is ours. */
export type ContextReason = 'asked-for' | 'no-webgl' | 'native-software' | 'context-failed' | 'too-many-contexts';

/** Why the page's contexts are whose they are. `not-needed`: the browser's own were all that anybody wanted. */
export type Reason = ContextReason | 'not-needed' | 'not-loaded' | 'unsupported' | 'not-installed';

/** What is known of the browser's own WebGL. */
export interface NativeState {
  /** WebGL 2 works, and counts; undefined while nobody asked. */
  nativeWorks?: boolean | undefined;
  /** It works, but in software, which is to be replaced. */
  nativeIsReplaced?: boolean | undefined;
  /** Contexts that it gave, kept where they are counted. */
  natives: WeakRef<WebGLRenderingContext>[];
}

/** What is no answer is told. */
function isChoice(choice: unknown, whose: string): choice is Choice {
  const is = isPrefer(choice);
  if (!is) say(`${whose} cannot be '${String(choice)}'`);
  return is;
}

/** The canvas' own attribute wins over the page's `prefer`. */
export function choiceFor(
  {prefer}: SharedOptions,
  canvas: HTMLCanvasElement | OffscreenCanvas,
  type: string,
  attributes: unknown,
): Choice {
  const {dataset} = canvas as Partial<HTMLCanvasElement>;
  const own = dataset && dataset['softWebgl2'];
  if (own !== undefined && isChoice(own, 'data-soft-webgl2')) return own;
  if (typeof prefer !== 'function') return prefer || 'auto';
  let choice: unknown;
  try {
    choice = prefer(canvas, type, attributes);
  } catch (error) {
    choice = error;
  }
  return isChoice(choice, 'prefer()') ? choice : 'auto';
}

/** Contexts that still take one of the browser's places: neither lost nor collected. */
export function countNatives(native: NativeState): number {
  native.natives = native.natives.filter((reference) => {
    const gl = reference.deref();
    return gl && !gl.isContextLost();
  });
  return native.natives.length;
}

/** Why a new context is to be ours; null: the browser is asked first. */
export function decide(
  options: SharedOptions,
  choice: Choice,
  version: WebGLVersion,
  native: NativeState,
): ContextReason | null {
  if (choice !== 'auto') return choice === 'software' ? 'asked-for' : null;
  if (native.nativeIsReplaced) return 'native-software';
  if (native.nativeWorks === false && version === 2) return 'no-webgl';
  return countNatives(native) >= options.maxNativeContexts! ? 'too-many-contexts' : null;
}
