// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Puts the drawing buffer on the canvas. The first draw of a task schedules it for the end of that task; from the fifth
// time within one frame on, it waits for the next animation frame instead, so that a page that draws from timers pays
// for what is shown and no more. With `preserveDrawingBuffer: false` the buffer is cleared by the first draw of a later
// frame, as in browsers, where it lives until it was composited.
//
// A canvas of bytes clamps premultiplied colour to its alpha, and multiplies straight colour. Where that matters and the
// browser can, the canvas has half floats (docs/presenting.md), which cost more to show: so a context whose first picture
// is opaque gets bytes.

import type {SourcePixels} from '../host/canvas-facts.ts';
import type {CanvasHost, Surface} from '../host/canvas-host.ts';
import {say} from '../front/say.ts';
import {kHeaderBytes, Look} from '../loader/boundary.ts';
import {now} from '../loader/clock.ts';
import type {CanvasLike, ContextState, Presenter} from '../context/state.ts';
import {fellBehind, isUnseen, view, type Viewed} from './seen.ts';

type Canvas2D = CanvasRenderingContext2D;

interface HalfFloatArrays {
  readonly Float16Array?: new (buffer: ArrayBufferLike, byteOffset: number, length: number) => object;
}

/** Not all browsers have such ImageData, and TypeScript does not know it yet. */
function halfFloatImage(halves: Uint8Array, width: number, height: number, colorSpace: string): ImageData {
  const {Float16Array} = globalThis as HalfFloatArrays;
  const data = new Float16Array!(halves.buffer, halves.byteOffset, halves.length / 2);
  return new ImageData(data as never, width, height, {colorSpace, pixelFormat: 'rgba-float16'} as ImageDataSettings);
}

let halvesKnown: boolean | undefined;

function hasHalfFloatImages(): boolean {
  if (halvesKnown === undefined) {
    try {
      halfFloatImage(new Uint8Array(8), 1, 1, 'srgb');
      halvesKnown = true;
    } catch {
      halvesKnown = false;
    }
  }
  return halvesKnown;
}

const kPresentsPerFrame = 4;
const kFrameMs = 1000 / 60; // where no document tells of frames

/** The browser's own: pages replace it to step time by hand, and stop stepping. */
const kRequestFrame = typeof requestAnimationFrame === 'function' ? requestAnimationFrame.bind(globalThis) : null;

/** What visual tests have presenters do. */
export interface Recording {
  /** Keep what was shown last, also where the drawing buffer is cleared. */
  keepFrames: boolean;
  /** A number that changes with each frame, where a test steps frames. @default frames of the browser */
  frame?: (() => number) | undefined;
  /** Whether the test steps on from the frame that is drawn now, so that it is kept but shown to nobody. */
  passing?: (() => boolean) | undefined;
}

let recording: Recording = {keepFrames: false};

export function setRecording(given: Recording): void {
  recording = given;
}

/** A number that changes with each frame that the browser shows. */
function frameTime(): number {
  if (recording.frame) return recording.frame();
  const time = typeof document === 'object' ? document.timeline?.currentTime : null;
  return typeof time === 'number' ? time : Math.floor(performance.now() / kFrameMs);
}

/** Canvases whose frames the browser takes by itself; a drawing buffer that nobody takes is not cleared. */
function isComposited(host: CanvasHost, canvas: object): boolean {
  return (canvas as {isConnected?: boolean}).isConnected ?? host.isPlaced(canvas);
}

/** What a cleared drawing buffer looks like to readers of the canvas. */
function emptyCanvas(host: CanvasHost, like: CanvasLike, alpha: boolean): object {
  const {width, height} = like;
  const isElement = typeof HTMLCanvasElement === 'function' && like instanceof HTMLCanvasElement;
  const empty = isElement ? document.createElement('canvas') : new OffscreenCanvas(width, height);
  Object.assign(empty, {width, height});
  const context = host.getContext2d(empty, {alpha});
  if (!alpha) context?.fillRect(0, 0, width, height); // a canvas that nobody drew on gives nothing, not black
  return empty;
}

let picturesMissing: boolean | undefined;

/**
 * Whether canvases here have no 2D context, as in jsdom and happy-dom. `ask`: one canvas has given none, so that another
 * one is to tell whether any does; jsdom complains of such questions.
 */
