// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// A drawing buffer whose size follows the page: the size at which the canvas is shown (`auto-size`), or its own width and
// height, times the pixels that each CSS pixel is to have (`pixel-ratio`). A module of its own, for those who ask for it.

import {say} from '../front/say.ts';

interface Followed extends HTMLElement {
  readonly width: number;
  readonly height: number;
  readonly autoSize: boolean;
  readonly pixelRatio: unknown;
}

type Resize = (width: number, height: number) => void;

const sheets = new WeakMap<Followed, CSSStyleSheet>();

/** Below rules of the page: those win over ::slotted(). */
function styleCanvas(element: Followed, rule: string): void {
  const root = element.shadowRoot!;
  let sheet = sheets.get(element);
  if (!sheet) {
    sheets.set(element, (sheet = new CSSStyleSheet()));
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
  sheet.replaceSync(rule && `::slotted(canvas) { ${rule} }`);
}

/** null: as many pixels as the screen has. */
function ratioOf({pixelRatio}: Followed): number | null {
  if (pixelRatio === 'device' || pixelRatio === null) return null;
  const ratio = Number(pixelRatio);
  if (ratio > 0 && ratio < Infinity) return ratio;
  say(`pixel-ratio of <soft-webgl2-canvas> is a number above 0 or 'device', not '${String(pixelRatio)}'`);
  return null;
}

/** Calls `work` whenever the pixels of the screen become larger or smaller: another screen, another zoom. */
function onRatioChange(work: () => void): () => void {
  let query: MediaQueryList;
  const changed = (): void => {
    listen();
    work();
  };
  const listen = (): void => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', changed, {once: true});
  };
  listen();
  return () => query.removeEventListener('change', changed);
}

const pixels = (length: number): number => Math.max(1, Math.round(length));

/** The size is right when this returns. Returns how to stop. */
export function follow(element: Followed, canvas: HTMLCanvasElement, resize: Resize): () => void {
  const ratio = ratioOf(element);
  if (!element.autoSize) {
    const apply = (): void => {
      const factor = ratio ?? devicePixelRatio;
      resize(pixels(element.width * factor), pixels(element.height * factor));
    };
    styleCanvas(element, `width: ${element.width}px; height: ${element.height}px`);
    apply();
    const stop = ratio === null ? onRatioChange(apply) : undefined;
    return () => {
      stop?.();
      styleCanvas(element, '');
    };
  }

  styleCanvas(element, 'position: absolute; inset: 0; width: 100%; height: 100%');
  const known = (): void => {
    const {width, height} = canvas.getBoundingClientRect();
    const factor = ratio ?? devicePixelRatio;
    if (width > 0 && height > 0) resize(pixels(width * factor), pixels(height * factor));
  };
  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    // Whole pixels of the screen, which fractions of CSS pixels do not tell.
    const device = ratio === null ? entry.devicePixelContentBoxSize?.[0] : undefined;
    const content = entry.contentBoxSize[0]!;
    const factor = device ? 1 : (ratio ?? devicePixelRatio);
    const {inlineSize, blockSize} = device ?? content;
    if (inlineSize > 0 && blockSize > 0) resize(pixels(inlineSize * factor), pixels(blockSize * factor));
  });
  try {
    observer.observe(canvas, {box: ratio === null ? 'device-pixel-content-box' : 'content-box'});
  } catch {
    observer.observe(canvas); // WebKit has no device pixels to observe
  }
  const stop = onRatioChange(known);
  known();
  return () => {
    stop();
    observer.disconnect();
    styleCanvas(element, '');
  };
}
