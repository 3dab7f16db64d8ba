// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The configurations of docs/threads.md, word for word, in the servers that they are for: a page gets two threads there.
// Servers that are not installed are left out (Debian: nginx-light, apache2, caddy).

import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium, expect, test} from '@playwright/test';
import {createServer} from 'vite';
import {launchOptions} from '../browser.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const text = fs.readFileSync(path.join(root, 'docs/threads.md'), 'utf8');

/** The block of code that has this name above it. */
function blockOf(name: string): string {
  const block = new RegExp(`<!-- server: ${name} -->\n+\`\`\`\\w*\n([\\s\\S]*?)\`\`\``).exec(text);
  if (!block) throw new Error(`docs/threads.md has no block ${name}`);
  return block[1]!;
}

const page = (head = ''): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Threads</title>${head}
<script src="dist/auto.js" data-prefer="software" data-threads="2"></script></head><body><canvas></canvas></body></html>`;

/** What a server shows. */
function makeSite(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soft-webgl2-server-'));
  fs.chmodSync(folder, 0o755);
  fs.mkdirSync(path.join(folder, 'dist'), {mode: 0o755});
  for (const name of ['auto.js', 'soft-webgl2.js', 'soft-webgl2.wasm', 'soft-webgl2.threads.wasm', 'thread.js']) {
    fs.copyFileSync(path.join(root, 'dist', name), path.join(folder, 'dist', name));
  }
  fs.writeFileSync(path.join(folder, 'page.html'), page());
  fs.writeFileSync(path.join(folder, 'isolate.js'), blockOf('service-worker'));
  fs.writeFileSync(path.join(folder, 'worked.html'), page(blockOf('service-worker-page')));
  return folder;
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(origin: string): Promise<void> {
  await expect(async () => void (await fetch(`${origin}/page.html`))).toPass({timeout: 10_000});
}

interface Info {
  isolated: boolean;
  threads: number;
  threadsReason: string;
}

async function threadsAt(address: string): Promise<Info> {
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => crossOriginIsolated, undefined, {timeout: 10_000}).catch(() => undefined);
    return await page.evaluate(async () => {
      const {softWebgl2} = globalThis as unknown as {softWebgl2: {getInfo(gl: object): Info}};
      const gl = document.querySelector('canvas')!.getContext('webgl2')!;
      const end = performance.now() + 10_000;
      while (softWebgl2.getInfo(gl).threads < 2 && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const {threads, threadsReason} = softWebgl2.getInfo(gl);
      return {isolated: crossOriginIsolated, threads, threadsReason};
    });
  } finally {
    await browser.close();
  }
}

const kWorks = {isolated: true, threads: 2, threadsReason: ''};

interface Command {
  command: string;
  args(config: string, folder: string): string[];
  config(folder: string, port: number): string;
}

const kCommands: Record<string, Command> = {
  nginx: {
    command: 'nginx',
    args: (config, folder) => ['-p', folder, '-c', config],
    config: (folder, port) => `daemon off; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off;
  types { text/html html; text/javascript js; application/wasm wasm; }
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    ${blockOf('nginx')}
  }
}`,
  },
  apache: {
    command: 'apache2',
    args: (config) => ['-f', config, '-D', 'FOREGROUND'],
    config: (folder, port) => `ServerRoot ${folder}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
ErrorLog /dev/null
User nobody
Group nogroup
${['mpm_event', 'authz_core', 'mime', 'headers']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
TypesConfig /etc/mime.types
AddType application/wasm .wasm
DocumentRoot ${folder}
${blockOf('apache')}`,
  },
  caddy: {
    command: 'caddy',
    args: (config) => ['run', '--config', config, '--adapter', 'caddyfile'],
    config: (folder, port) => `{
	admin off
	auto_https off
}
http://127.0.0.1:${port} {
	root * ${folder}
	file_server
	${blockOf('caddy')}
}`,
  },
};

const isInstalled = ({command}: Command): boolean => spawnSync('which', [command]).status === 0;

for (const [name, {command, args, config}] of Object.entries(kCommands).filter(([, entry]) => isInstalled(entry))) {
  test(`${name}: what docs/threads.md says makes pages isolated`, async () => {
    const folder = makeSite();
    const port = await freePort();
    const file = path.join(folder, 'server.conf');
    fs.writeFileSync(file, config(folder, port));
    const env = {...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder};
    const server: ChildProcess = spawn(command, args(file, folder), {stdio: 'ignore', env});
    try {
      await answers(`http://127.0.0.1:${port}`);
      expect(await threadsAt(`http://127.0.0.1:${port}/page.html`)).toEqual(kWorks);
    } finally {
      server.kill('SIGTERM');
      fs.rmSync(folder, {recursive: true, force: true});
    }
  });
}

test('vite: what docs/threads.md says makes pages isolated', async () => {
  const folder = makeSite();
  const file = path.join(folder, 'vite.config.mjs');
  fs.writeFileSync(file, blockOf('vite'));
  const {default: config} = (await import(file)) as {default: {server: object}};
  const server = await createServer({
    ...{configFile: false, root: path.join(folder, 'dist'), logLevel: 'silent', cacheDir: path.join(folder, 'cache')},
    publicDir: folder, // which is served as it is
    server: {...config.server, host: '127.0.0.1', port: await freePort(), strictPort: true, hmr: false, watch: null},
  });
  try {
    await server.listen();
    expect(await threadsAt(`${server.resolvedUrls!.local[0]!}page.html`)).toEqual(kWorks);
  } finally {
    await server.close();
    fs.rmSync(folder, {recursive: true, force: true});
  }
});

/** A server of this test, which does to each response what `setHeaders` says. */
async function withServer(setHeaders: string, work: (origin: string) => Promise<void>): Promise<void> {
  const folder = makeSite();
  const types: Record<string, string> = {html: 'text/html', js: 'text/javascript', wasm: 'application/wasm'};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the snippet is what is tested
  const set = new Function('response', setHeaders) as (response: http.ServerResponse) => void;
  const server = http.createServer((request, response) => {
    const file = path.join(folder, new URL(request.url!, 'http://localhost').pathname);
    set(response);
    if (!fs.existsSync(file)) return void response.writeHead(404).end();
    response.setHeader('content-type', types[path.extname(file).slice(1)] ?? 'text/plain');
    response.end(fs.readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    fs.rmSync(folder, {recursive: true, force: true});
  }
}

test('node: what docs/threads.md says makes pages isolated', async () => {
  await withServer(blockOf('node'), async (origin) => {
    expect(await threadsAt(`${origin}/page.html`)).toEqual(kWorks);
  });
});

test('a service worker makes pages isolated where the server does not', async () => {
  await withServer('', async (origin) => {
    expect(await threadsAt(`${origin}/page.html`)).toMatchObject({isolated: false, threads: 1});
    expect(await threadsAt(`${origin}/worked.html`)).toEqual(kWorks);
  });
});

test('Document-Isolation-Policy alone makes pages isolated', async () => {
  const policy = /Document-Isolation-Policy: ([\w-]+)/.exec(text)![1]!;
  await withServer(`response.setHeader('Document-Isolation-Policy', '${policy}')`, async (origin) => {
    expect(await threadsAt(`${origin}/page.html`)).toEqual(kWorks);
  });
});
