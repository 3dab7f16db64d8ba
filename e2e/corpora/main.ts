// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run corpora: see README.md beside this file.

import fs from 'node:fs';
import path from 'node:path';
import {type Browser, type Page, chromium} from '@playwright/test';
import {type Plugin, build} from 'esbuild';
import {createServer} from 'vite';
import {root} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';
import {CommandLine} from '../options.ts';
import {projectOf, serve, write} from '../package/harness.ts';
import type {Recorded} from './draw.ts';
import type {Compared, Corpora} from './page.ts';
import {Results, corpora, keyOf, readCorpus, writeCorpus} from './programs.ts';
import {judge, report} from './report.ts';

const help = `usage: npm run corpora -- [options]

  --only REGEX       only libraries whose name matches
  --record           run their pages, and keep the programs (build/corpora/), where that has not been done
  --again            do what has been done once more
  --compare          take the programs through both sides
  --llvmpipe         take them through llvmpipe, which says how far native renderers are apart
  --minutes N        begin nothing more after that (all the time)
  --seconds N        what a page has made until then is what is recorded (240)
  --show KEY         print a program, as npm run differential -- --ask reads it

Without --record, --compare or --llvmpipe all three are done; at the end stands what is known so far.`;

const commandLine = new CommandLine('corpora', help, {
  only: {type: 'string', default: ''},
  record: {type: 'boolean', default: false},
  again: {type: 'boolean', default: false},
  compare: {type: 'boolean', default: false},
  llvmpipe: {type: 'boolean', default: false},
  minutes: {type: 'string', default: '1000000'},
  seconds: {type: 'string', default: '240'},
  show: {type: 'string'},
});
const {values: options} = commandLine;
const deadline = Date.now() + 60_000 * commandLine.number('minutes', 0);
const only = new RegExp(options.only);
const doesAll = !options.record && !options.compare && !options.llvmpipe;

const recordTimeoutMs = 1000 * commandLine.number('seconds', 1);
const kCompareTimeoutMs = 30_000;
const kProgramsPerTake = 50;
const kProgramsPerCall = 8;
/** As many as a browser gets before it is replaced: neither side gives everything back. */
const kProgramsPerBrowser = 300;

type Global = {
  corpora?: Corpora;
  corpus?: {take(from: number, to: number): Recorded[]};
};

const pageOf = (script: string): string => `<!doctype html><meta charset="utf-8"><title>${script}</title>
<style>body {margin: 0} #host {position: relative; width: 400px; height: 300px; overflow: hidden}</style>
<div id="host"></div><script src="record.js"></script>
<script type="module">
  const {dataset} = document.documentElement;
  try {
    const {default: draw} = await import('./out/${script}.js');
    await draw(document.querySelector('#host'));
    dataset.done = '';
  } catch (error) {
    dataset.done = String(error?.stack ?? error);
  }
</script>`;

/** What a page's script may name that is no script. */
const kLoaders = {'.glsl': 'text', '.vert': 'text', '.frag': 'text', '.css': 'empty', '.wasm': 'file'} as const;

/** `virtual:files?<folder>.<extension>`: the texts of all such files of a package, by their paths. */
const filesOf = (folder: string): Plugin => ({
  name: 'files',
  setup({onResolve, onLoad}) {
    // From elsewhere on the net: nothing of it is here.
    onResolve({filter: /^https?:/}, ({path: asked}) => ({path: asked, namespace: 'elsewhere'}));
    onLoad({filter: /./, namespace: 'elsewhere'}, () => ({contents: 'export default {};'}));
    onResolve({filter: /^virtual:files\?/}, ({path: asked}) => ({path: asked, namespace: 'files'}));
    onLoad({filter: /./, namespace: 'files'}, ({path: asked}) => {
      const [, within = '', extension = ''] = /\?(.+)(\.\w+)$/.exec(asked) ?? [];
      const from = path.join(folder, 'node_modules');
      const names = fs
        .readdirSync(path.join(from, within), {recursive: true, encoding: 'utf8'})
        .filter((name) => name.endsWith(extension))
        .map((name) => path.join(within, name));
      const texts = names.map((name) => [name, fs.readFileSync(path.join(from, name), 'utf8')]);
      return {contents: `export default ${JSON.stringify(Object.fromEntries(texts))}`, loader: 'js'};
    });
  },
});

