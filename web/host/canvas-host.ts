// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What the contexts of a page share of its canvases: the browser's own functions below the polyfill's, and what the
// polyfill saw. One host is handed to whoever presents, patches or reads sources.

import {makeFacts, type CanvasFacts, type GetContext, type SourcePixels} from './canvas-facts.ts';

/** The picture of a canvas that a context of ours draws for. */
export interface Surface {
  read(): SourcePixels | null;
}

type Canvas = HTMLCanvasElement | OffscreenCanvas;

export class CanvasHost {
  #facts = makeFacts();
  readonly #surfaces = new WeakMap<object, Surface>();
  /** How many hooks there are on all who may read canvases in this page, which then ask for what was drawn. */
  readerHooks = 0;

  get readersHooked(): boolean {
    return this.readerHooks > 0;
  }

  /** Goes on from what a first stage saw. */
  adopt(facts: CanvasFacts): void {
    this.#facts = facts;
  }

  /** The canvas' 2D context; where getContext is patched, for all or on the canvas itself, from below the patch. */
  getContext2d(canvas: Canvas, options: object): CanvasRenderingContext2D | null {
    const {html, offscreen} = this.#facts;
    const isOffscreen = typeof OffscreenCanvas === 'function' && canvas instanceof OffscreenCanvas;
    const inherited = (Object.getPrototypeOf(canvas) as Canvas).getContext ?? canvas.getContext;
    const getContext = (isOffscreen ? offscreen : html) ?? (inherited as GetContext);
    return getContext.call(canvas, '2d', options) as CanvasRenderingContext2D | null;
  }

  /** CanvasFacts.straight */
  get straightBitmaps(): WeakMap<object, readonly unknown[]> {
    return this.#facts.straight;
  }

  addSurface(canvas: object, surface: Surface): void {
    this.#surfaces.set(canvas, surface);
  }

  /** null for a canvas that no context of ours draws for. */
  readSurface(canvas: object): SourcePixels | null {
    return this.#surfaces.get(canvas)?.read() ?? null;
  }

  /** An OffscreenCanvas stands for a canvas element. */
  setPlaced(canvas: object): void {
    this.#facts.placed.add(canvas);
  }

  isPlaced(canvas: object): boolean {
    const {placed, made} = this.#facts;
    return placed.has(canvas) || (made !== undefined && !made.has(canvas));
  }
}
