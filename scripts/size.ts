// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How much a page downloads, and how much it may: an entry counts with everything that it imports before it runs.

import fs from 'node:fs';
import path from 'node:path';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {distDir} from './shell.ts';

export interface Size {
  entry: string;
  rawBytes: number;
  /** As servers send it: gzip, and brotli of quality 9 for the core. */
  sentBytes: number;
}

/** In bytes as sent. Who makes an entry smaller, makes its budget smaller. */
export const kBudgets: Readonly<Record<string, number>> = {
  'soft-webgl2.wasm': 640_000,
  'auto.js': 4_096,
  'worker.js': 4_096,
  'soft-webgl2.js': 60_000,
  'auto-inline.js': 806_000,
  'inline.js': 806_000,
  'index.js': 6_144,
  'element.js': 10_240,
  'alloc.js': 2_048,
  'alloc-debug.js': 4_096,
};

const kImport = /(?:\bfrom|\bimport)\s*["']\.\/([\w-]+\.js)["']/g;

/** A file of dist/ and those that it imports, which an `import()` is not. */
export function filesOf(entry: string, read: (file: string) => string): string[] {
  const found = new Set([entry]);
  for (const file of found) {
    if (!file.endsWith('.js')) continue;
    for (const [, target] of read(file).matchAll(kImport)) found.add(target!);
  }
  return [...found];
}

function sent(file: string, bytes: Buffer): number {
  if (!file.endsWith('.wasm')) return gzipSync(bytes, {level: 9}).length;
  return brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 9}}).length;
}

export function measure(entries: readonly string[] = Object.keys(kBudgets)): Size[] {
  const read = (file: string): Buffer => fs.readFileSync(path.join(distDir, file));
  return entries.map((entry) => {
    const files = filesOf(entry, (file) => read(file).toString()).map((file) => ({file, bytes: read(file)}));
    const sum = (of: (file: string, bytes: Buffer) => number): number =>
      files.reduce((total, {file, bytes}) => total + of(file, bytes), 0);
    return {entry, rawBytes: sum((_file, bytes) => bytes.length), sentBytes: sum(sent)};
  });
}

/** Entries that are larger than they may be. */
export function complaints(sizes: readonly Size[]): string[] {
  return sizes
    .filter(({entry, sentBytes}) => sentBytes > (kBudgets[entry] ?? Infinity))
    .map(({entry, sentBytes}) => `${entry}: ${sentBytes} bytes as sent, ${kBudgets[entry]} allowed`);
}

export function sizeReport(sizes: readonly Size[]): string {
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(12);
  const rows = sizes.map((size) => {
    const budget = kilobytes(kBudgets[size.entry] ?? 0);
    return `${size.entry.padEnd(20)}${kilobytes(size.rawBytes)}${kilobytes(size.sentBytes)}${budget}`;
  });
  return [`${'size'.padEnd(20)}${'raw'.padStart(12)}${'as sent'.padStart(12)}${'budget'.padStart(12)}`, ...rows].join(
    '\n',
  );
}