const scriptsIn = (folder: string): string[] =>
  fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .filter((file) => /^export (default|\{default\})/m.test(fs.readFileSync(path.join(folder, file), 'utf8')))
    .map((file) => path.basename(file, '.js'));

/** The project, with the scenes of npm run test:libraries as further pages. */
async function projectWithPages(): Promise<{folder: string; names: string[]}> {
  const folder = await projectOf('corpora', path.join(root, 'e2e/corpora'));
  const scenes = path.join(root, 'e2e/libraries/pages');
  fs.cpSync(scenes, path.join(folder, 'scenes'), {recursive: true});
  const wrapped = scriptsIn(scenes).map((name) => [
    `pages/scene-${name}.js`,
    `export {default} from '../scenes/${name}.js';\n`,
  ]);
  write(folder, Object.fromEntries(wrapped));
  const names = scriptsIn(path.join(folder, 'pages'));
  write(folder, Object.fromEntries(names.map((name) => [`${name}.html`, pageOf(name)])));
  return {folder, names};
}

async function record(): Promise<void> {
  const {folder, names: all} = await projectWithPages();
  const names = all.filter((name) => only.test(name) && (options.again || !corpora().includes(name)));
  const site = await serve(folder);
  try {
    for (const name of names) {
      if (Date.now() > deadline) break;
      const started = Date.now();
      let browser: Browser | undefined;
      try {
        await build({
          entryPoints: [path.join(folder, 'pages', `${name}.js`)],
          outdir: path.join(folder, 'out'),
          bundle: true,
          alias: {'e2e/random': path.join(root, 'e2e/random.ts')},
          format: 'esm',
          target: 'es2022',
          define: {global: 'globalThis', 'process.env.NODE_ENV': '"production"', 'process.platform': '"browser"'},
          external: ['fs', 'path', 'crypto', 'gl', 'worker_threads', 'os'], // asked for where there is a Node
          loader: kLoaders,
          plugins: [filesOf(folder)],
          logLevel: 'silent',
        });
        browser = await chromium.launch(launchOptions({renderer: 'swiftshader'}));
        const page = await browser.newPage({viewport: {width: 420, height: 320}});
        page.setDefaultTimeout(recordTimeoutMs);
        await page.goto(`${site.url}${name}.html`);
        await page
          .waitForFunction(() => document.documentElement.dataset['done'] !== undefined)
          .catch(() => console.log(`${name}: not done after ${recordTimeoutMs / 1000} s`));
        const failure = await page.evaluate(() => document.documentElement.dataset['done']);
        if (failure) console.log(`${name}: ${failure}`);
        const programs = new Map<string, Recorded>();
        for (let from = 0; ; from += kProgramsPerTake) {
          const taken = await page.evaluate(([from, to]) => (globalThis as Global).corpus!.take(from, to), [
            from,
            from + kProgramsPerTake,
          ] as const);
          for (const recorded of taken) programs.set(keyOf(recorded), recorded);
          if (taken.length < kProgramsPerTake) break;
        }
        console.log(`${name.padEnd(20)} ${programs.size} programs (${Math.round((Date.now() - started) / 1000)} s)`);
        if (programs.size > 0) writeCorpus(name, [...programs.values()]);
      } catch (error) {
        console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        await browser?.close();
      }
    }
  } finally {
    await site.close();
  }
}

async function open(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.log(`page: ${error.message}`));
  await page.goto(`${address}e2e/corpora/page.html`);
  await page.waitForFunction(() => (globalThis as Global).corpora !== undefined);
  return page;
}

/** A promise, or what is said of it when it takes too long. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A browser with the page that compares, which is replaced now and then. */
class Comparer {
  readonly #address: string;
  readonly #renderer: 'swiftshader' | 'llvmpipe';
  #browser: Browser | undefined;
  #page: Page | undefined;
  #left = 0;

