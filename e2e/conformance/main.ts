// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run conformance -- --suite <checkout>: see docs/conformance.md.

import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {launchOptions, pageScript} from '../browser.ts';
import {CommandLine} from '../options.ts';
import {type Results, compare, readKnownFailures, updated, writeKnownFailures} from './known-failures.ts';
import {pageLine, summaryTable} from './report.ts';
import {Job, type Result, SharedBrowser, within} from './runner.ts';
import type {Served} from '../serve.ts';
import {distPrefix, probePath, serveSuite} from './server.ts';
import {type Pair, differs, runPair} from './side-by-side.ts';
import {type Selection, type WebGLVersion, findTests, readPages, selectPages} from './suite.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.resolve(here, '../../dist');

const help = `usage: npm run conformance -- --suite <checkout> [options]

  --suite DIR        checkout of the Khronos WebGL repository (or its sdk/tests; or env CTS_DIR)
  --filter REGEX     only pages whose path matches
  --subset NAME      only pages of a named list in subsets.json (smoke, core, needs-worker, ...)
  --list-file FILE   only pages named in FILE, one a line
  --fast             leave out pages that the suite calls slow
  --sample N         N of these, drawn at random; --seed S draws others
  --list             print the pages and run nothing
  --jobs N           pages at a time, in one browser (2)
  --timeout MS       wall-clock limit of a page (90000)
  --threads N        isolated pages, whose contexts have so many threads
  --webgl1           pages of WebGL 1, with its contexts; no comparison
  --native           the browser's own WebGL on SwiftShader instead of ours; no comparison
  --with-auto        with --native: each page without auto.js and with it; exit status 1 where they differ
  --out FILE         write all results as JSON
  --update           rewrite known-failures.json from this run
  --no-known         do not compare with known-failures.json
  --verbose          a line for every page
  --console          show what pages say on the console
  --messages N       failure messages kept of each page (5)`;

const commandLine = new CommandLine('conformance', help, {
  suite: {type: 'string'},
  filter: {type: 'string'},
  subset: {type: 'string', multiple: true},
  'list-file': {type: 'string', multiple: true},
  fast: {type: 'boolean', default: false},
  sample: {type: 'string'},
  seed: {type: 'string', default: '1'},
  list: {type: 'boolean', default: false},
  jobs: {type: 'string', default: '2'},
  timeout: {type: 'string', default: '90000'},
  threads: {type: 'string'},
  webgl1: {type: 'boolean', default: false},
  native: {type: 'boolean', default: false},
  'with-auto': {type: 'boolean', default: false},
  out: {type: 'string'},
  update: {type: 'boolean', default: false},
  'no-known': {type: 'boolean', default: false},
  verbose: {type: 'boolean', default: false},
  console: {type: 'boolean', default: false},
  messages: {type: 'string', default: '5'},
});
const {values: options} = commandLine;
const fail = (message: string): never => commandLine.fail(message);
const webglVersion: WebGLVersion = options.webgl1 ? 1 : 2;

function selection(): Selection {
  const names = new Set<string>();
  if (options.subset) {
    const {subsets} = JSON.parse(fs.readFileSync(path.join(here, 'subsets.json'), 'utf8')) as {
      subsets: Record<string, string[]>;
    };
    for (const name of options.subset) {
      const pages = subsets[name] ?? fail(`no subset ${name}; there are: ${Object.keys(subsets).join(', ')}`);
      for (const page of pages) names.add(page);
    }
  }
  for (const file of options['list-file'] ?? []) {
    for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
      if (line.trim() && !line.startsWith('#')) names.add(line.trim());
    }
  }
  return {
    ...(names.size > 0 ? {names} : {}),
    ...(options.filter ? {filter: new RegExp(options.filter)} : {}),
    ...(options.sample ? {sample: commandLine.number('sample')} : {}),
    fast: options.fast,
    seed: options.seed,
  };
}

interface ContextKind {
  renderer: string;
  native: boolean;
  threads: number;
  threadsReason: string;
}

type Global = {softWebgl2?: {getInfo: (typeof import('../../web/entries/index.ts'))['getInfo']}};

