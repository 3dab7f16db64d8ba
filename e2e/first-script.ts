// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What runs before all else of a page that takes no part in it: a module, with what it imports, as one classic script.

import path from 'node:path';
import {build} from 'esbuild';
import {root} from '../scripts/shell.ts';

/** The element for the page's head. entry: of the repository. */
export async function firstScript(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    logLevel: 'silent',
  });
  return `<script>${result.outputFiles[0]!.text}</script>`;
}