  constructor(address: string, renderer: 'swiftshader' | 'llvmpipe') {
    this.#address = address;
    this.#renderer = renderer;
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    this.#browser = this.#page = undefined;
  }

  async #ask(programs: readonly Recorded[]): Promise<Compared[]> {
    if (!this.#page || this.#left < programs.length) {
      await this.close();
      this.#browser = await chromium.launch(launchOptions({renderer: this.#renderer}));
      this.#page = await open(this.#browser, this.#address);
      this.#left = kProgramsPerBrowser;
    }
    this.#left -= programs.length;
    const asked = this.#page.evaluate(
      ([programs, withOurs]) => programs.map((one) => (globalThis as Global).corpora!.compare(one, withOurs)),
      [programs, this.#renderer === 'swiftshader'] as const,
    );
    try {
      return await within(kCompareTimeoutMs + 1000 * programs.length, asked);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Those of which there is no answer in time are asked of another browser, one by one. */
  async compare(programs: readonly Recorded[]): Promise<Compared[]> {
    try {
      return await this.#ask(programs);
    } catch {
      const results: Compared[] = [];
      for (const one of programs) {
        try {
          results.push(...(await this.#ask([one])));
        } catch (error) {
          const native = error instanceof Error ? error.message : String(error);
          const differences = [{what: 'exception', native, ours: ''}];
          results.push({isRefused: false, differences, native: {nothing: 'exception'}});
        }
      }
      return results;
    }
  }
}

/** Takes all programs through a native renderer, and where wanted through ours. */
async function compareAll(renderer: 'swiftshader' | 'llvmpipe'): Promise<void> {
  const server = await createServer({configFile: path.join(root, 'vite.config.js'), logLevel: 'warn'});
  await server.listen();
  const comparer = new Comparer(server.resolvedUrls!.local[0]!, renderer);
  try {
    for (const library of corpora().filter((name) => only.test(name))) {
      const results = new Results<Compared>(library, renderer);
      const open = readCorpus(library).filter((recorded) => options.again || !results.get(keyOf(recorded)));
      const started = Date.now();
      let done = 0;
      for (; done < open.length && Date.now() < deadline; done += kProgramsPerCall) {
        const programs = open.slice(done, done + kProgramsPerCall);
        const compared = await comparer.compare(programs);
        for (const [i, recorded] of programs.entries()) results.set(keyOf(recorded), compared[i]!);
        if (done % (10 * kProgramsPerCall) === 0) results.save();
      }
      results.save();
      if (done > 0) {
        const seconds = Math.round((Date.now() - started) / 1000);
        console.log(`${library.padEnd(20)} ${Math.min(done, open.length)} programs, ${renderer} (${seconds} s)`);
      }
      if (Date.now() > deadline) break;
    }
  } finally {
    await comparer.close();
    await server.close();
  }
}

function show(key: string): void {
  for (const library of corpora()) {
    const found = readCorpus(library).find((recorded) => keyOf(recorded) === key);
    if (!found) continue;
    const more = [
      ...found.extensions.map((name) => `getExtension ${name}`),
      ...found.bindings.map(([location, name]) => `bindAttribLocation ${location} ${name}`),
      ...found.feedback.map((name) => `transformFeedbackVaryings ${name}`),
    ];
    console.log([found.context, ...more, '-- vertex', found.vertex, '-- fragment', found.fragment].join('\n'));
  }
}

async function main(): Promise<number> {
  if (options.show) {
    show(options.show);
    return 0;
  }
  if (options.record || doesAll) await record();
  if (options.compare || doesAll) await compareAll('swiftshader');
  if (options.llvmpipe || doesAll) await compareAll('llvmpipe');
  const judged = corpora()
    .filter((name) => only.test(name))
    .map((library) =>
      judge(
        library,
        readCorpus(library),
        new Results<Compared>(library, 'swiftshader'),
        new Results<Compared>(library, 'llvmpipe'),
      ),
    );
  return report(judged);
}

process.exitCode = await main();
