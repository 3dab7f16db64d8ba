// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How much a page downloads.

import fs from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {distDir} from './shell.ts';

export interface Size {
  file: string;
  rawBytes: number;
  gzipBytes: number;
}

export function measure(
  files: readonly string[] = [
    'soft-webgl2.wasm',
    'auto.js',
    'worker.js',
    'soft-webgl2.js',
    'auto-inline.js',
    'element.js',
  ],
): Size[] {
  return files.map((file) => {
    const bytes = fs.readFileSync(path.join(distDir, file));
    return {file, rawBytes: bytes.length, gzipBytes: gzipSync(bytes, {level: 9}).length};
  });
}

export function sizeReport(sizes: readonly Size[]): string {
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(12);
  const rows = sizes.map((size) => `${size.file.padEnd(20)}${kilobytes(size.rawBytes)}${kilobytes(size.gzipBytes)}`);
  return [`${'size'.padEnd(20)}${'raw'.padStart(12)}${'gzip'.padStart(12)}`, ...rows].join('\n');
}
