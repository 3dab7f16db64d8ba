// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// npm run differential: see README.md beside this file.

import fs from 'node:fs';
import path from 'node:path';
import {type Browser, type Page, chromium} from '@playwright/test';
import {createServer} from 'vite';
import {buildDir, root} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';
import {CommandLine, kNativeRenderers} from '../options.ts';
import type {Differential, Finding, Report} from './page.ts';

const help = `usage: npm run differential -- [options]

  --kind REGEX      only generators whose name matches
  --count N         cases of each (2000)
  --first N         the first seed (of the clock, so that each run has others)
  --against NAME    swiftshader (default) or llvmpipe
  --reduce N        make that many cases smaller, of what differs most often (40)
  --known           show what differs for a known reason, too
  --show KIND:SEED  only print that case, and what both say of it
  --ask FILE        only print what both say of the cases in FILE, which are written as --show prints them, with lines
                    of ==== between them (- is the standard input); --kind names whose they are (programs)
  --out FILE        where the JSON goes (build/differential.json)`;

/** As many as a page runs before it is replaced: neither side gives everything back. */
const casesPerPage = 1000;
const casesPerCall = 50;
/** Until the page is there: the machine may be compiling. */
const kTimeoutMs = 120_000;

const commandLine = new CommandLine('differential', help, {
  kind: {type: 'string', default: ''},
  count: {type: 'string', default: '2000'},
  first: {type: 'string', default: String(Date.now() % 1_000_000_000)},
  against: {type: 'string', default: 'swiftshader'},
  reduce: {type: 'string', default: '40'},
  known: {type: 'boolean', default: false},
  show: {type: 'string'},
  ask: {type: 'string'},
  out: {type: 'string', default: path.join(buildDir, 'differential.json')},
});
const {values: options} = commandLine;
const renderer = commandLine.choice('against', kNativeRenderers);
const first = Math.trunc(commandLine.number('first'));
const count = commandLine.number('count', 1);

type Global = {differential?: Differential};

async function open(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(kTimeoutMs);
  page.on('pageerror', (error) => console.log(`page: ${error.message}`));
  await page.goto(`${address}e2e/differential/page.html`);
  await page.waitForFunction(() => (globalThis as Global).differential !== undefined);
  return page;
}

interface Group {
  readonly kind: string;
  readonly findings: Finding[];
}

const isWithoutContext = ({difference}: Finding): boolean => /no webgl2? context/.test(difference.native);

/**
 * Runs all seeds of a kind, each thousand in a browser of its own: one whose process for graphics has ended too often
 * gives no contexts any more.
 */
async function runKind(address: string, kind: string): Promise<{findings: Finding[]; accepted: number}> {
  const findings: Finding[] = [];
  let accepted = 0;
  let page: Page | undefined;
  for (let at = 0, left = 0; at < count; at += casesPerCall, --left) {
    const end = Math.min(at + casesPerCall, count);
    for (let attempt = 0; attempt < 2; ++attempt) {
      if (!page || left === 0) {
        await page?.context().browser()!.close();
        page = await open(await chromium.launch(launchOptions({renderer})), address);
        left = casesPerPage / casesPerCall;
      }
      const report: Report = await page.evaluate(
        ({kind, first, count}) => (globalThis as Global).differential!.run(kind, first, count),
        {kind, first: first + at, count: end - at},
      );
      if (attempt === 0 && report.findings.some(isWithoutContext)) {
        left = 0;
        continue;
      }
      findings.push(...report.findings);
      accepted += report.accepted;
      break;
    }
  }
  await page?.context().browser()!.close();
  return {findings, accepted};
}

const bothSides = ({native, ours}: Finding['difference']): string => `native: ${native}\nours:   ${ours}`;

async function reduced(browser: Browser, address: string, kind: string, finding: Finding): Promise<string> {
  let page: Page | undefined;
  try {
    page = await open(browser, address);
    const {seed, group} = finding;
    const {shown, difference} = await page.evaluate(
      ({kind, seed, group}) => (globalThis as Global).differential!.reduce(kind, seed, group),
      {kind, seed, group},
    );
    return `${bothSides(difference)}\n${shown}`;
  } catch (error) {
    return String(error);
  } finally {
    await page?.close();
  }
}

