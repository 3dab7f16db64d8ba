// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// `<soft-webgl2-canvas>`: a canvas with a WebGL 2 context that always works. The canvas stands in the light DOM, because
// libraries look canvases up in the document: the author's own where there is one, else one that the element makes. Its
// `getContext` answers whichever context the element chose, so a library needs no polyfill. What else stands inside the
// element shows when nothing works.

import {LitElement, css, html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {choiceFor, type ContextReason} from '../front/decide.ts';
import {probe} from '../front/probe.ts';
import {versionOf} from '../host/context-types.ts';
import {isPrefer, type Prefer} from '../options/options.ts';
import {createContextBecause, load} from '../public/lazy.ts';

/** Frames are counted over this time, for `stats`. */
const kStatsWindowMs = 500;

export interface Stats {
  /** Animation frames a second, of the page as a whole. */
  readonly framesPerSecond: number;
  readonly drawingBufferWidth: number;
  readonly drawingBufferHeight: number;
}

type GetContext = (type: string, attributes?: unknown) => unknown;

/**
 * @fires ready - the context is there: `gl` is set.
 * @fires error - there can be no context; `detail` is the Error. The slotted content shows.
 * @fires contextlost - the context was lost; preventDefault() asks for its return.
 * @fires contextrestored - it is back, empty.
 * @slot - shown when no context can be had; may hold the `<canvas>` to use.
 */
export class SoftWebgl2Canvas extends LitElement {
  static override properties = {
    width: {type: Number},
    height: {type: Number},
    prefer: {type: String},
    antialias: {type: Boolean},
    alpha: {type: String},
    depth: {type: String},
    stencil: {type: Boolean},
    premultipliedAlpha: {type: String, attribute: 'premultiplied-alpha'},
    preserveDrawingBuffer: {type: Boolean, attribute: 'preserve-drawing-buffer'},
    hud: {type: Boolean, reflect: true},
    failed: {state: true},
    stats: {state: true},
  };

  static override styles = css`
    :host {
      display: inline-block;
      position: relative;
    }
    :host([hidden]) {
      display: none;
    }
    ::slotted(canvas) {
      display: block;
    }
    output {
      position: absolute;
      inset: 4px auto auto 4px;
      padding: 2px 6px;
      font:
        12px/1.4 ui-monospace,
        monospace;
      color: #fff;
      background: rgb(0 0 0 / 60%);
      white-space: pre;
      pointer-events: none;
    }
  `;

  /** Of the drawing buffer, in pixels. @default 300 */
  declare width: number;
  /** Of the drawing buffer, in pixels. @default 150 */
  declare height: number;
  /**
   * Whose context: the browser's where it has one (`auto`), always ours, or always the browser's; as a property also a
   * function, as in install(). `data-soft-webgl2` of the author's own canvas wins. @default 'auto'
   */
  declare prefer: Prefer;
  /** @default false */
  declare antialias: boolean;
  /** `alpha="false"` makes the drawing buffer opaque. @default 'true' */
  declare alpha: string;
  /** `depth="false"` leaves the depth buffer out. @default 'true' */
  declare depth: string;
  /** @default false */
  declare stencil: boolean;
  /** `premultiplied-alpha="false"`: colours are not multiplied by alpha. @default 'true' */
  declare premultipliedAlpha: string;
  /** @default false */
  declare preserveDrawingBuffer: boolean;
  /** Shows `renderer` and `stats` over the picture. @default false */
  declare hud: boolean;
  /** Renewed twice a second while `hud` is set. */
  declare stats: Stats | null;
  declare private failed: boolean;

  #canvas: HTMLCanvasElement | null = null;
  #gl: WebGL2RenderingContext | null = null;
  #renderer = '';
  #starting = false;
  #frameRequest = 0;
  #settleReady!: {resolve: (gl: WebGL2RenderingContext) => void; reject: (error: Error) => void};
  /** Resolves with the context; rejects when there can be none. */
  readonly ready: Promise<WebGL2RenderingContext>;

  constructor() {
    super();
    this.width = 300;
    this.height = 150;
    this.prefer = 'auto';
    this.antialias = false;
    this.alpha = 'true';
    this.depth = 'true';
    this.stencil = false;
    this.premultipliedAlpha = 'true';
    this.preserveDrawingBuffer = false;
    this.hud = false;
    this.stats = null;
    this.failed = false;
    this.ready = new Promise((resolve, reject) => {
      this.#settleReady = {resolve, reject};
    });
    this.ready.catch(() => undefined); // the error event tells; nobody has to wait
  }

  /** The canvas in the light DOM; null before the element is in a document. */
  get canvas(): HTMLCanvasElement | null {
    return this.#canvas;
  }

  /** The context; null before `ready`. */
  get gl(): WebGL2RenderingContext | null {
    return this.#gl;
  }

  /** UNMASKED_RENDERER_WEBGL of the context, empty before `ready`. */
  get renderer(): string {
    return this.#renderer;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#adoptCanvas();
    this.#canvas!.addEventListener('webglcontextlost', this.#forward);
    this.#canvas!.addEventListener('webglcontextrestored', this.#forward);
    if (this.hud) this.#countFrames();
    if (!this.#gl && !this.#starting) {
      this.#starting = true;
      void this.#start();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#canvas?.removeEventListener('webglcontextlost', this.#forward);
    this.#canvas?.removeEventListener('webglcontextrestored', this.#forward);
    cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = 0;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('width') && this.#canvas && this.#canvas.width !== this.width) this.#canvas.width = this.width;
    if (changed.has('height') && this.#canvas && this.#canvas.height !== this.height) {
      this.#canvas.height = this.height;
    }
    if (changed.has('hud') && this.hud && this.isConnected) this.#countFrames();
  }

  protected override render(): TemplateResult {
    const hud = this.hud && this.stats ? html`<output part="hud">${this.#hudText(this.stats)}</output>` : nothing;
    return this.failed ? html`<slot></slot>` : html`<slot name="canvas"></slot>${hud}`;
  }

  #hudText(stats: Stats): string {
    const size = `${stats.drawingBufferWidth} x ${stats.drawingBufferHeight}`;
    return `${this.#renderer}\n${size}, ${stats.framesPerSecond.toFixed(0)} frames/s`;
  }

  #adoptCanvas(): void {
    if (this.#canvas?.parentNode === this) return;
    const found = this.querySelector<HTMLCanvasElement>(':scope > canvas');
    const canvas = found ?? document.createElement('canvas');
    if (found?.hasAttribute('width') && !this.hasAttribute('width')) this.width = found.width;
    if (found?.hasAttribute('height') && !this.hasAttribute('height')) this.height = found.height;
    canvas.width = this.width;
    canvas.height = this.height;
    canvas.slot = 'canvas';
    for (const name of ['role', 'aria-label']) {
      const value = this.getAttribute(name);
      if (value !== null && !canvas.hasAttribute(name)) canvas.setAttribute(name, value);
    }
    if (!found) this.append(canvas);
    this.#canvas = canvas;
  }

  get #attributes(): WebGLContextAttributes {
    return {
      alpha: this.alpha !== 'false',
      antialias: this.antialias,
      depth: this.depth !== 'false',
      stencil: this.stencil,
      premultipliedAlpha: this.premultipliedAlpha !== 'false',
      preserveDrawingBuffer: this.preserveDrawingBuffer,
    };
  }

  async #start(): Promise<void> {
    try {
      const gl = await this.#makeContext(this.#canvas!);
      this.#gl = gl;
      const info = gl.getExtension('WEBGL_debug_renderer_info');
      this.#renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? '');
      this.#settleReady.resolve(gl);
      this.dispatchEvent(new CustomEvent('ready', {detail: gl}));
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      this.failed = true;
      this.#settleReady.reject(reason);
      this.dispatchEvent(new CustomEvent('error', {detail: reason}));
    }
  }

  async #makeContext(canvas: HTMLCanvasElement): Promise<WebGL2RenderingContext> {
    const {prefer} = this;
    if (!isPrefer(prefer) && typeof prefer !== 'function') {
      throw new TypeError(`prefer of <soft-webgl2-canvas> is auto, hardware or software, not '${String(prefer)}'`);
    }
    const native = HTMLCanvasElement.prototype.getContext as (this: unknown, ...args: unknown[]) => unknown;
    const choice = choiceFor({prefer}, canvas, 'webgl2', this.#attributes);
    let why: ContextReason = 'asked-for';
    if (choice !== 'software') {
      const gl = native.call(canvas, 'webgl2', this.#attributes) as WebGL2RenderingContext | null;
      if (gl) return gl;
      if (choice === 'hardware') throw new Error('The browser gives no WebGL 2 context');
      why = probe(native).webgl2 ? 'context-failed' : 'no-webgl';
    }
    await load();
    let reason = 'no context';
    const note = (event: Event): void => {
      reason = (event as WebGLContextEvent).statusMessage || reason;
    };
    canvas.addEventListener('webglcontextcreationerror', note);
    const gl = createContextBecause(canvas, this.#attributes, why);
    canvas.removeEventListener('webglcontextcreationerror', note);
    if (!gl) throw new Error(reason);
    const getContext: GetContext = (type) => (versionOf(type) === 2 ? gl : null);
    Object.defineProperty(canvas, 'getContext', {value: getContext, writable: true, configurable: true});
    return gl;
  }

  readonly #forward = (event: Event): void => {
    const type = event.type === 'webglcontextlost' ? 'contextlost' : 'contextrestored';
    const ours = new CustomEvent(type, {cancelable: true});
    if (!this.dispatchEvent(ours)) event.preventDefault();
  };

  #countFrames(): void {
    if (this.#frameRequest !== 0) return;
    let frames = 0;
    let since = performance.now();
    const count = (now: number): void => {
      if (!this.hud) {
        this.#frameRequest = 0;
        return;
      }
      ++frames;
      if (now - since >= kStatsWindowMs) {
        this.stats = {
          framesPerSecond: (frames * 1000) / (now - since),
          drawingBufferWidth: this.#gl?.drawingBufferWidth ?? 0,
          drawingBufferHeight: this.#gl?.drawingBufferHeight ?? 0,
        };
        frames = 0;
        since = now;
      }
      this.#frameRequest = requestAnimationFrame(count);
    };
    this.#frameRequest = requestAnimationFrame(count);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'soft-webgl2-canvas': SoftWebgl2Canvas;
  }
}
