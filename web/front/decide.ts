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

/** The canvas' own attribute wins over the page's `prefer`. What is no answer is told, and left out. */
export function choiceFor(
  options: SharedOptions,
  canvas: HTMLCanvasElement | OffscreenCanvas,
  type: string,
  attributes: unknown,
): Choice {
  const own = (canvas as HTMLCanvasElement).dataset && (canvas as HTMLCanvasElement).dataset['softWebgl2'];
  if (isPrefer(own)) return own;
  if (own !== undefined) say(`data-soft-webgl2="${own}" is not auto, hardware or software`);
  let choice: unknown = options.prefer;
  if (typeof choice === 'function') {
    try {
      choice = (choice as (...args: unknown[]) => unknown)(canvas, type, attributes);
    } catch (error) {
      choice = error;
    }
    if (!isPrefer(choice)) say(`prefer() gave ${String(choice)}: auto it is`);
  }
  return isPrefer(choice) ? choice : 'auto';
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
