// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The package as others get it: packed by `npm pack`, installed into copies of the projects in this folder, which lie
// outside the checkout so that nothing of it is found by accident. The packages that a project takes from the registry are
// kept there by its lock file, and fetched once.

import {spawn, type ChildProcess} from 'node:child_process';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {type Browser, type Page, chromium, expect} from '@playwright/test';
import {PNG} from 'pngjs';
import {buildDir, root, run} from '../../scripts/shell.ts';
import {launchOptions, type Renderer} from '../browser.ts';

const cacheDir = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'soft-webgl2/package');

const sha256 = (...parts: (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
};

let packed: Promise<string> | undefined;

/** The tarball of what is in dist/ now. The caller has built it: `prepack` would do so once more. */
export function tarball(): Promise<string> {
  packed ??= (async () => {
    const folder = path.join(buildDir, 'package');
    fs.mkdirSync(folder, {recursive: true});
    const output = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      quiet: true,
    });
    const [{filename}] = JSON.parse(output.slice(output.indexOf('[')));
    return path.join(folder, filename);
  })();
  return packed;
}

/** npm as in a shell of its own: this process may have been started by npm, for the checkout. */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  await run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {cwd, quiet: true, env: cleanEnv()});
}

function cleanEnv(): Record<string, string> {
  return {
    npm_config_package_lock: '',
    npm_config_global: '',
    NODE_PATH: '',
    NODE_OPTIONS: '',
    CI: 'true',
    NODE_ENV: '',
  };
}

function copyMissing(from: string, to: string): void {
  fs.cpSync(from, to, {recursive: true, filter: (file) => !/node_modules|\.test\.ts$|\.package\.ts$/.test(file)});
}

/** A project of this folder, copied, its packages installed as its lock file says, and ours from the tarball. */
export function project(name: string): Promise<string> {
  return projectOf(name, path.join(root, 'e2e/package', name));
}

/** The same of a project that is somewhere else. */
export async function projectOf(name: string, source: string): Promise<string> {
  const lock = path.join(source, 'package-lock.json');
  const folder = path.join(cacheDir, `${name}-${sha256(fs.existsSync(lock) ? fs.readFileSync(lock) : name)}`);
  fs.mkdirSync(folder, {recursive: true});
  for (const entry of fs.readdirSync(folder)) {
    if (!['node_modules', '.installed'].includes(entry)) fs.rmSync(path.join(folder, entry), {recursive: true});
  }
  copyMissing(source, folder);
  const done = path.join(folder, '.installed');
  if (!fs.existsSync(done)) {
    if (fs.existsSync(lock)) await npm(['ci'], folder);
    fs.writeFileSync(done, '');
  }
  await install(folder);
  return folder;
}

/** An empty project that needs no registry; `files` by their names. */
export async function emptyProject(name: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = path.join(cacheDir, name);
  fs.rmSync(folder, {recursive: true, force: true});
  write(folder, {'package.json': '{"private": true, "type": "module"}', ...files});
  await install(folder);
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), {recursive: true});
    fs.writeFileSync(target, text);
  }
}

/** `npm install <tarball>` without a look at the rest of the project, which took half a minute in the large ones. */
async function install(folder: string): Promise<void> {
  const file = await tarball();
  const target = path.join(folder, 'node_modules/soft-webgl2');
  const kept = path.join(cacheDir, `tarball-${sha256(fs.readFileSync(file))}`);
  if (!fs.existsSync(path.join(kept, 'node_modules/soft-webgl2'))) {
    for (const old of fs.readdirSync(cacheDir)) {
      if (old.startsWith('tarball-')) fs.rmSync(path.join(cacheDir, old), {recursive: true, force: true});
    }
    write(kept, {'package.json': '{"private": true}'});
    await npm(['install', '--offline', '--install-strategy=hoisted', file], kept);
  }
  fs.rmSync(target, {recursive: true, force: true});
  fs.cpSync(path.join(kept, 'node_modules/soft-webgl2'), target, {recursive: true});
}

