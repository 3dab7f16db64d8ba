// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The list of pages that are known to fail, each with its cause. A run is good when exactly these fail: a listed page
// that passes is taken off the list by whoever mended it, so the list only shrinks.

import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Result} from './runner.ts';

export const knownFailuresFile = path.join(path.dirname(fileURLToPath(import.meta.url)), 'known-failures.json');

/** Page to cause. */
export type KnownFailures = Record<string, string>;
export type Results = Record<string, Result>;

export interface Differences {
  /** Failed and are not listed. */
  unexpected: string[];
  /** Passed and are listed. */
  mended: string[];
}

export function readKnownFailures(): KnownFailures {
  return JSON.parse(fs.readFileSync(knownFailuresFile, 'utf8')) as KnownFailures;
}

/** Pages that were not run say nothing, so that a part of the suite can be judged. */
export function compare(results: Results, known: KnownFailures): Differences {
  const names = Object.keys(results);
  const passes = (name: string): boolean => results[name]?.status === 'pass';
  return {
    unexpected: names.filter((name) => !passes(name) && known[name] === undefined),
    mended: names.filter((name) => passes(name) && known[name] !== undefined),
  };
}

export function causeOf(result: Result): string {
  const said = result.messages?.[0] ?? result.error ?? '';
  return `${result.status}: ${said.replace(/\s+/g, ' ').trim().slice(0, 160)}`;
}

/** The list after a run: mended pages leave, new failures enter with what the page said first as their cause. */
export function updated(results: Results, known: KnownFailures): KnownFailures {
  const {unexpected, mended} = compare(results, known);
  const next = {...known};
  for (const name of mended) delete next[name];
  for (const name of unexpected) next[name] = causeOf(results[name] as Result);
  return Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function writeKnownFailures(known: KnownFailures): void {
  fs.writeFileSync(knownFailuresFile, `${JSON.stringify(known, null, 2)}\n`);
}
