// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What WebGL the browser itself has, asked once on throw-away canvases whose contexts are lost again at once.

export interface Probe {
  readonly webgl2: boolean;
  readonly webgl1: boolean;
  /** UNMASKED_RENDERER_WEBGL, empty without WebGL. */
  readonly renderer: string;
  /** The renderer draws on the CPU. */
  readonly software: boolean;
}

/** Names of software renderers, as browsers report them: Chromium, Mesa, Windows, macOS. */
const kSoftware = /swiftshader|llvmpipe|softpipe|software|basic render|apple software/i;

const kRenderer = 0x1f01;
const kUnmaskedRenderer = 0x9246;

type GetContext = (this: HTMLCanvasElement, type: string, attributes?: object) => unknown;

export function probe(getContext: GetContext): Probe {
  if (typeof document !== 'object') return {webgl2: false, webgl1: false, renderer: '', software: false};
  const ask = (type: string): WebGLRenderingContext | null => {
    try {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 1;
      return getContext.call(canvas, type) as WebGLRenderingContext | null;
    } catch {
      return null;
    }
  };
  const webgl2 = ask('webgl2');
  const gl = webgl2 ?? ask('webgl');
  if (!gl) return {webgl2: false, webgl1: false, renderer: '', software: false};
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? kUnmaskedRenderer : kRenderer) ?? '');
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return {webgl2: webgl2 !== null, webgl1: true, renderer, software: kSoftware.test(renderer)};
}
