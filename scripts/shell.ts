// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the scripts share: where things are, how a command is run, which files are ours.

import {type SpawnOptions, spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const buildDir = path.join(root, 'build');
export const distDir = path.join(root, 'dist');

export class CommandError extends Error {
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Show nothing unless the command fails. */
  quiet?: boolean;
  /** Only one such command at a time in this checkout, whoever starts it. */
  exclusive?: boolean;
}

const hasFlock = spawnSync('flock', ['--version'], {stdio: 'ignore'}).status === 0;

/** Runs a command to its end; rejects with its output when it fails. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  let words = [command, ...args];
  if (options.exclusive && hasFlock) {
    fs.mkdirSync(buildDir, {recursive: true});
    words = ['flock', path.join(buildDir, '.lock'), ...words];
  }
  const spawnOptions: SpawnOptions = {
    cwd: options.cwd ?? root,
    env: {
      ...process.env,
      // Debian's Emscripten looks for acorn where only Debian's own Node would.
      NODE_PATH: [process.env['NODE_PATH'], '/usr/share/nodejs'].filter(Boolean).join(path.delimiter),
      // Paths below the checkout are no part of ccache's key, so that every checkout can use what another compiled.
      CCACHE_BASEDIR: root,
      CCACHE_NOHASHDIR: '1',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  const child = spawn(words[0] as string, words.slice(1), spawnOptions);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (!options.quiet) process.stdout.write(chunk);
    });
  }
  const status = await new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'killed'));
  });
  const output = Buffer.concat(chunks).toString();
  if (status !== 0) {
    if (options.quiet) process.stdout.write(output);
    throw new CommandError(`${command} ${args.slice(0, 3).join(' ')}: failed (${status})`, output);
  }
  return output;
}

/** A program from node_modules, run with this Node. */
export function runPackage(file: string, args: readonly string[], options?: RunOptions): Promise<string> {
  return run(process.execPath, [path.join(root, 'node_modules', file), ...args], options);
}

const skippedFolders = new Set(['node_modules', 'build', 'dist', '.git', 'test-results', 'playwright-report']);

/** Files of the project below `folder`, as paths relative to the root with forward slashes, sorted. */
export function listFiles(folder: string, matches: (file: string) => boolean = () => true): string[] {
  const found: string[] = [];
  const walk = (relative: string): void => {
    for (const entry of fs.readdirSync(path.join(root, relative), {withFileTypes: true})) {
      const child = path.posix.join(relative, entry.name);
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name)) walk(child);
      } else if (matches(child)) {
        found.push(child);
      }
    }
  };
  if (fs.existsSync(path.join(root, folder))) walk(folder);
  return found.sort();
}
