// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The text that a driver of browsers runs first in each document.

import fs from 'node:fs';
import zlib from 'node:zlib';
import type {PageSettings} from './settings.ts';

export interface InitScriptOptions {
  /** Also `webgl` and `experimental-webgl`. @default true */
  webgl1?: boolean | undefined;
  /** Also OffscreenCanvas. @default true */
  offscreen?: boolean | undefined;
  /** Also in workers that the page starts. @default true */
  workers?: boolean | undefined;
  /** What `failIfMajorPerformanceCaveat: true` means. @default 'ignore' */
  failIfMajorPerformanceCaveat?: 'honor' | 'ignore' | undefined;
  /** Of Math.random, crypto.getRandomValues and crypto.randomUUID; `false` leaves them alone. @default 1 */
  seed?: number | false | undefined;
  /**
   * Math.sin, cos, tan, exp, log, pow and their like give the same bits in every browser and on every machine.
   * @default false
   */
  math?: boolean | undefined;
  /** The driver steps time (Playwright's page.clock): frames are those of `performance.now()`. @default false */
  steppedTime?: boolean | undefined;
}

const kNames = ['webgl1', 'offscreen', 'workers', 'failIfMajorPerformanceCaveat', 'seed', 'math', 'steppedTime'];

/** Throws a TypeError that says which options there are. */
export function checkVisualOptions(options: object, names: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw new TypeError(`'${name}' is no option; there are ${names.join(', ')}`);
  }
  const {seed} = options as InitScriptOptions;
  if (seed !== undefined && seed !== false && !Number.isFinite(seed)) {
    throw new TypeError(`seed: ${String(seed)} is neither a number nor false`);
  }
}

let core: Pick<PageSettings, 'core' | 'coreBytes'> | undefined;
let script: string | undefined;

function readCore(): typeof core & object {
  const bytes = fs.readFileSync(new URL(/* @vite-ignore */ './soft-webgl2.wasm', import.meta.url));
  return {core: zlib.deflateRawSync(bytes).toString('base64'), coreBytes: bytes.length};
}

/** Runs in pages and workers, synchronously; evaluating it again in the same document does nothing. */
export function initScript(options: InitScriptOptions = {}): string {
  checkVisualOptions(options, kNames);
  const {seed = 1, math = false, steppedTime = false, ...rest} = options;
  core ??= readCore();
  script ??= fs.readFileSync(new URL(/* @vite-ignore */ './visual-page.js', import.meta.url), 'utf8');
  const settings: PageSettings = {
    ...core,
    options: {failIfMajorPerformanceCaveat: 'ignore', ...rest},
    seed: seed === false ? null : seed,
    steppedTime,
    math,
  };
  return `(function softWebgl2Visual(softWebgl2Settings){${script}})(${JSON.stringify(settings)});`;
}