function showsNothing(host: CanvasHost, ask = false): boolean {
  if (typeof CanvasRenderingContext2D !== 'function' && typeof OffscreenCanvasRenderingContext2D !== 'function') {
    return true;
  }
  if (ask && typeof document === 'object') {
    picturesMissing ??= !host.getContext2d(document.createElement('canvas'), {});
  }
  return picturesMissing ?? false;
}

/** Whether pixels are the same after a canvas of bytes has multiplied colours by alpha, and divided them again. */
function survivesBytes(pixels: Uint8ClampedArray): boolean {
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = pixels[i + 3]!;
    if (alpha === 255) continue;
    for (let channel = i; channel < i + 3; ++channel) {
      const multiplied = Math.round((pixels[channel]! * alpha) / 255);
      if ((alpha > 0 ? Math.round((multiplied * 255) / alpha) : 0) !== pixels[channel]) return false;
    }
  }
  return true;
}

export class CanvasPresenter implements Presenter, Surface, Viewed {
  readonly #state: ContextState;
  /** null where canvases show nothing: the context draws all the same. undefined until a picture tells what it needs. */
  #context: Canvas2D | null | undefined;
  /** The canvas has half floats. */
  #isFine = false;
  #scheduled = false;
  /** Frame in which the drawing buffer was last shown; null when nothing was since it was cleared. */
  #shownIn: number | null = null;
  /** The last frame was left out, because nobody saw the canvas. */
  #behind = false;
  /** What is kept as the last frame is not on the canvas yet. */
  #owed = false;
  /** The browser takes every frame, seen or not. */
  #streamed = false;
  #presents = 0;
  #presentsIn = -1;
  #lastFrame: SourcePixels | null = null;

  private constructor(state: ContextState) {
    this.#state = state;
  }

  /** null when the canvas already has a context of another kind. */
  static create(state: ContextState): CanvasPresenter | null {
    const presenter = new CanvasPresenter(state);
    const {alpha, premultipliedAlpha} = state.requested;
    if (showsNothing(state.host)) presenter.#context = null;
    else if (!alpha || !premultipliedAlpha || !hasHalfFloatImages()) presenter.#open(alpha && !premultipliedAlpha);
    if (presenter.#context !== null) view(state.canvas, presenter);
    return presenter.#context !== null || showsNothing(state.host, true) ? presenter : null;
  }

  /** `fine`: with half floats, where the browser has them. */
  #open(fine: boolean): void {
    const {canvas, host, requested, colorSpace} = this.#state;
    // Software, because every frame comes from memory: no readback, no texture upload in between.
    const type = fine ? {colorType: 'float16'} : {};
    const options = {alpha: requested.alpha, willReadFrequently: true, colorSpace, ...type};
    this.#context = host.getContext2d(canvas as HTMLCanvasElement, options);
    const given = this.#context?.getContextAttributes?.() as {colorType?: string} | undefined;
    this.#isFine = given?.colorType === 'float16' && hasHalfFloatImages();
  }

