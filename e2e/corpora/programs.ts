// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What record.js keeps of a page, and where it lies.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {buildDir} from '../../scripts/shell.ts';
import type {Recorded} from './draw.ts';

const folder = path.join(buildDir, 'corpora');

const fileOf = (library: string, of = ''): string => path.join(folder, `${library}${of}.json`);

/** Two recordings are one program when everything that a compiler sees is the same. */
export function keyOf({context, extensions, vertex, fragment, feedback}: Recorded): string {
  const seen = JSON.stringify([context, extensions, vertex, fragment, feedback]);
  return createHash('sha256').update(seen).digest('hex').slice(0, 16);
}

export function writeCorpus(library: string, programs: readonly Recorded[]): void {
  fs.mkdirSync(folder, {recursive: true});
  fs.writeFileSync(fileOf(library), JSON.stringify(programs));
}

export const readCorpus = (library: string): Recorded[] => JSON.parse(fs.readFileSync(fileOf(library), 'utf8'));

export function corpora(): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((file) => /^[^.]+\.json$/.test(file))
    .map((file) => path.basename(file, '.json'))
    .sort();
}

/** What was found out of the programs of a library, by their keys, so that a run can go on where one was stopped. */
export class Results<T> {
  readonly #file: string;
  readonly #kept: Record<string, T>;

  constructor(library: string, of: string) {
    this.#file = fileOf(library, `.${of}`);
    this.#kept = fs.existsSync(this.#file) ? JSON.parse(fs.readFileSync(this.#file, 'utf8')) : {};
  }

  get(key: string): T | undefined {
    return this.#kept[key];
  }

  set(key: string, result: T): void {
    this.#kept[key] = result;
  }

  save(): void {
    fs.writeFileSync(this.#file, JSON.stringify(this.#kept));
  }
}
