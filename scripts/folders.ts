// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The folders of cpp/: what CMakeLists.txt declares of them, in the order of the flow, and what their files include.
// scripts/lint.ts compares the two, and both with the picture in docs/architecture.md, which
//
//   node --import tsx scripts/folders.ts --write
//
// draws anew.

import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {listFiles, root} from './shell.ts';

const kDocument = 'docs/architecture.md';

/** A folder as CMakeLists.txt has it: sw_library(), or the programs of one, by sw_program(). */
export interface Library {
  name: string;
  folder: string;
  /** Folders whose headers its sources include; what is no folder of ours, such as glslang, stands in `foreign`. */
  depends: string[];
  testDepends: string[];
  foreign: string[];
}

export const isTest = (file: string): boolean => /_test\.cpp$/.test(file);

/** Edges from each node to others, and of which includes an edge is made. */
export type Graph = Map<string, Map<string, string[]>>;

/** The libraries of a CMakeLists.txt, in its order. */
export function parseLibraries(cmake: string): Library[] {
  const calls = [...cmake.matchAll(/^sw_(?:library|program)\(([\w-]+) ([\w/]+)([^)]*)\)/gm)].map((match) => {
    const lists: Record<string, string[]> = {DEPENDS: [], TEST_DEPENDS: [], SOURCES: []};
    let list: string[] = [];
    for (const word of match[3]!.split(/\s+/).filter(Boolean)) {
      if (lists[word]) list = lists[word];
      else list.push(word);
    }
    return {name: `sw_${match[1]!}`, folder: match[2]!, lists};
  });
  const folders = new Map(calls.map(({name, folder}) => [name, folder]));
  const ours = (names: readonly string[]): string[] => names.flatMap((name) => folders.get(name) ?? []);
  const libraries: Library[] = [];
  for (const {name, folder, lists} of calls) {
    let library = libraries.find((other) => other.folder === folder);
    if (!library) libraries.push((library = {name, folder, depends: [], testDepends: [], foreign: []}));
    library.depends = [...new Set([...library.depends, ...ours(lists['DEPENDS']!)])];
    library.testDepends.push(...ours(lists['TEST_DEPENDS']!));
    const named = [...lists['DEPENDS']!, ...lists['TEST_DEPENDS']!];
    library.foreign.push(...named.filter((other) => !folders.has(other)));
  }
  return libraries;
}

export function readLibraries(): Library[] {
  return parseLibraries(fs.readFileSync(path.join(root, 'CMakeLists.txt'), 'utf8'));
}

/** For each file of C++, below cpp/: the files of ours that it includes. */
export function readIncludes(): Map<string, string[]> {
  const files = listFiles('cpp', (file) => /\.(cpp|h|def)$/.test(file)).map((file) => file.slice('cpp/'.length));
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const text = fs.readFileSync(path.join(root, 'cpp', file), 'utf8');
      const named = [...text.matchAll(/^\s*#\s*include "([^"]+)"/gm)].map((match) => match[1]!);
      return [file, named.map((name) => (known.has(name) ? name : path.posix.join(path.posix.dirname(file), name)))];
    }),
  );
}

/** The same by folder; depth: how many segments of a folder's path count, e.g. 1 for shader/ as a whole. */
export function folderGraph(includes: ReadonlyMap<string, readonly string[]>, depth = Infinity): Graph {
  const folderOf = (file: string): string => path.posix.dirname(file).split('/').slice(0, depth).join('/');
  const graph: Graph = new Map();
  for (const [file, targets] of includes) {
    const from = folderOf(file);
    if (!graph.has(from)) graph.set(from, new Map());
    for (const target of targets) {
      const to = folderOf(target);
      if (to === from) continue;
      const edges = graph.get(from)!;
      edges.set(to, [...(edges.get(to) ?? []), `${file} includes ${target}`]);
    }
  }
  return graph;
}

