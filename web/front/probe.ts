// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What WebGL the browser itself has, asked once on a throw-away canvas whose context is lost again at once.

import type {GetContext} from '../host/canvas-facts.ts';

export interface Probe {
  readonly webgl2: boolean;
  /** As the browser calls it. */
  readonly renderer: string;
}

/** Names of software renderers, as browsers report them: Chromium, Mesa, Windows, macOS. */
export const kSoftware = /swiftshader|llvmpipe|softpipe|software|basic render/i;

const kUnmaskedRenderer = 0x9246;

/** `getContext`: whom to ask, where this package has replaced it. @default whatever is there */
export function probe(getContext?: GetContext): Probe {
  const isPage = typeof document === 'object';
  const canvas = isPage ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
  canvas.width = canvas.height = 1;
  let gl: WebGL2RenderingContext | null = null;
  try {
    gl = (getContext || (canvas.getContext as GetContext)).call(canvas, 'webgl2') as WebGL2RenderingContext | null;
  } catch {
    // no such type
  }
  if (!gl) return {webgl2: false, renderer: ''};
  const name = gl.getExtension('WEBGL_debug_renderer_info') ? kUnmaskedRenderer : gl.RENDERER;
  const renderer = String(gl.getParameter(name));
  const extension = gl.getExtension('WEBGL_lose_context');
  if (extension) extension.loseContext();
  return {webgl2: true, renderer};
}
