// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What the script in a page is told, and what it answers. Both sides of a visual test share this file.

import type {SharedOptions} from '../options/options.ts';

/** Milliseconds between frames of requestAnimationFrame, as Playwright's clock has them. */
export const kFrameMs = 16;

/** Global name of what the script offers to a test. */
export const kPageApi = 'soft-webgl2.visual';

export interface PageSettings {
  /** The core, deflated, in base64: what a driver sends to a page it sends several times on the way. */
  core: string;
  /** Of the core, inflated. */
  coreBytes: number;
  options: SharedOptions & {workers?: boolean};
  /** null: chance is left alone. */
  seed: number | null;
  /** Somebody else steps time: frames are counted by `performance.now()`. */
  steppedTime: boolean;
  /** Math.sin and its like are replaced. */
  math: boolean;
}

/** The last frame of a canvas, or why there is none. */
export type Reading =
  | {
      readonly ok: true;
      readonly width: number;
      readonly height: number;
      /** RGBA8 in base64, top row first, colours not premultiplied. */
      readonly data: string;
      readonly renderer: string;
    }
  | {readonly ok: false; readonly reason: string};

export interface PageApi {
  read(element: Element): Reading;
  /**
   * Waits for fonts and images, does what was put off, and tells the page's time and what it did not wait for. Of the
   * next `frames` all but the last are kept and not shown, until `stepped()`.
   */
  settle(timeoutMs: number, frames: number): Promise<{now: number; waiting: string[]}>;
  /** Canvases show what they have not shown yet. */
  stepped(): null;
  info(): {renderer: string; contexts: number};
}
