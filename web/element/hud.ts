// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What frames cost, over the picture, with a small graph. It can be moved, by pointer and by arrow keys; Home puts it back.
// A module of its own, for those who ask for it.

import type {ContextInfo, FrameTimes, Monitor} from '../front/info.ts';
import {lazyEngine} from '../public/lazy.ts';

interface Shown extends HTMLElement {
  readonly renderer: string;
}

/** The text is renewed this often; the graph with every frame. */
const kTextMs = 500;
/** Frames in the graph, a pixel each. */
const kGraphFrames = 120;
const kGraphHeight = 32;
/** The whole height of the graph. */
const kGraphMs = 50;

/** null for a context that is not ours, or of another copy of this package. */
function watched(gl: WebGL2RenderingContext): Monitor | null {
  try {
    return (lazyEngine.peek()?.getInfo(gl) as ContextInfo | undefined)?.watch() ?? null;
  } catch {
    return null;
  }
}

/** Means of each stage over the frames, as a line for people. */
function stageLine(frames: readonly FrameTimes[]): string {
  const stages = [
    ['compile', 'compileMs'],
    ['vertices', 'verticesMs'],
    ['raster', 'rasterMs'],
    ['present', 'presentMs'],
  ] as const;
  return stages
    .map(([name, key]) => {
      const sum = frames.reduce((total, frame) => total + frame[key], 0);
      return `${name} ${(sum / Math.max(frames.length, 1)).toFixed(1)}`;
    })
    .join(', ');
}

const kStep = 8;

const kStyle = `
  [part='hud'] {
    position: absolute;
    inset: 4px auto auto 4px;
    box-sizing: border-box;
    max-width: calc(100% - 8px);
    padding: 6px 8px;
    border-radius: 6px;
    color: var(--soft-webgl2-hud-color, #fff);
    background: var(--soft-webgl2-hud-background, #000c);
    font: 12px/1.4 ui-monospace, monospace;
    white-space: pre-wrap;
    cursor: move;
    touch-action: none;
    user-select: none;
  }
  [part='graph'] { display: block; margin-top: 4px; }
`;

/** Shows the statistics of a context in an element's shadow root. Returns how to take them away. */
export function showHud(element: Shown, gl: WebGL2RenderingContext): () => void {
  const panel = document.createElement('div');
  const style = new CSSStyleSheet();
  style.replaceSync(kStyle);
  const root = element.shadowRoot!;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
  const text = document.createElement('div');
  const graph = document.createElement('canvas');
  Object.assign(panel, {tabIndex: 0, role: 'group', ariaLabel: 'Statistics, moved by arrow keys'});
  panel.setAttribute('part', 'hud');
  graph.setAttribute('part', 'graph');
  graph.ariaHidden = 'true';
  graph.width = kGraphFrames;
  graph.height = kGraphHeight;
  panel.append(text, graph);
  root.append(panel);
  movable(panel);

  const monitor = watched(gl);
  const context = graph.getContext('2d')!;
  const draw = (ms: number): void => {
    context.globalCompositeOperation = 'copy';
    context.drawImage(graph, -1, 0);
    context.globalCompositeOperation = 'source-over';
    context.fillStyle = getComputedStyle(panel).color;
    const height = Math.min(1, ms / kGraphMs) * kGraphHeight;
    context.fillRect(kGraphFrames - 1, kGraphHeight - height, 1, height);
  };
  let request = 0;
  let frames = 0;
  let since = performance.now();
  let before = since;
  const say = (now: number): void => {
    const rate = (frames * 1000) / Math.max(now - since, 1);
    const size = `${gl.drawingBufferWidth} x ${gl.drawingBufferHeight}`;
    const stages = monitor ? `\nms: ${stageLine(monitor.frames.slice(-frames))}` : '';
    text.textContent = `${element.renderer}\n${size}, ${rate.toFixed(0)} frames/s${stages}`;
    frames = 0;
    since = now;
  };
  const count = (now: number): void => {
    ++frames;
    draw(now - before);
    before = now;
    if (now - since >= kTextMs) say(now);
    request = requestAnimationFrame(count);
  };
  say(since);
  request = requestAnimationFrame(count);
  return () => {
    cancelAnimationFrame(request);
    monitor?.stop();
    panel.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== style);
  };
}

function movable(panel: HTMLElement): void {
  let [x, y] = [0, 0];
  const move = (toX: number, toY: number): void => {
    [x, y] = [toX, toY];
    panel.style.translate = `${x}px ${y}px`;
  };
  panel.addEventListener('keydown', (event) => {
    const steps: {[key: string]: [number, number]} = {
      ArrowLeft: [-kStep, 0],
      ArrowRight: [kStep, 0],
      ArrowUp: [0, -kStep],
      ArrowDown: [0, kStep],
      Home: [-x, -y],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault(); // the page would scroll
    event.stopPropagation();
    move(x + step[0], y + step[1]);
  });
  panel.addEventListener('pointerdown', (event) => {
    const [fromX, fromY] = [event.clientX - x, event.clientY - y];
    const drag = (at: PointerEvent): void => move(at.clientX - fromX, at.clientY - fromY);
    panel.setPointerCapture(event.pointerId);
    panel.addEventListener('pointermove', drag);
    panel.addEventListener('lostpointercapture', () => panel.removeEventListener('pointermove', drag), {once: true});
  });
}
