// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Code of the README and of documents, by the names that stand above it there.

import fs from 'node:fs';
import path from 'node:path';
import {root} from '../../scripts/shell.ts';

export const kDocuments = [
  'README.md',
  'docs/getting-started.md',
  'docs/node.md',
  'docs/visual-tests.md',
  'docs/element.md',
  'docs/statistics.md',
];

const kFence = /(?:<!-- snippet: ([\w-]+) -->\n)?```\w+\n([^]*?)```\n/g;

/** Everything between fences; an empty name where none stands above it. */
export function snippetsOf(document: string): {name: string; code: string}[] {
  const text = fs.readFileSync(path.join(root, document), 'utf8');
  return [...text.matchAll(kFence)].map(([, name, code]) => ({name: name ?? '', code: code!}));
}

export function snippet(name: string): string {
  const found = kDocuments.flatMap(snippetsOf).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no document has a snippet named ${name}`);
  return found.code;
}
