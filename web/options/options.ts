// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Every option: what it means, and where a page says it.

export type Choice = 'auto' | 'hardware' | 'software';

/** For the whole page, or for each context: called with the canvas and the arguments of getContext. */
export type Prefer =
  Choice | ((canvas: HTMLCanvasElement | OffscreenCanvas, type: string, attributes: unknown) => Choice);

/** How many threads shade fragments, the calling one included; `auto`: as many as there are processors, 16 at most. */
export type Threads = 'auto' | number;

export interface ThreadOptions {
  /**
   * How many threads shade fragments, the calling one included; `auto`: as many as there are processors, 16 at most,
   * once there is enough to draw. In pages that are cross-origin isolated; elsewhere 1. @default 'auto'
   */
  threads?: Threads | undefined;
}

/** What keeps a page answering (docs/limits.md). For all contexts from then on. */
export interface Limits {
  /**
   * Milliseconds that one command may take: a draw, a multi-draw as a whole, an upload, compiling, linking. Over it, the
   * context is lost; compiling and linking fail instead.
   * @default 10000
   */
  maxCommandMs?: number | undefined;
  /**
   * Bytes that the images and buffers of a context may take; beyond, calls that ask for more give OUT_OF_MEMORY. Where all
   * contexts of a page together hold more, the least recently used is lost when another one is made.
   * @default half of the device's memory as far as the browser tells it, between 512 MiB and 3 GiB
   */
  maxBytes?: number | undefined;
}

export interface LoadOptions extends ThreadOptions, Limits {
  /** Where soft-webgl2.wasm is. @default beside this module */
  wasmUrl?: string | URL | undefined;
  /** The compiled core, for those who fetched it themselves. Wins over `wasmUrl`. */
  wasmModule?: WebAssembly.Module | undefined;
}

/** Options that mean the same in a page and in the workers that it starts. */
export interface SharedOptions extends ThreadOptions {
  /**
   * `auto`: the browser's own contexts where it has them, ours where it has none. `software`: always ours. `hardware`:
   * always the browser's. A canvas' own `data-soft-webgl2` wins. Functions stay in the page: its workers have `auto`.
   * @default 'auto'
   */
  prefer?: Prefer | undefined;
  /** With `auto`: whether the browser's own software renderer counts as having WebGL. @default 'keep' */
  nativeSoftware?: 'keep' | 'replace' | undefined;
  /** Also `webgl` and `experimental-webgl`. @default true */
  webgl1?: boolean | undefined;
  /** Also OffscreenCanvas. @default true */
  offscreen?: boolean | undefined;
  /**
   * What `failIfMajorPerformanceCaveat: true` means for our contexts. @default 'ignore' where they were asked for
   * (`software`, createContext()), else 'honor'
   */
  failIfMajorPerformanceCaveat?: 'honor' | 'ignore' | undefined;
  /**
   * With `auto`: how many of the browser's contexts may live at a time, in the page or in a worker with worker.js; further ones are
   * ours, where the browser would lose the oldest. @default no limit
   */
  maxNativeContexts?: number | undefined;
}

export interface InstallOptions extends LoadOptions, SharedOptions {
  /** Also OffscreenCanvas in workers that the page starts, where `scriptUrl` is known. @default true */
  workers?: boolean | undefined;
  /** Address of auto.js or worker.js, for workers. @default that of auto.js' own tag; without one they are left alone */
  scriptUrl?: string | undefined;
}

export const kSwitch = /^(true|false)$/;
const kPrefer = /^(auto|hardware|software)$/;

/** What options may be, as text, where a page can say it on a tag. `workers` is the page's alone. */
export const kTagOptions = {
  prefer: kPrefer,
  nativeSoftware: /^(keep|replace)$/,
  failIfMajorPerformanceCaveat: /^(honor|ignore)$/,
  maxNativeContexts: /^(\d+|Infinity)$/,
  threads: /^(auto|\d+)$/,
  webgl1: kSwitch,
  offscreen: kSwitch,
  workers: kSwitch,
};
export const kTagOptionNames = Object.keys(kTagOptions) as (keyof typeof kTagOptions)[];

export function isPrefer(value: unknown): value is Choice {
  return kPrefer.test(value as string);
}

/** What a worker has to know. The core's address or Module stays in the page. */
export function sharedOptions(options: InstallOptions): SharedOptions {
  const entries = kTagOptionNames.map((name) => [name, options[name]] as const);
  return Object.fromEntries(
    entries.filter(([name, value]) => name !== 'workers' && value !== undefined && typeof value !== 'function'),
  );
}
