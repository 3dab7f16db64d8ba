// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The page's side of a visual test: frames are kept so that they can be read exactly, whatever the page did since.

import {kVersion} from '../front/build.ts';
import {setClock} from '../loader/clock.ts';
import {setRecording} from '../present/presenter.ts';
import {catchUp} from '../present/seen.ts';
import {watchContexts, softContextOf, type SoftContext} from '../present/contexts.ts';
import {kFrameMs, type PageApi, type PageSettings, type Reading} from './settings.ts';

const kRenderer = `soft-webgl2 ${kVersion}`;

// The browser's own, before a clock takes their place.
const wait = setTimeout.bind(globalThis);

function encodeBase64(bytes: Uint8Array | Uint8ClampedArray): string {
  const native = bytes as {toBase64?: () => string};
  if (typeof native.toBase64 === 'function') return native.toBase64();
  let binary = '';
  const kChunk = 0x8000;
  for (let at = 0; at < bytes.length; at += kChunk) {
    binary += String.fromCharCode(...bytes.subarray(at, at + kChunk));
  }
  return btoa(binary);
}

/** Canvas elements whose pixels belong to a worker. */
const placed = new WeakSet<object>();

function followPlaced(): void {
  if (typeof HTMLCanvasElement !== 'function') return;
  const {prototype} = HTMLCanvasElement;
  const transfer = prototype.transferControlToOffscreen;
  if (typeof transfer !== 'function') return;
  prototype.transferControlToOffscreen = function (): OffscreenCanvas {
    const offscreen = transfer.call(this);
    placed.add(this);
    return offscreen;
  };
}

/** What a worker drew: the browser's copy of its last frame. Colours of less than full alpha are rounded on the way. */
function readPlaced(canvas: HTMLCanvasElement): Reading {
  const {width, height} = canvas;
  const context = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});
  if (!context) return {ok: false, reason: 'the browser has no memory for a copy of the canvas'};
  context.drawImage(canvas, 0, 0);
  const {data} = context.getImageData(0, 0, width, height);
  return {ok: true, width, height, data: encodeBase64(data), renderer: `${kRenderer} (worker)`};
}

function findCanvas(element: Element): HTMLCanvasElement | string {
  if (element instanceof HTMLCanvasElement) return element;
  const own = (element as {canvas?: unknown}).canvas; // <soft-webgl2-canvas>
  if (own instanceof HTMLCanvasElement) return own;
  const found = element.querySelectorAll('canvas');
  if (found.length === 1) return found[0]!;
  return `<${element.localName}> is no canvas and has ${found.length} of them inside: one is needed`;
}

function read(element: Element): Reading {
  const canvas = findCanvas(element);
  if (typeof canvas === 'string') return {ok: false, reason: canvas};
  if (placed.has(canvas)) return readPlaced(canvas);
  const soft = softContextOf(canvas);
  if (!soft) {
    return {ok: false, reason: 'soft-webgl2 draws nothing on this canvas: it has no WebGL context, or a 2D one'};
  }
  const frame = soft.presenter.lastFrame();
  if (!soft.state.core) return {ok: false, reason: 'the WebGL context of this canvas is lost'};
  if (!frame) return {ok: false, reason: 'the canvas has shown no frame yet'};
  const {width, height, data} = frame;
  return {ok: true, width, height, data: encodeBase64(data), renderer: kRenderer};
}

/** Animations and transitions of style sheets stand still, at their first frame. */
function stopStyles(): void {
  if (typeof document !== 'object' || typeof CSSStyleSheet !== 'function') return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '*,*::before,*::after{animation-play-state:paused!important;transition:none!important;caret-color:transparent!important}',
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Those that a page waits for by its own will; lazy ones may never come. */
function loadingImages(): HTMLImageElement[] {
  return [...document.images].filter((image) => !image.complete && image.loading !== 'lazy');
}

export function startVisual(settings: PageSettings): PageApi {
  const contexts = new Set<WeakRef<SoftContext>>();
  const keep = new WeakMap<object, SoftContext>(); // as long as its canvas
  watchContexts((canvas, context) => {
    keep.set(canvas, context);
    contexts.add(new WeakRef(context));
  });
  const isPage = typeof document === 'object';
  // A worker's time is nobody's but its own.
  const stepped = settings.steppedTime && isPage;
  const frame = (): number => Math.floor(performance.now() / kFrameMs);
  /** Frames before this one are passed through. */
  let last = 0;
  setRecording({
    keepFrames: true,
    frame: stepped ? frame : undefined,
    passing: () => last > 0 && frame() < last,
  });
  setClock(() => 0); // a clock that stands still: deadlines count work, which is the same on every machine
  followPlaced();
  if (stepped) stopStyles();

  const live = (): SoftContext[] => {
    const found: SoftContext[] = [];
    for (const reference of contexts) {
      const context = reference.deref();
      if (context) found.push(context);
      else contexts.delete(reference);
    }
    return found;
  };

  return {
    read,
    async settle(timeoutMs, frames) {
      if (isPage) {
        const loaded = loadingImages().map((image) => image.decode().catch(() => undefined));
        const all = Promise.all([document.fonts.ready, ...loaded]);
        await Promise.race([all, new Promise((resolve) => wait(resolve, timeoutMs))]);
      }
      for (const {state} of live()) state.deferred.finish();
      last = frames > 0 ? frame() + frames : 0;
      return {now: performance.now(), waiting: isPage ? loadingImages().map(({src}) => src) : []};
    },
    stepped() {
      last = 0;
      catchUp();
      return null;
    },
    info() {
      return {renderer: kRenderer, contexts: live().length};
    },
  };
}