  wake(): void {
    this.#clearShown();
    if (this.#scheduled) return;
    this.#scheduled = true;
    const now = frameTime();
    if (this.#presentsIn !== now) {
      this.#presentsIn = now;
      this.#presents = 0;
    }
    if (++this.#presents > kPresentsPerFrame && kRequestFrame) {
      kRequestFrame(() => this.#flushScheduled());
    } else {
      queueMicrotask(() => this.#flushScheduled());
    }
  }

  reset(): void {
    this.#shownIn = null;
    this.#behind = this.#owed = false;
    this.#lastFrame = null;
    if (!this.#state.core) {
      const {width, height} = this.#state.canvas;
      this.#context?.clearRect(0, 0, width, height);
    }
  }

  /** Shows what was drawn so far. Whoever is about to read the canvas calls this first. */
  flush(): void {
    this.seen();
    this.#settle();
    if (this.#context === undefined) this.#open(true); // an OffscreenCanvas without a context gives nothing away
  }

  #settle(): void {
    if (!this.#state.settled) this.#show(false);
  }

  /** Shows the frame that was left out. It was over when it would have been shown. */
  seen(): void {
    if (!this.#behind) return this.#showKept();
    const shownIn = this.#shownIn;
    this.#show(true);
    this.#shownIn = shownIn;
  }

  /** From now on every frame is shown. */
  stream(): void {
    this.#streamed = true;
    this.flush();
  }

  /**
   * What whoever is about to read the canvas should read: the canvas, with what was drawn so far; or, when its frame was
   * composited and the drawing buffer is empty again, an empty canvas. The frame itself stays where people see it.
   */
  readable(): object {
    this.flush();
    const {canvas, host} = this.#state;
    return this.#isOver() ? emptyCanvas(host, canvas, this.#state.requested.alpha) : canvas;
  }

  /**
   * The same for whoever makes a file of it: with bytes, as browsers do. Straight colours that a canvas of bytes would not
   * keep go into a file of 16 bits.
   */
  encodable(): object {
    const source = this.readable();
    const {canvas, host, requested} = this.#state;
    if (!this.#isFine || source !== canvas) return source;
    const pixels = this.#picture();
    if (!pixels || (!requested.premultipliedAlpha && !survivesBytes(pixels.data))) return source;
    const isElement = typeof HTMLCanvasElement === 'function' && canvas instanceof HTMLCanvasElement;
    const copy = isElement ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
    Object.assign(copy, {width: canvas.width, height: canvas.height});
    const context = host.getContext2d(copy, {willReadFrequently: true});
    if (!context) return source;
    this.#put(context, pixels);
    return copy;
  }

  /** With `keepFrames`: what was shown last, or would be now; null where nothing was. */
  lastFrame(): SourcePixels | null {
    this.#settle();
    return this.#lastFrame;
  }

  /** The drawing buffer has gone on from the frame that was left out, and nothing was drawn into it since. */
  #showKept(): void {
    const kept = this.#lastFrame;
    if (!this.#owed || !kept) return;
    this.#owed = false;
    const {data, width, height} = kept as {data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number};
    if (this.#context === undefined) this.#open(data.some((value, i) => (i & 3) === 3 && value < 255));
    if (this.#context)
      this.#put(this.#context, new ImageData(data, width, height, {colorSpace: this.#state.colorSpace}));
  }

  /** Into the same bytes as before where they suffice: fresh pages of memory for each frame take longer than the frame. */
  #keep({data, width, height}: ImageData): void {
    const kept = this.#lastFrame?.data;
    const bytes = kept?.length === data.length ? kept : new Uint8ClampedArray(data.length);
    bytes.set(data);
    this.#lastFrame = {data: bytes, width, height, bitmap: false};
  }

  /** The canvas' own bitmap was thrown away, the drawing buffer was not. */
  repaint(): void {
    this.#show(true);
  }

  /** The frame was taken away, as by transferToImageBitmap: the drawing buffer is new, whatever was to be preserved. */
  taken(): void {
    const s = this.#state;
    s.settled = true;
    this.#shownIn = null;
    try {
      if (s.requested.preserveDrawingBuffer) s.x.context_resize(s.drawingBufferWidth, s.drawingBufferHeight);
      else s.x.context_presented();
    } catch (error) {
      s.trap(error);
    }
  }

  /** What a page would see, as another context's texture. */
  read(): SourcePixels | null {
    const s = this.#state;
    this.#settle();
    this.#clearShown();
    const [width, height] = [s.drawingBufferWidth, s.drawingBufferHeight];
    try {
      const at = s.x.context_present() >>> 0;
      if (at === 0) return null;
      const {buffer} = s.x.memory;
      const data = new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true)).slice();
      return {data, width, height, bitmap: false};
    } catch (error) {
      s.trap(error);
      return null;
    }
  }

  #flushScheduled(): void {
    this.#scheduled = false;
    const {host, canvas} = this.#state;
    // Readers of the canvas must be able to ask for the frame.
    const mayWait = host.readersHooked && !this.#streamed;
    const unseen = recording.keepFrames ? recording.passing?.() : isUnseen(canvas);
    if (mayWait && unseen) this.#skip();
    else this.#settle();
  }

  #skip(): void {
    const s = this.#state;
    if (s.settled) return;
    s.checkCore();
    if (s.outgrown) s.resize();
    s.settled = true;
    try {
      if (s.x.context_dirty() === 0) return;
      if (recording.keepFrames) {
        const image = this.#picture();
        if (!image) return;
        this.#keep(image);
        this.#owed = true;
      }
    } catch (error) {
      s.trap(error);
      return;
    }
    if (!s.requested.preserveDrawingBuffer) this.#shownIn = frameTime();
    this.#behind = true;
    fellBehind(this);
  }

  /** The frame was composited: without preserveDrawingBuffer, the drawing buffer is empty from then on. */
  #isOver(): boolean {
    return (
      this.#shownIn !== null && this.#shownIn !== frameTime() && isComposited(this.#state.host, this.#state.canvas)
    );
  }

  #clearShown(): void {
    if (!this.#isOver()) return;
    this.#shownIn = null;
    this.#behind = false; // the frame that nobody saw gives way to the next
    try {
      this.#state.x.context_presented();
    } catch (error) {
      this.#state.trap(error);
    }
  }

  /** For a canvas of another size than the drawing buffer. */
  #stretch(target: Canvas2D, image: ImageData): void {
    const scratch = new OffscreenCanvas(image.width, image.height);
    const context = this.#state.host.getContext2d(scratch, this.#isFine ? {colorType: 'float16'} : {});
    if (!context) return;
    context.putImageData(image, 0, 0);
    const {width, height} = this.#state.canvas;
    target.globalCompositeOperation = 'copy';
    target.drawImage(scratch, 0, 0, width, height);
  }

  #put(context: Canvas2D, image: ImageData): void {
    const {canvas} = this.#state;
    if (image.width !== canvas.width || image.height !== canvas.height) this.#stretch(context, image);
    else context.putImageData(image, 0, 0);
  }

