// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import type {NodeCanvasElement} from '../node/node.ts';

/** What a scene is given; made by `renderMany` and by `npx soft-webgl2 render`. */
export interface Stage {
  /** Without a context until the scene, or a library, asks for one. */
  readonly canvas: NodeCanvasElement;
  /** WebGL 2, antialiased, made when first asked for. */
  readonly gl: WebGL2RenderingContext;
  readonly width: number;
  readonly height: number;
  /** Of the whole, whoever draws them. */
  readonly frames: number;
  readonly fps: number;
  /** `data` of the job. */
  readonly data: unknown;
}

/** Draws a frame, out of nothing but its number: whichever came before on this machine. */
export type DrawFrame = (frame: {readonly frame: number; readonly time: number}) => void | Promise<void>;

/** The default export of a scene's module. */
export type Scene = (stage: Stage) => DrawFrame | Promise<DrawFrame>;

export interface RenderJob {
  /** A module whose default export is a Scene: a path, or an address (file:). */
  scene: string | URL;
  width: number;
  height: number;
  /** Frames of the whole. @default 1 */
  frames?: number;
  /** The numbers of those to draw, from 0. @default all */
  only?: readonly number[];
  /** @default 60 */
  fps?: number;
  /** Folder for frame-0000.png and so on; without one there are hashes alone. */
  out?: string;
  /** Whatever the scene wants; it must survive structured cloning. */
  data?: unknown;
}

export interface RenderedFrame {
  readonly frame: number;
  /** renderingHash() of the picture. */
  readonly hash: string;
  /** Where it is. */
  readonly file?: string;
}

/** What a worker tells. */
export type JobMessage = {readonly frame: RenderedFrame} | {readonly done: true};

export function frameFile(frame: number, frames: number): string {
  return `frame-${String(frame).padStart(Math.max(4, String(frames - 1).length), '0')}.png`;
}
