// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Serves what the pages here load: this folder, the built package as /dist, three.js, and nothing else.

import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {serve as serveFolders, type Served} from '../serve.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, '../..');

export function serve(dist = path.join(root, 'dist'), headers: Readonly<Record<string, string>> = {}): Promise<Served> {
  const mounts = [
    {prefix: '/dist/', folder: dist},
    {prefix: '/e2e/bench/', folder: here},
    {prefix: '/three/', folder: path.join(root, 'node_modules/three/build')},
  ];
  return serveFolders(mounts, {headers});
}
