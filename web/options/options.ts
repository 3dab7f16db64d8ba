// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Every option: what it means, and where a page says it.

export type Prefer = 'auto' | 'hardware' | 'software';

export interface LoadOptions {
  /** Where soft-webgl2.wasm is. @default beside this module */
  wasmUrl?: string | URL | undefined;
  /** The compiled core, for those who fetched it themselves. Wins over `wasmUrl`. */
  wasmModule?: WebAssembly.Module | undefined;
}

/** Options that mean the same in a page and in the workers that it starts. */
export interface SharedOptions {
  /**
   * `auto`: the browser's own contexts where it has them, ours where it has none. `software`: always ours. `hardware`:
   * always the browser's. @default 'auto'
   */
  prefer?: Prefer | undefined;
  /** With `auto`: whether the browser's own software renderer counts as having WebGL. @default 'keep' */
  nativeSoftware?: 'keep' | 'replace' | undefined;
  /** Also `webgl` and `experimental-webgl`. @default true */
  webgl1?: boolean | undefined;
  /** Also OffscreenCanvas. @default true */
  offscreen?: boolean | undefined;
  /** What `failIfMajorPerformanceCaveat: true` means for our contexts. @default 'honor' */
  failIfMajorPerformanceCaveat?: 'honor' | 'ignore' | undefined;
}

export interface InstallOptions extends LoadOptions, SharedOptions {
  /** Also OffscreenCanvas in workers that the page starts, where `scriptUrl` is known. @default true */
  workers?: boolean | undefined;
  /** Address of auto.js or worker.js, for workers. @default that of auto.js' own tag; without one they are left alone */
  scriptUrl?: string | undefined;
}

const kSharedNames = ['prefer', 'nativeSoftware', 'webgl1', 'offscreen', 'failIfMajorPerformanceCaveat'] as const;
const kSwitches = ['webgl1', 'offscreen', 'workers'];

/** What a worker has to know. The core's address or Module stays in the page. */
export function sharedOptions(options: InstallOptions): SharedOptions {
  const entries = kSharedNames.map((name) => [name, options[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** `softWebgl2Options` of the global scope. */
export function globalOptions(): InstallOptions {
  return {...(globalThis as {softWebgl2Options?: InstallOptions}).softWebgl2Options};
}

/** Those of a script's tag, as `data-*` attributes, over the global ones. */
export function tagOptions(script: HTMLScriptElement | null): InstallOptions {
  const options: {[name: string]: unknown} = {scriptUrl: (script && script.src) || undefined, ...globalOptions()};
  for (const name of [...kSharedNames, 'workers']) {
    const value = script && script.dataset[name];
    if (value === undefined || value === null) continue;
    options[name] = kSwitches.includes(name) ? value !== 'false' : value;
  }
  return options as InstallOptions;
}

const kValues: {readonly [name: string]: readonly unknown[]} = {
  prefer: ['auto', 'hardware', 'software'],
  nativeSoftware: ['keep', 'replace'],
  failIfMajorPerformanceCaveat: ['honor', 'ignore'],
  webgl1: [true, false],
  offscreen: [true, false],
  workers: [true, false],
};
const kOthers = ['wasmUrl', 'wasmModule', 'scriptUrl'];

/** Throws a TypeError that says which options and values there are. */
export function checkOptions(options: InstallOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const values = kValues[name];
    if (!values && !kOthers.includes(name)) {
      throw new TypeError(`'${name}' is no option; there are ${[...Object.keys(kValues), ...kOthers].join(', ')}`);
    }
    if (values && value !== undefined && !values.includes(value)) {
      throw new TypeError(`${name}: '${String(value)}' is none of ${values.join(', ')}`);
    }
  }
}