  /**
   * The drawing buffer in bytes. They are the core's own, but where its memory is shared, which no picture may be: they hold
   * until the next call into it, so whoever asked puts them onto a canvas, or copies them, at once.
   */
  #picture(): ImageData | null {
    const s = this.#state;
    const [width, height] = [s.drawingBufferWidth, s.drawingBufferHeight];
    const at = s.x.context_present() >>> 0;
    if (at === 0) return null;
    const {buffer} = s.x.memory;
    const pixels = new Uint8ClampedArray(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true));
    return new ImageData(s.core?.sharesMemory ? pixels.slice() : pixels, width, height, {colorSpace: s.colorSpace});
  }

  #show(always: boolean): void {
    const s = this.#state;
    s.checkCore();
    if (s.outgrown) s.resize();
    s.settled = true;
    this.#behind = false;
    // Without a 2D context nobody takes the frame: the drawing buffer stays as it is.
    if (this.#context === null && !recording.keepFrames) return;
    try {
      if (!always && s.x.context_dirty() === 0) return;
      const start = s.watchers.size > 0 ? now() : 0;
      const [width, height] = [s.drawingBufferWidth, s.drawingBufferHeight];
      if (this.#context === undefined) {
        const look = s.x.context_presentedLook();
        if (look & Look.HasContent) this.#open((look & Look.ShowsThrough) !== 0);
        if (this.#context === null) say('a canvas shows nothing: the page gave it a context of another kind');
      }
      let image: ImageData | null = null;
      if (!this.#isFine || recording.keepFrames) {
        image = this.#picture();
        if (!image) return;
        if (recording.keepFrames) this.#keep(image);
      }
      if (this.#isFine) {
        const at = s.x.context_presentHalves() >>> 0;
        if (at === 0) return;
        const {buffer} = s.x.memory;
        const halves = new Uint8Array(buffer, at, new DataView(buffer).getUint32(at - kHeaderBytes, true));
        image = halfFloatImage(s.core?.sharesMemory ? halves.slice() : halves, width, height, s.colorSpace);
      }
      this.#owed = false;
      if (this.#context) this.#put(this.#context, image!);
      else if (this.#context === null) return;
      if (s.requested.preserveDrawingBuffer) s.x.context_presented();
      else this.#shownIn = frameTime();
      for (const watcher of s.watchers) watcher.presented(now() - start);
    } catch (error) {
      s.trap(error);
    }
  }
}
