// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run test:engines: the tests of web/ in Firefox and WebKitGTK, as far as they need no Node, the element, and the
// pictures of the bench's scenes, which must have the bits that Node has.

import {type ChildProcess, spawn} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {distDir, root} from '../../scripts/shell.ts';
import {CommandLine} from '../options.ts';
import {type Bundle, bundleElement, bundleScenes, bundleTests, kSceneFolder, sceneNames} from './bundle.ts';
import {type Engine, findEngines} from './find.ts';
import {type TestResult, kNodeNames} from './page/test.ts';
import {type Scene, hashOf} from './scenes.ts';

const help = `usage: npm run test:engines -- [options]

  --engine REGEX   only engines whose name matches
  --file REGEX     only test files whose name matches ('scenes' for the scenes)
  --require        fail where an engine is not there
  --verbose        name what is left to Node, too`;

const commandLine = new CommandLine('test:engines', help, {
  engine: {type: 'string', default: ''},
  file: {type: 'string', default: ''},
  require: {type: 'boolean', default: false},
  verbose: {type: 'boolean', default: false},
});
const {values: options} = commandLine;

/** From one report to the next; the machine may be compiling meanwhile. */
const kTimeoutMs = 120_000;

/** Tests that act out a place that no browser is, or ask Node's process: as 'file: name', and why they are left to Node. */
const kLeftToNode: readonly (readonly [RegExp, string])[] = [
  [/^web\/context\/deadline\.test\.ts: over the deadline/, 'asks for the time of the processor'],
  [/^web\/front\/script-options\.test\.ts: the tag wins/, 'makes a document and a global scope of its own'],
  [/^web\/loader\/wasm-url\.test\.ts: only addresses of files/, 'reads files from the disk'],
  [/^web\/node\/headless-gl\.test\.ts: 200 contexts/, 'asks the process for its memory'],
  [/^web\/present\/first-frame\.test\.ts/, 'acts out a browser'],
  [/^web\/present\/presenter\.test\.ts: where canvases have no 2D context/, 'acts out jsdom'],
];

interface Result extends TestResult {
  readonly hash?: string;
}

interface FileReport {
  readonly file: string;
  readonly results: readonly Result[];
}

/** Imports each bundle and says what became of it; a file that cannot even be loaded is one failure. */
const kPage = (files: readonly string[]): string => `<!doctype html><meta charset="utf-8"><title>tests</title>
<script type="module">
  const send = (path, value) => fetch(path, {method: 'POST', body: JSON.stringify(value)});
  for (const [i, file] of ${JSON.stringify(files)}.entries()) {
    let results;
    try {
      results = await (await import('/web/testing/' + i + '.js')).run();
    } catch (error) {
      const isNodes = error?.name === 'NotInPages' || (error instanceof ReferenceError && ${String(kNodeNames)}.test(error.message));
      const left = isNodes ? {skipped: error.message} : {failure: String(error) + (error?.stack ?? '')};
      results = [{name: 'the file', ...left}];
    }
    await send('/report', {file, results});
  }
  await send('/done', {});
</script>`;

const kTypes: Readonly<Record<string, string>> = {'.wasm': 'application/wasm', '.js': 'text/javascript'};

class Server {
  readonly #bundles: readonly Bundle[];
  readonly #server: http.Server;
  reports: FileReport[] = [];
  /** Called for each report, and at the end. */
  progress: () => void = () => {};
  done: () => void = () => {};

  constructor(bundles: readonly Bundle[]) {
    this.#bundles = bundles;
    this.#server = http.createServer((request, response) => void this.#answer(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const {pathname} = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('access-control-allow-origin', '*'); // sandboxed frames have no origin
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.end();
      this.progress();
      if (pathname === '/report') this.reports.push(JSON.parse(Buffer.concat(chunks).toString()) as FileReport);
      else this.done();
      return;
    }
    const bundle = this.#bundles[Number(/^\/web\/testing\/(\d+)\.js$/.exec(pathname)?.[1] ?? NaN)];
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(kPage(this.#bundles.map(({file}) => file)));
    } else if (bundle) {
      response.setHeader('content-type', 'text/javascript');
      response.end(bundle.code);
    } else {
      const file = path.join(distDir, path.basename(pathname));
      const isThere = pathname.startsWith('/dist/') && fs.existsSync(file);
      response.writeHead(isThere ? 200 : 404, {'content-type': kTypes[path.extname(pathname)] ?? 'text/plain'});
      response.end(isThere ? fs.readFileSync(file) : undefined);
    }
  }
}

