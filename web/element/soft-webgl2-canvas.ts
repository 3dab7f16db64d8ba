// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// `<soft-webgl2-canvas>`: a canvas with a WebGL 2 context that always works. The canvas stands in the light DOM, because
// libraries look canvases up in the document: the author's own where there is one, else one that the element makes. Its
// `getContext` answers whichever context the element chose, so a library needs no polyfill. What else stands inside the
// element shows when nothing works. Sizes that follow the page, and the statistics, are loaded by those who ask for them.

import {LitElement, css, html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {choiceFor, type ContextReason, type Reason} from '../front/decide.ts';
import {LoadError} from '../front/say.ts';
import {isSupported} from '../host/support.ts';
import {isPrefer, type Prefer} from '../options/options.ts';
import {loadContext} from '../public/lazy.ts';

const kNothing = (): void => undefined;

/** Properties that are true or false by default are switches, and always booleans. */
const kDefaults: {readonly [name: string]: unknown} = {
  width: 300,
  height: 150,
  prefer: 'auto',
  antialias: true,
  alpha: true,
  depth: true,
  stencil: false,
  premultipliedAlpha: true,
  preserveDrawingBuffer: false,
  autoSize: false,
  pixelRatio: null,
  wasmUrl: null,
  hud: false,
  failure: null,
};

/**
 * @fires ready - the context is there: `detail`, and `gl`. Who listens later is told at once.
 * @fires error - there can be no context; `detail` is the Error. The slotted content shows, or the reason. Who listens
 *   later is told at once.
 * @fires contextlost - the context was lost; preventDefault() asks for its return.
 * @fires contextrestored - it is back, empty.
 * @fires drawingbufferresize - the element gave the drawing buffer another size, `detail` is {width, height}: draw again.
 * @slot - shown when no context can be had; may hold the `<canvas>` to use.
 * @csspart message - the reason why nothing is shown, where nothing is slotted.
 * @csspart retry - its button.
 * @csspart hud - the statistics.
 * @csspart graph - their graph.
 * @cssprop [--soft-webgl2-message-color=inherit] - text of the message.
 * @cssprop [--soft-webgl2-message-background=transparent] - what lies behind it.
 * @cssprop [--soft-webgl2-hud-color=#fff] - text and graph of the statistics.
 * @cssprop [--soft-webgl2-hud-background=#000c] - what lies behind them.
 */
export class SoftWebgl2Canvas extends LitElement {
  static override properties = {
    width: {type: Number},
    height: {type: Number},
    prefer: {},
    antialias: {},
    alpha: {},
    depth: {},
    stencil: {},
    premultipliedAlpha: {attribute: 'premultiplied-alpha'},
    preserveDrawingBuffer: {attribute: 'preserve-drawing-buffer'},
    autoSize: {attribute: 'auto-size'},
    pixelRatio: {attribute: 'pixel-ratio'},
    wasmUrl: {attribute: 'wasm-url'},
    threads: {},
    hud: {},
    failure: {state: true},
  };

  static override styles = css`
    :host {
      display: inline-block;
      position: relative;
    }
    :host([auto-size]) {
      display: block;
      width: 100%;
      aspect-ratio: 2;
    }
    :host([hidden]) {
      display: none;
    }
    ::slotted(canvas) {
      display: block;
    }
    [part='message'] {
      padding: 1em;
      border: 1px solid;
      color: var(--soft-webgl2-message-color);
      background: var(--soft-webgl2-message-background);
    }
  `;

  protected static override getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: object,
  ): PropertyDescriptor | undefined {
    const found = super.getPropertyDescriptor(name, key, options)!;
    const byDefault = kDefaults[name as string];
    if (typeof byDefault !== 'boolean') return found;
    return {
      ...found,
      /** Frameworks give booleans or strings, attributes `""` or `"false"`; without an attribute it is null. */
      set(value: unknown) {
        found.set!.call(this, value === null || value === undefined ? byDefault : String(value) !== 'false');
      },
    };
  }

  /** Of the drawing buffer, in pixels; with `pixelRatio`, in CSS pixels. `autoSize` has no use for it. @default 300 */
  declare width: number;
  /** Of the drawing buffer, in pixels; with `pixelRatio`, in CSS pixels. `autoSize` has no use for it. @default 150 */
  declare height: number;
  /**
   * Whose context: the browser's where it has one (`auto`), always ours, or always the browser's; as a property also a
   * function, as in install(). `data-soft-webgl2` of the author's own canvas wins. @default 'auto'
   */
  declare prefer: Prefer;
  /** @default true */
  declare antialias: boolean;
  /** `alpha="false"` makes the drawing buffer opaque. @default true */
  declare alpha: boolean;
  /** `depth="false"` leaves the depth buffer out. @default true */
  declare depth: boolean;
  /** @default false */
  declare stencil: boolean;
  /** `premultiplied-alpha="false"`: colours are not multiplied by alpha. @default true */
  declare premultipliedAlpha: boolean;
  /** @default false */
  declare preserveDrawingBuffer: boolean;
  /** The drawing buffer has the size at which the page shows the element. @default false */
  declare autoSize: boolean;
  /** Pixels of the drawing buffer to a CSS pixel; 'device': as many as the screen has. @default 'device' with `autoSize` */
  declare pixelRatio: number | 'device' | null;
  /** Where soft-webgl2.wasm is. @default beside the module */
  declare wasmUrl: string | null;
  /** How many threads shade where memory can be shared: 'auto', or a number from 1 on. @default as load() says, 'auto' */
  declare threads: 'auto' | number | null | undefined;
  /** Shows what frames cost over the picture. @default false */
  declare hud: boolean;
  declare private failure: Error | null;

  #canvas: HTMLCanvasElement | null = null;
  #gl: WebGL2RenderingContext | null = null;
  #renderer = '';
  #reason: Reason | '' = '';
  #started = false;
  #settle!: {resolve: (gl: WebGL2RenderingContext) => void; reject: (error: Error) => void};
  #ready!: Promise<WebGL2RenderingContext>;
  /** What those who come late have missed. */
  #news: {type: string; detail: unknown} | null = null;
  #stopFollowing: () => void = kNothing;
  #hideHud: () => void = kNothing;
  /** Frameworks replace children. */
  readonly #children = new MutationObserver(() => {
    if (this.#canvas && this.#canvas.parentNode !== this) this.append(this.#canvas);
    if (this.failure) this.requestUpdate();
  });

  constructor() {
    super();
    Object.assign(this, kDefaults);
    this.#expect();
  }

  /** Resolves with the context; rejects when there can be none. */
  get ready(): Promise<WebGL2RenderingContext> {
    return this.#ready;
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

  /** Why the context is ours, or why there is none; 'not-needed' where it is the browser's; empty before either. */
  get reason(): Reason | '' {
    return this.#reason;
  }

  /** Tries once more, where there was no context to be had. Returns `ready`. */
  retry(): Promise<WebGL2RenderingContext> {
    if (this.failure) {
      this.failure = null;
      this.#expect();
      if (this.isConnected) void this.#start();
      else this.#started = false;
    }
    return this.#ready;
  }

  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
    const news = this.#news;
    if (!listener || news?.type !== type) return;
    const event = new CustomEvent(type, {detail: news.detail});
    for (const name of ['target', 'currentTarget']) Object.defineProperty(event, name, {value: this});
    queueMicrotask(() => {
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#adoptCanvas();
    this.#children.observe(this, {childList: true});
    this.#canvas!.addEventListener('webglcontextlost', this.#forward);
    this.#canvas!.addEventListener('webglcontextrestored', this.#forward);
    if (this.#started) {
      void this.#follow();
      void this.#showHud();
    } else {
      void this.#start();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#children.disconnect();
    this.#canvas?.removeEventListener('webglcontextlost', this.#forward);
    this.#canvas?.removeEventListener('webglcontextrestored', this.#forward);
    this.#stopFollowing();
    this.#hideHud();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const has = (...names: string[]): boolean => names.some((name) => changed.has(name));
    if (!this.#started || !this.isConnected) return;
    if (has('width', 'height', 'autoSize', 'pixelRatio')) void this.#follow();
    if (has('hud')) void this.#showHud();
  }

  protected override render(): TemplateResult {
    const {failure} = this;
    if (!failure) return html`<slot name="canvas"></slot>`;
    const isSlotted = [...this.childNodes].some(
      (node) => node !== this.#canvas && (node instanceof Element || (node instanceof Text && node.data.trim())),
    );
    const message = html`<div part="message" role="alert">
      ${failure.message} <button part="retry" type="button" @click=${() => this.retry()}>Try again</button>
    </div>`;
    return html`<slot></slot>${isSlotted ? nothing : message}`;
  }

  #expect(): void {
    this.#news = null;
    this.#ready = new Promise((resolve, reject) => {
      this.#settle = {resolve, reject};
    });
    this.#ready.catch(() => undefined); // the error event tells; nobody has to wait
  }

  #tell(type: string, detail: unknown): void {
    this.#news = {type, detail};
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }

  #adoptCanvas(): void {
    if (this.#canvas?.parentNode === this) return;
    const found = this.#canvas ?? this.querySelector<HTMLCanvasElement>(':scope > canvas');
    const canvas = found ?? document.createElement('canvas');
    // A clone's canvas has the size of a drawing buffer.
    const sized = canvas !== this.#canvas && (canvas.slot !== 'canvas' || this.pixelRatio === null);
    for (const side of ['width', 'height'] as const) {
      if (sized && canvas.hasAttribute(side) && !this.hasAttribute(side)) this[side] = canvas[side];
    }
    canvas.slot = 'canvas';
    for (const name of ['role', 'aria-label']) {
      const value = this.getAttribute(name);
      if (value !== null && !canvas.hasAttribute(name)) canvas.setAttribute(name, value);
    }
    if (canvas.parentNode !== this) this.append(canvas);
    if (this.#canvas) return;
    this.#canvas = canvas;
    this.#resize(this.width, this.height);
    canvas.addEventListener('softwebgl2context', (event) => {
      this.#reason = (event as CustomEvent<{reason: ContextReason}>).detail.reason;
    });
  }

  readonly #resize = (width: number, height: number): void => {
    const canvas = this.#canvas!;
    if (canvas.width === width && canvas.height === height) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    if (this.#gl) this.dispatchEvent(new CustomEvent('drawingbufferresize', {detail: {width, height}}));
  };

  /** Gives the drawing buffer its size, now and whenever the page changes what it follows. */
  async #follow(): Promise<void> {
    this.#stopFollowing();
    this.toggleAttribute('auto-size', this.autoSize); // for its style
    if (!this.autoSize && this.pixelRatio === null) return this.#resize(this.width, this.height);
    const {follow} = await import('./follow.ts');
    this.#stopFollowing(); // whoever was faster
    if (this.isConnected) this.#stopFollowing = follow(this, this.#canvas!, this.#resize);
  }

  async #showHud(): Promise<void> {
    this.#hideHud();
    if (!this.hud || !this.#gl) return;
    const {showHud} = await import('./hud.ts');
    this.#hideHud();
    if (this.hud && this.isConnected) this.#hideHud = showHud(this, this.#gl);
  }

  async #start(): Promise<void> {
    this.#started = true;
    try {
      await null; // frameworks insert first, and set properties after
      await this.#follow();
      const gl = await this.#makeContext(this.#canvas!);
      this.#gl = gl;
      const info = gl.getExtension('WEBGL_debug_renderer_info');
      this.#renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? '');
      this.#settle.resolve(gl);
      this.#tell('ready', gl);
      void this.#showHud();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      this.#reason = !isSupported() ? 'unsupported' : failure instanceof LoadError ? 'not-loaded' : 'context-failed';
      this.failure = failure;
      this.#settle.reject(failure);
      this.#tell('error', failure);
    }
  }

  async #makeContext(canvas: HTMLCanvasElement): Promise<WebGL2RenderingContext> {
    const {prefer, alpha, antialias, depth, stencil, premultipliedAlpha, preserveDrawingBuffer} = this;
    const attributes = {alpha, antialias, depth, stencil, premultipliedAlpha, preserveDrawingBuffer};
    if (!isPrefer(prefer) && typeof prefer !== 'function') {
      throw new TypeError(`prefer of <soft-webgl2-canvas> is auto, hardware or software, not '${String(prefer)}'`);
    }
    const native = HTMLCanvasElement.prototype.getContext as (this: unknown, ...args: unknown[]) => unknown;
    const choice = choiceFor({prefer}, canvas, 'webgl2', attributes);
    if (choice !== 'software') {
      this.#reason = 'not-needed'; // the polyfill may know better: its event comes from within
      const gl = native.call(canvas, 'webgl2', attributes) as WebGL2RenderingContext | null;
      if (gl) return gl;
      if (choice === 'hardware') {
        throw new Error('The browser gives no WebGL 2: turn on hardware acceleration, or let prefer be auto');
      }
    }
    return loadContext(canvas, attributes, choice === 'software', {wasmUrl: this.wasmUrl ?? undefined}, this.threads);
  }

  readonly #forward = (event: Event): void => {
    const type = event.type === 'webglcontextlost' ? 'contextlost' : 'contextrestored';
    const ours = new CustomEvent(type, {cancelable: true});
    if (!this.dispatchEvent(ours)) event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'soft-webgl2-canvas': SoftWebgl2Canvas;
  }
}
