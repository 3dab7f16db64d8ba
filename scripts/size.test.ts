// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {distDir} from './shell.ts';
import {measure} from './size.ts';

/** A module and what it imports at once. */
function withImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = fs.readFileSync(path.join(distDir, file), 'utf8');
  for (const [, name] of text.matchAll(/(?:\bfrom|^import)\s*"\.\/([^"]+)"/gm)) withImports(name!, found);
  return found;
}

const gzipBytes = (files: Iterable<string>): number =>
  measure([...files]).reduce((sum, size) => sum + size.gzipBytes, 0);

test('a visitor with WebGL downloads 4 kB for auto.js and for worker.js', () => {
  assert(gzipBytes(['auto.js']) <= 4096);
  assert(gzipBytes(['worker.js']) <= 4096);
});

test('the element and the package are at most 10 kB before they load the engine', () => {
  for (const entry of ['element.js', 'index.js']) {
    const files = withImports(entry);
    assert(files.size > 1);
    assert(gzipBytes(files) <= 10_240, `${entry}: ${gzipBytes(files)}`);
  }
});
