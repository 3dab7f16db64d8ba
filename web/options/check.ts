// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What options may be, for those who call install().

import {isPrefer, kTagOptions, type InstallOptions} from './options.ts';

type Check = readonly [what: string, holds: (value: unknown) => boolean];

const kBoolean: Check = ['true or false', (value) => typeof value === 'boolean'];
const kAddress: Check = ['an address', (value) => typeof value === 'string' || value instanceof URL];
const matching = (what: string, pattern: RegExp): Check => [
  what,
  (value) => typeof value === 'string' && pattern.test(value),
];

const kChecks: {readonly [Name in keyof Required<InstallOptions>]: Check} = {
  prefer: [
    "'auto', 'hardware', 'software' or a function",
    (value) => (typeof value === 'string' && isPrefer(value)) || typeof value === 'function',
  ],
  nativeSoftware: matching("'keep' or 'replace'", kTagOptions.nativeSoftware),
  failIfMajorPerformanceCaveat: matching("'honor' or 'ignore'", kTagOptions.failIfMajorPerformanceCaveat),
  maxNativeContexts: [
    'a whole number',
    (value) => value === Infinity || (Number.isInteger(value) && Number(value) >= 0),
  ],
  webgl1: kBoolean,
  offscreen: kBoolean,
  workers: kBoolean,
  scriptUrl: kAddress,
  wasmUrl: kAddress,
  threads: [
    "'auto' or a number from 1 on",
    (value) => value === 'auto' || (Number.isInteger(value) && Number(value) >= 1),
  ],
  maxCommandMs: ['a number of milliseconds above 0', (value) => typeof value === 'number' && value > 0],
  maxBytes: ['a number of bytes above 0', (value) => typeof value === 'number' && value > 0],
  wasmModule: ['a WebAssembly.Module', (value) => value instanceof WebAssembly.Module],
};

/** Throws a TypeError for a name that is no option, or a value that it cannot have. undefined is as if left out. */
export function checkOptions(options: InstallOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const check = Object.hasOwn(kChecks, name) ? kChecks[name as keyof InstallOptions] : undefined;
    if (!check) {
      throw new TypeError(`soft-webgl2 has no option '${name}'; there are: ${Object.keys(kChecks).join(', ')}`);
    }
    if (!check[1](value)) throw new TypeError(`soft-webgl2: ${name} is ${check[0]}, not ${show(value)}`);
  }
}

const kDefaults: InstallOptions = {
  prefer: 'auto',
  nativeSoftware: 'keep',
  maxNativeContexts: Infinity,
  threads: 'auto',
  webgl1: true,
  offscreen: true,
  workers: true,
};

/** Options that the second would have otherwise than the first; what it does not name, it does not ask for. */
export function otherOptions(first: InstallOptions, second: InstallOptions): string[] {
  const valueOf = (options: InstallOptions, name: string): unknown =>
    options[name as keyof InstallOptions] ?? kDefaults[name as keyof InstallOptions];
  return Object.keys(second).filter((name) => {
    const [before, after] = [valueOf(first, name), valueOf(second, name)];
    return before !== after && (typeof before === 'function' || String(before) !== String(after));
  });
}

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