/** Opens the page in an engine, until it is done; what the engine has started goes with it. */
async function runIn(engine: Engine, address: string, server: Server): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soft-webgl2-engine-'));
  const {program, args, env} = engine.command(address, folder);
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve) => {
      server.done = () => resolve('');
      server.progress = () => {
        clearTimeout(timer);
        timer = setTimeout(() => resolve(`nothing for ${kTimeoutMs / 1000} s`), kTimeoutMs);
      };
      server.progress();
      child = spawn(program, args, {env: {...process.env, ...env}, stdio: 'ignore', detached: true});
      child.on('error', (error) => resolve(error.message));
      child.on('exit', (code) => resolve(`ended by itself (${code})`));
    });
  } finally {
    clearTimeout(timer);
    // The whole group: browsers are several processes, and Xvfb is one more.
    if (child?.pid !== undefined) {
      try {
        process.kill(-child.pid, 'SIGTERM');
        await new Promise((resolve) => setTimeout(resolve, 1000));
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // has ended
      }
    }
    fs.rmSync(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
  }
}

async function main(): Promise<number> {
  const {engines, missing} = findEngines();
  for (const {name, packages} of missing) console.log(`${name} is not there (Debian: ${packages})`);
  const chosen = engines.filter(({name}) => new RegExp(options.engine, 'i').test(name));
  if (chosen.length === 0) {
    console.log('0 passed, 0 failed: no engine to run in');
    return options.require ? 1 : 0;
  }
  const {bundles: tests, left} = await bundleTests();
  const names = sceneNames();
  // The element first: the tests put things of their own in the places of the browser's.
  const all = [await bundleElement(), ...tests, await bundleScenes(names)];
  const bundles = all.filter(({file}) => new RegExp(options.file).test(file));
  if (options.verbose) for (const {file, why} of left) console.log(`left to Node: ${file} (${why})`);
  const hashes = new Map<string, string>();
  if (bundles.some(({file}) => file === 'scenes')) {
    for (const name of names) {
      hashes.set(name, hashOf((await import(path.join(root, kSceneFolder, name))) as Scene));
    }
  }
  const server = new Server(bundles);
  const address = await server.listen();
  let passed = 0;
  let failed = 0;
  try {
    for (const engine of chosen) {
      server.reports = [];
      const started = Date.now();
      const problem = await runIn(engine, address, server);
      const count = {passed: 0, failed: 0, skipped: 0};
      for (const {file, results} of server.reports) {
        for (const {name, failure, skipped: why, hash} of results) {
          const skipped = why ?? kLeftToNode.find(([pattern]) => pattern.test(`${file}: ${name}`))?.[1];
          const other =
            hash !== undefined && hash !== hashes.get(name) ? `${hash}, in Node ${hashes.get(name)}` : undefined;
          if ((failure !== undefined && skipped === undefined) || other) {
            count.failed++;
            console.log(`${engine.name}: ${file}: ${name}\n  ${(failure ?? other)!.trim().replaceAll('\n', '\n  ')}`);
          } else if (skipped) {
            count.skipped++;
            if (options.verbose) console.log(`left to Node: ${file}: ${name} (${skipped})`);
          } else {
            count.passed++;
          }
        }
      }
      if (problem) {
        count.failed++;
        const next = bundles[server.reports.length]?.file ?? 'the end';
        console.log(`${engine.name}: ${problem}, before ${next}`);
      }
      if (!options.file && count.skipped > count.passed) {
        count.failed++;
        console.log(`${engine.name}: most tests are left to Node: something that all of them import needs it`);
      }
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(
        `-- ${engine.name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} left to Node (${seconds} s)`,
      );
      passed += count.passed;
      failed += count.failed;
    }
  } finally {
    server.close();
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 || (options.require && missing.length > 0) ? 1 : 0;
}

process.exitCode = await main();
