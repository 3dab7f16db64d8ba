// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the core exports, as cpp/abi declares it.

import fs from 'node:fs';
import path from 'node:path';
import {listFiles, root} from './shell.ts';

export interface Parameter {
  readonly name: string;
  /** u32, i32, f32, f64, i64, or `ptr`: an address in the instance's memory. */
  readonly type: string;
}

export interface Export {
  readonly name: string;
  readonly file: string;
  readonly parameters: readonly Parameter[];
  /** As for parameters; `payload`: an ephemeral result of variable size; empty: none. */
  readonly result: string;
  /** Of a payload: the arenas that it may lie in, as the comment on the export says. */
  readonly arenas: readonly string[];
}

const kTypes: {readonly [cpp: string]: string} = {
  uint32_t: 'u32',
  int32_t: 'i32',
  int64_t: 'i64',
  float: 'f32',
  double: 'f64',
  void: '',
};

function typeOf(cpp: string, where: string, ofResult: boolean): string {
  const type = cpp.trim();
  if (ofResult && type === 'const uint8_t*') return 'payload';
  if (type.endsWith('*')) return 'ptr';
  const known = kTypes[type];
  if (known === undefined) throw new Error(`${where}: no such type at the boundary: ${type}`);
  return known;
}

/** The arenas that the comment before an export names: "Payload (small or blob, until the next call): ...". */
function arenasOf(before: string, where: string): string[] {
  const comment = /(?:\/\/\/.*\n)*$/.exec(before)?.[0] ?? '';
  const said = /^\/\/\/ Payload \((.+), until the next call\): \S/m.exec(comment)?.[1] ?? '';
  const arenas = said.split(/, | or /);
  if (arenas.every((name) => ['small', 'blob', 'string'].includes(name))) return arenas;
  throw new Error(`${where}: the comment does not say "Payload (arena, until the next call): what"`);
}

/** The exports of one source file. */
export function parseExports(file: string, source: string): Export[] {
  const found: Export[] = [];
  for (const match of source.matchAll(/SW_EXPORT\((\w+)\)\s+((?:const )?\w+\*?) (\w+)\(([^)]*)\)\s*\{/g)) {
    const [, marked, type, name, list] = match;
    if (marked !== name) throw new Error(`${file}: ${marked} is exported for a function named ${name}`);
    const parameters = list!
      .split(',')
      .filter((text) => text.trim() !== '')
      .map((text): Parameter => {
        const [, type, parameter] = /^\s*((?:const )?\w+\*?)(?: (\w+))?$/.exec(text.replace(/\s+/g, ' ')) ?? [];
        if (!type) throw new Error(`${file}: ${name}: cannot read "${text.trim()}"`);
        return {name: parameter ?? '(unused)', type: typeOf(type, `${file}: ${name}`, false)};
      });
    const result = typeOf(type!, `${file}: ${name}`, true);
    const arenas = result === 'payload' ? arenasOf(source.slice(0, match.index), `${file}: ${name}`) : [];
    found.push({name: name!, file, parameters, result, arenas});
  }
  const marks = source.match(/SW_EXPORT\(/g)?.length ?? 0;
  if (marks !== found.length) throw new Error(`${file}: ${marks} exports, ${found.length} understood`);
  return found;
}

export function readExports(): Export[] {
  return listFiles('cpp/abi', (file) => file.endsWith('.cpp') && !file.endsWith('_test.cpp')).flatMap((file) => {
    return parseExports(file, fs.readFileSync(path.join(root, file), 'utf8'));
  });
}