async function main(): Promise<number> {
  const server = await createServer({configFile: path.join(root, 'vite.config.js'), logLevel: 'warn'});
  await server.listen();
  const address = server.resolvedUrls!.local[0]!;
  const browser = await chromium.launch(launchOptions({renderer}));
  try {
    const page = await open(browser, address);
    if (options.show) {
      const [kind = '', seed = ''] = options.show.split(':');
      const shown = await page.evaluate(([kind, seed]) => (globalThis as Global).differential!.show(kind, seed), [
        kind,
        Number(seed),
      ] as const);
      console.log(shown);
      const said = await page
        .evaluate(([kind, seed]) => (globalThis as Global).differential!.ask(kind, seed), [kind, Number(seed)] as const)
        .catch(() => undefined); // not all kinds say something that people read
      if (said) console.log(`-- native\n${said.native}\n-- ours\n${said.ours}`);
      return 0;
    }
    if (options.ask) {
      const text = fs.readFileSync(options.ask === '-' ? 0 : options.ask, 'utf8');
      for (const given of text.split(/^====.*\n/m).filter((part) => part.trim() !== '')) {
        const said = await page.evaluate(([kind, given]) => (globalThis as Global).differential!.ask(kind, given), [
          options.kind || 'declarations-300',
          given.trim(),
        ] as const);
        const same = said.native === said.ours;
        console.log(`${given.trim()}\n-- native${same ? ' and ours' : ''}\n${said.native}`);
        console.log(same ? '' : `-- ours\n${said.ours}\n`);
      }
      return 0;
    }
    const kinds = (await page.evaluate(() => (globalThis as Global).differential!.kinds)).filter((kind) =>
      new RegExp(options.kind).test(kind),
    );
    await page.close();
    if (kinds.length === 0) commandLine.fail('no such kind');
    console.log(`${count} cases of each kind, from seed ${first} on, native is ${renderer}`);
    const groups = new Map<string, Group>();
    for (const kind of kinds) {
      const started = Date.now();
      const {findings, accepted} = await runKind(address, kind);
      const open = findings.filter((finding) => finding.reason === undefined);
      const cases = (of: readonly Finding[]): number => new Set(of.map((finding) => finding.seed)).size;
      const seconds = Math.round((Date.now() - started) / 1000);
      const figures = [
        `${count} cases (${accepted} accepted)`,
        `${cases(open)} differ`,
        `${cases(findings) - cases(open)} for known reasons`,
      ];
      console.log(`${kind.padEnd(20)} ${figures.join(', ')} (${seconds} s)`);
      for (const finding of options.known ? findings : open) {
        const key = `${kind} ${finding.group}`;
        if (!groups.has(key)) groups.set(key, {kind, findings: []});
        groups.get(key)!.findings.push(finding);
      }
    }
    const sorted = [...groups.values()].sort((a, b) => b.findings.length - a.findings.length);
    const report = [];
    for (const [i, {kind, findings}] of sorted.entries()) {
      const shown =
        i < Number(options.reduce)
          ? await reduced(browser, address, kind, findings[0]!)
          : findings
              .slice(0, 4)
              .map(({difference}) => bothSides(difference))
              .join('\n');
      const {group, reason} = findings[0]!;
      console.log(`\n== ${findings.length} x ${kind}: ${group}${reason ? ` (known: ${reason})` : ''}`);
      console.log(`seed ${findings[0]!.seed}\n${shown}`);
      report.push({kind, group, reason, seeds: findings.map((finding) => finding.seed), shown});
    }
    fs.mkdirSync(path.dirname(options.out), {recursive: true});
    fs.writeFileSync(options.out, `${JSON.stringify({renderer, first, count, groups: report}, null, 2)}\n`);
    return sorted.some(({findings}) => findings[0]!.reason === undefined) ? 1 : 0;
  } finally {
    await browser.close();
    await server.close();
  }
}

process.exitCode = await main();
