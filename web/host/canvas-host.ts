// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What the contexts of a page share of its canvases: the browser's own functions below the polyfill's, and what the
// polyfill saw of canvases and bitmaps that the objects themselves do not tell. One host is handed to whoever presents,
// patches or reads sources.

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
}

/** The picture of a canvas that a context of ours draws for. */
export interface Surface {
  read(): SourcePixels | null;
}

type Canvas = HTMLCanvasElement | OffscreenCanvas;
type GetContext = (this: unknown, ...args: unknown[]) => unknown;

/** `getContext` of either class as it was before the polyfill; undefined where there is no such class. */
export interface NativeGetContext {
  readonly html: GetContext | undefined;
  readonly offscreen: GetContext | undefined;
}

export class CanvasHost {
  /**
   * Bitmaps made with `premultiplyAlpha: 'none'`, with the texels where they are known: no canvas could give back the
   * colour of a texel without alpha.
   */
  readonly straightBitmaps = new WeakMap<object, SourcePixels | null>();
  readonly #surfaces = new WeakMap<object, Surface>();
  readonly #placed = new WeakSet<object>();
  #native: NativeGetContext | null = null;
  #isPlacedByOrigin: ((canvas: object) => boolean) | null = null;

  /** The canvas' 2D context; where getContext is patched, from below the patch. */
  getContext2d(canvas: Canvas, options: object): CanvasRenderingContext2D | null {
    if (!this.#native)
      return (canvas as HTMLCanvasElement).getContext('2d', options) as CanvasRenderingContext2D | null;
    const isOffscreen = typeof OffscreenCanvas === 'function' && canvas instanceof OffscreenCanvas;
    const original = (isOffscreen ? this.#native.offscreen : this.#native.html) as GetContext;
    return original.call(canvas, '2d', options) as CanvasRenderingContext2D | null;
  }

  /** Tells that getContext is patched; null: not any more. */
  setNative(native: NativeGetContext | null): void {
    this.#native = native;
  }

  addSurface(canvas: object, surface: Surface): void {
    this.#surfaces.set(canvas, surface);
  }

  /** null for a canvas that no context of ours draws for. */
  readSurface(canvas: object): SourcePixels | null {
    return this.#surfaces.get(canvas)?.read() ?? null;
  }

  /** An OffscreenCanvas stands for a canvas element: the browser takes its frames by itself. */
  setPlaced(canvas: object): void {
    this.#placed.add(canvas);
  }

  /** For workers, where only a canvas' origin tells whether it is placed. */
  setPlacedByOrigin(isPlaced: ((canvas: object) => boolean) | null): void {
    this.#isPlacedByOrigin = isPlaced;
  }

  isPlaced(canvas: object): boolean {
    return this.#placed.has(canvas) || (this.#isPlacedByOrigin?.(canvas) ?? false);
  }
}