/** What the includes break of what is declared, a line for each. */
export function compareLibraries(
  libraries: readonly Library[],
  includes: ReadonlyMap<string, readonly string[]>,
): string[] {
  const complaints: string[] = [];
  const order = libraries.map(({folder}) => folder);
  const product = folderGraph(new Map([...includes].filter(([file]) => !isTest(file))));
  const tests = folderGraph(new Map([...includes].filter(([file]) => isTest(file))));
  for (const folder of new Set([...product.keys(), ...tests.keys()])) {
    if (!order.includes(folder)) complaints.push(`cpp/${folder} is no library of CMakeLists.txt`);
  }
  for (const {folder, depends, testDepends} of libraries) {
    if (!product.has(folder) && !tests.has(folder)) complaints.push(`cpp/${folder} is empty`);
    const made = product.get(folder) ?? new Map<string, string[]>();
    const tested = tests.get(folder) ?? new Map<string, string[]>();
    for (const [to, because] of made) {
      if (order.indexOf(to) > order.indexOf(folder)) complaints.push(`against the flow: ${because[0]!}`);
      if (!depends.includes(to)) complaints.push(`${folder} does not depend on ${to}, but ${because[0]!}`);
    }
    for (const to of depends) {
      if (!made.has(to)) complaints.push(`${folder} depends on ${to}, but includes nothing of it`);
    }
    for (const [to, because] of tested) {
      if (![...depends, ...testDepends].includes(to)) {
        complaints.push(`tests of ${folder} do not depend on ${to}, but ${because[0]!}`);
      }
    }
    for (const to of testDepends) {
      if (!tested.has(to)) complaints.push(`tests of ${folder} depend on ${to}, but include nothing of it`);
    }
  }
  return complaints;
}

/** Edges that no other way replaces: those that a reader needs to see. */
export function withoutDetours(edges: ReadonlyMap<string, readonly string[]>): [string, string][] {
  const reached = (from: string, skipped: string): Set<string> => {
    const seen = new Set<string>();
    const walk = (node: string): void => {
      for (const next of edges.get(node) ?? []) {
        if ((node === from && next === skipped) || seen.has(next)) continue;
        seen.add(next);
        walk(next);
      }
    };
    walk(from);
    return seen;
  };
  return [...edges].flatMap(([from, targets]) =>
    targets.filter((to) => !reached(from, to).has(to)).map((to): [string, string] => [from, to]),
  );
}

/** The picture of what includes what, in Mermaid's language. Arrows that follow from others are left out. */
export function drawFolders(includes: ReadonlyMap<string, readonly string[]>): string {
  const order = readLibraries().map(({folder}) => folder);
  const graph = folderGraph(new Map([...includes].filter(([file]) => !isTest(file))));
  const isProduct = (folder: string): boolean => !/^(reference|testing|tools)\b/.test(folder);
  const byOrder = (a: string, b: string): number => order.indexOf(b) - order.indexOf(a);
  const folders = [...graph.keys()].filter(isProduct).sort(byOrder);
  const edges = withoutDetours(new Map(folders.map((from) => [from, [...graph.get(from)!.keys()].sort(byOrder)])));
  const id = (folder: string): string => folder.replaceAll('/', '_');
  const inShader = folders.filter((folder) => folder.startsWith('shader/'));
  return [
    '```mermaid',
    'flowchart TD',
    '  subgraph shader',
    ...inShader.map((folder) => `    ${id(folder)}[${folder.slice('shader/'.length)}]`),
    '  end',
    ...edges.map(([from, to]) => `  ${id(from)} --> ${id(to)}`),
    '```',
  ].join('\n');
}

const picture = /```mermaid\nflowchart TD[\s\S]*?\n```/;

/** The document with the picture as it should be. */
export function drawnDocument(): {shown: string; drawn: string} {
  const shown = fs.readFileSync(path.join(root, kDocument), 'utf8');
  if (!picture.test(shown)) throw new Error(`${kDocument} has no picture of the folders`);
  return {shown, drawn: shown.replace(picture, () => drawFolders(readIncludes()))};
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const {shown, drawn} = drawnDocument();
  if (process.argv.includes('--write')) fs.writeFileSync(path.join(root, kDocument), drawn);
  else if (shown !== drawn) console.log(`${kDocument}: the picture of the folders is stale; --write draws it anew`);
}