/** In the page. */
async function describe(threads: number): Promise<ContextKind> {
  const isNative = (gl: object | null): boolean =>
    gl !== null && /\[native code\]/.test(Function.prototype.toString.call((gl as WebGL2RenderingContext).drawArrays));
  const gl = (document.getElementById('c') as HTMLCanvasElement).getContext('webgl2');
  let offscreen: object | null = null;
  try {
    offscreen = new OffscreenCanvas(1, 1).getContext('webgl2');
  } catch {
    // None, then.
  }
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  const renderer = gl ? String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : 'no WebGL 2';
  const known = {renderer, native: isNative(gl) || isNative(offscreen)};
  const {softWebgl2} = globalThis as Global;
  if (!gl || known.native || !softWebgl2) return {...known, threads: 1, threadsReason: ''};
  const info = () => softWebgl2.getInfo(gl);
  for (const end = performance.now() + 20_000; info().threads < threads && performance.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {...known, threads: info().threads, threadsReason: info().threadsReason};
}

/** Who answers getContext here: nothing that passes counts for us when the browser does. */
async function describeContext(job: Job, origin: string, threads: number): Promise<ContextKind> {
  const page = await job.open();
  await page.goto(`${origin}${probePath}`, {waitUntil: 'load', timeout: 60_000});
  return within(page.evaluate<ContextKind>(pageScript(describe, threads)), 60_000, 'probe');
}

async function main(): Promise<number> {
  const checkout =
    options.suite ?? process.env['CTS_DIR'] ?? fail('where is the suite? --suite <checkout> (--help says more)');
  const tests = findTests(checkout) ?? fail(`${checkout} holds no checkout of the suite`);
  const pages = selectPages(readPages(tests, webglVersion), selection());
  if (options.list) {
    for (const page of pages) console.log(page.path);
    return 0;
  }
  if (pages.length === 0) fail('no such page');

  const ours = !options.native;
  const withAuto = options['with-auto'];
  if (withAuto && ours) fail('--with-auto is for --native');
  if ((ours || withAuto) && !fs.existsSync(path.join(dist, 'auto.js'))) fail('dist/auto.js is missing: npm run build');
  const script = `${distPrefix}/auto-inline.js`;
  const threads = options.threads === undefined ? 1 : commandLine.number('threads');
  if (threads > 1 && !ours) fail('--threads is for our contexts');
  const served: Served[] = [];
  const serve = async (head: string): Promise<string> => {
    served.push(await serveSuite({tests, dist, head, isolated: threads > 1}));
    return served.at(-1)!.origin;
  };
  const tag = `<script src="${script}" data-prefer="software" data-threads="${threads}"></script>`;
  const origin = await serve(ours ? tag : '');
  const originWithAuto = withAuto ? await serve(`<script src="${distPrefix}/auto.js"></script>`) : origin;
  const renderer = ours ? 'none' : 'swiftshader';
  const shared = new SharedBrowser({
    ...launchOptions({renderer, flags: ['--autoplay-policy=no-user-gesture-required']}),
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  const runnerOptions = {
    origin,
    timeoutMs: commandLine.number('timeout'),
    maxMessages: commandLine.number('messages'),
    keepConsole: options.console,
    webglVersion,
  };

  const results: Results = {};
  const pairs = new Map<string, Pair>();
  const started = performance.now();
  const save = (): void => {
    if (!options.out) return;
    const meta = {
      renderer,
      jobs: commandLine.number('jobs'),
      seconds: Math.round((performance.now() - started) / 1000),
    };
    const rows = Object.entries(results).map(([page, result]) => `${JSON.stringify(page)}: ${JSON.stringify(result)}`);
    fs.writeFileSync(options.out, `{"meta": ${JSON.stringify(meta)},\n"pages": {\n${rows.join(',\n')}\n}}\n`);
  };
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopping = true;
      save();
      void shared.stop().finally(() => process.exit(1));
    });
  }

  process.once('exit', () => shared.kill());

  const probe = new Job(shared, runnerOptions);
  const context = await describeContext(probe, origin, threads);
  const contextWithAuto = withAuto ? await describeContext(probe, originWithAuto, 1) : context;
  await probe.close();
  console.log(`${context.renderer}; ${pages.length} pages${threads > 1 ? `; ${context.threads} threads` : ''}`);
  if (context.threads !== threads) fail(`${threads} threads cannot be had: ${context.threadsReason}`);
  if (withAuto && !contextWithAuto.native) fail(`auto.js does not step aside: ${contextWithAuto.renderer}`);
  if (ours && context.native) fail("the browser's own WebGL is still reachable: results would not be ours");

  let next = 0;
  let noted = performance.now();
  const work = async (): Promise<void> => {
    const job = new Job(shared, runnerOptions);
    const jobWithAuto = withAuto ? new Job(shared, {...runnerOptions, origin: originWithAuto}) : undefined;
    while (!stopping && next < pages.length) {
      const page = pages[next++];
      if (!page) break;
      const pair = jobWithAuto && (await runPair(page, job, jobWithAuto));
      if (pair) pairs.set(page.path, pair);
      const result: Result = pair?.with ?? (await job.run(page));
      results[page.path] = result;
      if (options.verbose) {
        console.log(pageLine(page.path, result));
      } else if (performance.now() - noted > 15_000) {
        noted = performance.now();
        const passed = Object.values(results).filter(({status}) => status === 'pass').length;
        console.log(`${Object.keys(results).length} of ${pages.length} pages, ${passed} passed; last ${page.path}`);
        save();
      }
    }
    await job.close();
    await jobWithAuto?.close();
  };
  await Promise.all(Array.from({length: commandLine.number('jobs')}, work));
  save();
  await shared.stop();
  for (const {stop} of served) stop();

  console.log(summaryTable(results, 2));
  if (withAuto) {
    const different = [...pairs].filter(([, pair]) => differs(pair));
    for (const [page, pair] of different) {
      console.log(`without auto.js: ${pageLine(page, pair.without)}`);
      console.log(`with auto.js:    ${pageLine(page, pair.with)}`);
    }
    console.log(`${pairs.size - different.length} of ${pairs.size} pages are the same with auto.js as without`);
    return different.length > 0 ? 1 : 0;
  }
  const failed = Object.entries(results).filter(([, result]) => result.status !== 'pass');
  if (!ours || options.webgl1 || options['no-known']) {
    for (const [page, result] of failed) console.log(pageLine(page, result));
    return 0;
  }
  const known = readKnownFailures();
  if (options.update) {
    writeKnownFailures(updated(results, known));
    console.log(
      `known-failures.json: ${Object.keys(known).length} pages before, ${Object.keys(readKnownFailures()).length} now`,
    );
    return 0;
  }
  const {unexpected, mended} = compare(results, known);
  for (const page of unexpected) console.log(`not known to fail: ${pageLine(page, results[page] as Result)}`);
  for (const page of mended) console.log(`known to fail, but passes: ${page}`);
  const passed = Object.keys(results).length - failed.length;
  console.log(
    `${passed} of ${pages.length} pages pass; ${unexpected.length + mended.length} differ from the known failures`,
  );
  return unexpected.length + mended.length > 0 ? 1 : 0;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error);
  process.exit(2);
}
