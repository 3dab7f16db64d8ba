// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a first stage sees of canvases and bitmaps before anybody wants a context of ours, and the objects do not tell.

export interface SourcePixels {
  /** RGBA8, or the bytes of RGBA16F; top row first. */
  data: Uint8Array | Uint8ClampedArray;
  /** Half floats, where a source has more than bytes and the texture can tell. @default false */
  halfFloats?: boolean;
  width: number;
  height: number;
  /**
   * An ImageBitmap: its texels are uploaded as they are, UNPACK_FLIP_Y_WEBGL and UNPACK_PREMULTIPLY_ALPHA_WEBGL do not
   * apply (WebGL 2.0, "Texture uploads"). Colours of any other source are not multiplied by alpha.
   */
  bitmap: boolean;
  /** Colours are multiplied by alpha already, as the upload asks for. @default false */
  premultiplied?: boolean;
}

export type GetContext = (this: unknown, ...args: unknown[]) => unknown;

export interface CanvasFacts {
  /** `getContext` of either class as it was before the polyfill. */
  html?: GetContext | undefined;
  offscreen?: GetContext | undefined;
  /** OffscreenCanvases that stand for a canvas element: the browser takes their frames by itself. */
  readonly placed: WeakSet<object>;
  /** In a worker, where nothing else tells: those that it made itself, which do not. */
  made?: WeakSet<object>;
  /**
   * Bitmaps made with `premultiplyAlpha: 'none'`, with the arguments of createImageBitmap: no canvas could give back the
   * colour of a texel without alpha.
   */
  readonly straight: WeakMap<object, readonly unknown[]>;
}

export function makeFacts(): CanvasFacts {
  return {placed: new WeakSet(), straight: new WeakMap()};
}
