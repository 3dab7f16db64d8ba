// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The pages of a checkout of the Khronos WebGL conformance suite: its list files, and how a run chooses among them.

import fs from 'node:fs';
import path from 'node:path';
import {Random} from '../random.ts';

export type WebGLVersion = 1 | 2;

/** The suite's own page runs these versions' pages; `--min-version` and `--max-version` in the lists refer to them. */
const suiteVersions = {1: '1.0.4', 2: '2.0.1'} as const;

const rootList = '00_test_list.txt';

export interface SuitePage {
  /** Relative to sdk/tests. */
  path: string;
  /** Marked `--slow` in the lists. */
  slow: boolean;
}

export interface Selection {
  filter?: RegExp;
  /** Only these. */
  names?: ReadonlySet<string>;
  /** Leave out what the lists call slow. */
  fast?: boolean;
  /** So many, drawn at random by `seed`. */
  sample?: number;
  seed: string;
}

/** sdk/tests of a checkout, given that folder or the repository's. */
export function findTests(checkout: string): string | undefined {
  return [path.resolve(checkout, 'sdk', 'tests'), path.resolve(checkout)].find((folder) =>
    fs.existsSync(path.join(folder, rootList)),
  );
}

function versionAtLeast(have: string, want: string): boolean {
  const a = have.split('.').map(Number);
  const b = want.split('.').map(Number);
  for (const [index, wanted] of b.entries()) {
    const got = a[index] ?? 0;
    if (got !== wanted) return got > wanted;
  }
  return true;
}

/** Markers before a name in a list, which a nested list hands down to its entries. */
interface Markers {
  min: string;
  max?: string;
  slow: boolean;
}

function parseLine(line: string, inherited: Markers, where: string): {name: string; markers: Markers} {
  const markers = {...inherited};
  const name: string[] = [];
  const words = line.split(/\s+/);
  for (let i = 0; i < words.length; ++i) {
    const word = words[i] ?? '';
    if (word === '--slow') markers.slow = true;
    else if (word === '--min-version') markers.min = words[++i] ?? markers.min;
    else if (word === '--max-version') markers.max = words[++i] ?? '';
    else if (word.startsWith('-')) throw new Error(`${where}: unknown marker ${word}`);
    else name.push(word);
  }
  return {name: name.join(' '), markers};
}

export function readPages(tests: string, webgl: WebGLVersion): SuitePage[] {
  const suiteVersion = suiteVersions[webgl];
  const pages = new Map<string, SuitePage>();
  const read = (list: string, inherited: Markers): void => {
    const folder = path.posix.dirname(list);
    const lines = fs.readFileSync(path.join(tests, list), 'utf8').split('\n');
    for (const [index, raw] of lines.entries()) {
      const line = raw.trim();
      // The suite's own parser skips lines this short, too.
      if (line.length <= 4 || /^(#|;|\/\/)/.test(line)) continue;
      const {name, markers} = parseLine(line, inherited, `${list}:${index + 1}`);
      const target = path.posix.join(folder, name);
      if (target.endsWith('.txt')) {
        read(target, markers);
        continue;
      }
      if (!versionAtLeast(suiteVersion, markers.min)) continue;
      if (markers.max !== undefined && !versionAtLeast(markers.max, suiteVersion)) continue;
      if (!pages.has(target)) pages.set(target, {path: target, slow: markers.slow});
    }
  };
  read(rootList, {min: '1.0', slow: false});
  return [...pages.values()];
}

function sampleOf<T>(items: readonly T[], count: number, seed: string): T[] {
  const order = Random.of(seed).shuffle([...items.keys()]);
  const kept = new Set(order.slice(0, count));
  return items.filter((_, index) => kept.has(index));
}

export function selectPages(pages: readonly SuitePage[], selection: Selection): SuitePage[] {
  const chosen = pages.filter(
    (page) =>
      (!selection.names || selection.names.has(page.path)) &&
      (!selection.filter || selection.filter.test(page.path)) &&
      !(selection.fast && page.slow),
  );
  return selection.sample === undefined ? chosen : sampleOf(chosen, selection.sample, selection.seed);
}
