// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The names by which pages ask for contexts.

export type WebGLVersion = 1 | 2;

export type ContextType = 'webgl2' | 'webgl' | 'experimental-webgl';

export const kContextClassNames = {1: 'WebGLRenderingContext', 2: 'WebGL2RenderingContext'} as const;

/** null for what is no WebGL context. */
export function versionOf(type: unknown): WebGLVersion | null {
  if (type === 'webgl2') return 2;
  return type === 'webgl' || type === 'experimental-webgl' ? 1 : null;
}