/** A command of the project, from its own node_modules/.bin or the path. Returns what it printed. */
export async function inProject(folder: string, command: string, ...args: string[]): Promise<string> {
  const own = path.join(folder, 'node_modules/.bin', command);
  return run(fs.existsSync(own) ? own : command, args, {cwd: folder, quiet: true, env: cleanEnv()});
}

const kTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export interface Site {
  readonly url: string;
  /** Paths that were asked for. */
  readonly log: string[];
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Answer the page for whatever is not there, as servers of single-page applications do. */
  fallback?: boolean;
  /** For other origins too, as a CDN. */
  cors?: boolean;
}

/** A folder, as a plain static server shows it. */
export async function serve(folder: string, {fallback = false, cors = false}: SiteOptions = {}): Promise<Site> {
  const log: string[] = [];
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    log.push(name);
    let file = path.join(folder, name.endsWith('/') ? `${name}index.html` : name);
    if (!fs.existsSync(file) && fallback) file = path.join(folder, 'index.html');
    if (!fs.existsSync(file)) {
      response.writeHead(404, {'content-type': 'text/plain'}).end('not here');
      return;
    }
    response.setHeader('content-type', kTypes[path.extname(file)] ?? 'application/octet-stream');
    if (cors) response.setHeader('access-control-allow-origin', '*');
    response.end(fs.readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as {port: number};
  return {
    url: `http://127.0.0.1:${port}/`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A server of the project's own, once it answers; `{port}` in an argument is where it should. */
export async function start(folder: string, command: string, ...args: string[]): Promise<Site> {
  const port = 41000 + Math.floor(Math.random() * 8000);
  const own = path.join(folder, 'node_modules/.bin', command);
  const words = args.map((arg) => arg.replace('{port}', String(port)));
  const env = {...process.env, ...cleanEnv(), CI: 'true'};
  const child: ChildProcess = spawn(own, words, {cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += String(chunk)));
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const gone = new Promise((resolve) => child.on('exit', resolve));
    process.kill(-child.pid, 'SIGTERM'); // the group that this one leads, and nobody else
    await gone;
  };
  const url = `http://127.0.0.1:${port}/`;
  for (const deadline = Date.now() + 90_000; ;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return {url, log: [], close};
    if (child.exitCode !== null || Date.now() > deadline) {
      await close();
      throw new Error(`${command} ${words.join(' ')} does not serve:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export interface Shown {
  /** RGBA in the middle of the first canvas, as a person sees it. */
  readonly middle: readonly number[];
  readonly console: readonly string[];
}

/** A browser without WebGL (or another) on a page, for as long as `work` takes. */
export async function withPage<T>(
  work: (page: Page, lines: string[]) => Promise<T>,
  renderer: Renderer = 'none',
): Promise<T> {
  const browser: Browser = await chromium.launch(launchOptions({renderer}));
  try {
    const page = await browser.newPage();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    page.on('pageerror', (error) => lines.push(error.message));
    return await work(page, lines);
  } finally {
    await browser.close();
  }
}

/** The page draws green: waits until the middle of its canvas is, and fails with what the console said if it never is. */
export async function expectGreen(page: Page, url: string, lines: readonly string[]): Promise<void> {
  await page.goto(url);
  let middle: number[] = [];
  await expect
    .poll(
      async () => {
        const canvas = page.locator('canvas').first();
        if ((await canvas.count()) === 0) return false;
        const png = PNG.sync.read(await canvas.screenshot());
        const at = ((png.height >> 1) * png.width + (png.width >> 1)) * 4;
        middle = [...png.data.subarray(at, at + 4)];
        return middle[0]! < 60 && middle[1]! > 150 && middle[2]! < 60;
      },
      {timeout: 30_000, message: `no green picture at ${url}`},
    )
    .toBe(true)
    .catch((error: unknown) => {
      throw new Error(`${String(error)}\nmiddle: ${middle.join(' ')}\n${lines.join('\n')}`);
    });
}
