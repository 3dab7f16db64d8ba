// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Those pages of demos/ that need no browser, in Node: each number of threads is a process of its own.

import {execFile} from 'node:child_process';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {buildDir, root} from '../../../scripts/shell.ts';
import {checkFrames, type DemoFrames} from './frames.ts';

interface NodeDemo {
  readonly name: string;
  readonly size: string;
  /** It asks for no frames, and its triangle is drawn again. */
  readonly again?: boolean;
}

/** The others want more of a document than there is; `three` paints its textures by the browser's 2D canvas. */
export const kNodeDemos: readonly NodeDemo[] = [
  {name: 'gltf', size: '660x412'},
  {name: 'babylon', size: '640x400'},
  {name: 'editor', size: '480x300'},
  {name: 'hundred', size: '64x64'},
  {name: 'same-bits', size: '640x400', again: true},
];

/** What pages import as 'soft-webgl2'. */
const kPackage = `
export const load = async () => undefined;
export const createContext = (canvas, ...rest) => canvas.getContext(...rest);
export const getInfo = () => ({program: () => ({fragment: {wat: ''}})});
export const watch = () => ({frames: []});
`;

/** The page's script as a module for Node. */
async function moduleOf(name: string): Promise<string> {
  const source = path.join(root, 'demos', name, 'main.js');
  const outfile = path.join(buildDir, 'threads', `${name}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    define: {'import.meta.url': JSON.stringify(pathToFileURL(source).href)},
    plugins: [
      {
        name: 'package',
        setup({onResolve, onLoad}) {
          onResolve({filter: /^soft-webgl2$/}, () => ({path: 'package', namespace: 'package'}));
          onLoad({filter: /./, namespace: 'package'}, () => ({contents: kPackage}));
        },
      },
    ],
  });
  return outfile;
}

export async function drawInNode({name, size, again = false}: NodeDemo, threads: number): Promise<DemoFrames> {
  const args = ['--import', 'tsx', path.join(root, 'e2e/threads/demos/node-run.ts'), await moduleOf(name), size];
  const {stdout} = await promisify(execFile)(
    process.execPath,
    [...args, String(threads), ...(again ? ['again'] : [])],
    {cwd: root, maxBuffer: 2 ** 26},
  );
  // Libraries say their names before.
  return checkFrames(name, JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as DemoFrames, {
    moves: !again,
  });
}
