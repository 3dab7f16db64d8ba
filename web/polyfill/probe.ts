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

type Canvas = HTMLCanvasElement | OffscreenCanvas;

function makeCanvas(): Canvas {
  if (typeof document !== 'object') return new OffscreenCanvas(1, 1);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  return canvas;
}

/** Asks with whatever getContext is there now: the browser's, or that of a polyfill before this one. */
export function probe(): Probe {
  const ask = (type: 'webgl2' | 'webgl'): WebGLRenderingContext | null => {
    try {
      return (makeCanvas() as HTMLCanvasElement).getContext(type) as WebGLRenderingContext | null;
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
