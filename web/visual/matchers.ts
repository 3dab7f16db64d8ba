// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Assertions on what a canvas shows, in the shape of Playwright's own: tried until they hold or time is up. They read the
// drawing buffer as it was shown last, so that nothing of the screen is in the picture.

import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExpectMatcherState, Locator, MatcherReturnType, TestInfo} from '@playwright/test';
import {test} from '@playwright/test';
import {kVersion} from '../front/build.ts';
import {renderingHash, type PixelRectangle} from '../node/hash.ts';
import {decodePng, encodePng, softwareOf} from '../node/png.ts';
import {compare, isBlank, type Comparison} from './compare.ts';
import {kPageApi, type PageApi, type Reading} from './settings.ts';

export interface Rendering extends PixelRectangle {
  readonly data: Uint8Array;
  /** Name and version of what drew it. */
  readonly renderer: string;
}

export interface TimeoutOption {
  /** In milliseconds. @default that of `expect` */
  timeout?: number;
}

export interface RenderingOptions extends TimeoutOption {
  /** Pixels that may differ. @default 0 */
  maxDiffPixels?: number;
  /** Share of pixels that may differ, of 1. @default 0 */
  maxDiffPixelRatio?: number;
  /** How far a pixel may be off before it counts: 0, every bit counts, to 1. @default 0 */
  threshold?: number;
  /** A picture of one colour is no failure. @default false */
  allowBlank?: boolean;
}

const kSoftware = `soft-webgl2 ${kVersion}`;
const kRetryMs = [0, 20, 50, 100, 250, 500, 1000];
/** A reading is given this time at least, however little is left: a loaded machine is no reason to fail. */
const kReadMs = 2000;

const kNotHere =
  'soft-webgl2 is not in this page: use the `test` of soft-webgl2/playwright (softWebgl2.enabled), or prepareContext(context) for contexts that a test makes by itself';

async function readOnce(locator: Locator, timeout: number): Promise<Reading> {
  return locator.evaluate(
    (element, [name, missing]) => {
      const api = (globalThis as unknown as {[key: symbol]: PageApi | undefined})[Symbol.for(name)];
      return api ? api.read(element) : {ok: false as const, reason: missing};
    },
    [kPageApi, kNotHere] as const,
    {timeout},
  );
}

function toRendering(reading: Extract<Reading, {ok: true}>): Rendering {
  const {width, height, data, renderer} = reading;
  return {width, height, data: new Uint8Array(Buffer.from(data, 'base64')), renderer};
}

/** The last frame of a canvas. Throws, in words, where there is none. */
export async function readRendering(locator: Locator, {timeout = 5000}: TimeoutOption = {}): Promise<Rendering> {
  const end = Date.now() + timeout;
  for (let round = 0; ; ++round) {
    const reading = await readOnce(locator, Math.max(end - Date.now(), kReadMs));
    if (reading.ok) return toRendering(reading);
    if (Date.now() >= end) throw new Error(`readRendering: ${reading.reason}`);
    await pause(round, end);
  }
}

async function pause(round: number, end: number): Promise<void> {
  const left = Math.max(end - Date.now(), 1);
  const wanted = kRetryMs[Math.min(round, kRetryMs.length - 1)]!;
  await new Promise((resolve) => setTimeout(resolve, Math.min(wanted, left)));
}

interface Outcome {
  /** The last frame that could be read. */
  rendering: Rendering | null;
  /** Why there is none, or none was good enough. */
  reason: string;
  good: boolean;
}

/** Reads until `judge` has no objection. It is given the frame before too, to see whether the picture stands still. */
async function until(
  locator: Locator,
  timeout: number,
  judge: (rendering: Rendering, before: Rendering | null) => string | null,
): Promise<Outcome> {
  const end = Date.now() + timeout;
  const outcome: Outcome = {rendering: null, reason: '', good: false};
  for (let round = 0; ; ++round) {
    try {
      const reading = await readOnce(locator, Math.max(end - Date.now(), kReadMs));
      if (reading.ok) {
        const rendering = toRendering(reading);
        const objection = judge(rendering, outcome.rendering);
        outcome.rendering = rendering;
        if (objection === null) return {...outcome, reason: '', good: true};
        outcome.reason = objection;
      } else {
        outcome.rendering = null;
        outcome.reason = reading.reason;
      }
    } catch (error) {
      const text = String((error as Error).message);
      if (!/Timeout/.test(text)) throw error; // a page that is gone, a locator that means several elements
      outcome.reason = outcome.reason || `no such element, or the page does not answer: ${text.split('\n')[0]}`;
    }
    if (Date.now() >= end && round > 0) return outcome;
    await pause(round, end);
  }
}

function header(state: ExpectMatcherState, name: string, locator: Locator): string {
  return `expect(${String(locator)})${state.isNot ? '.not' : ''}.${name}() failed`;
}

function timeoutOf(state: ExpectMatcherState, options: TimeoutOption): number {
  return options.timeout ?? state.timeout ?? 5000;
}

function result(state: ExpectMatcherState, name: string, pass: boolean, message: string): MatcherReturnType {
  return {name, pass: state.isNot ? !pass : pass, message: () => message};
}

/** One annotation for each renderer, so that a report says who drew. */
export function nameRenderer(testInfo: TestInfo, renderer: string): void {
  if (testInfo.annotations.some(({type, description}) => type === 'renderer' && description === renderer)) return;
  testInfo.annotations.push({type: 'renderer', description: renderer});
}

// --- goldens ---------------------------------------------------------------------------------------------------------

const kMarker = 'softWebgl2Marker';
const sanitize = (name: string): string => name.replace(/[\x00-\x2C\x2E-\x2F\x3A-\x40\x5B-\x60\x7B-\x7F]+/g, '-');

/**
 * Where a golden is: as `snapshotPathTemplate` says. Playwright's own default has the project and the platform in the
 * name, which ours leaves out; only that default uses the suffix, so that a marker in its place tells.
 */
function goldenPath(testInfo: TestInfo, name: string | readonly string[]): string {
  const parts = typeof name === 'string' ? [name] : [...name];
  const suffix = testInfo.snapshotSuffix;
  testInfo.snapshotSuffix = kMarker;
  const marked = testInfo.snapshotPath(...parts);
  testInfo.snapshotSuffix = suffix;
  if (!marked.includes(kMarker)) return marked;
  const project = sanitize(testInfo.project.name);
  const full = project ? `-${project}-${kMarker}` : `-${kMarker}`;
  return marked.includes(full) ? marked.replace(full, '') : marked.replace(`-${kMarker}`, '');
}

const anonymous = new WeakMap<TestInfo, number>();

function nameOf(testInfo: TestInfo, given: string | readonly string[] | undefined): string | readonly string[] {
  if (given !== undefined) {
    const last = typeof given === 'string' ? given : given.at(-1);
    if (!last?.endsWith('.png')) throw new TypeError(`toHaveRendering: '${String(last)}' must end with .png`);
    return given;
  }
  const count = (anonymous.get(testInfo) ?? 0) + 1;
  anonymous.set(testInfo, count);
  return `${sanitize([...testInfo.titlePath.slice(1), count].join(' ')).slice(0, 100)}.png`;
}

function write(file: string, rendering: Rendering): void {
  fs.mkdirSync(path.dirname(file), {recursive: true});
  fs.writeFileSync(file, toFile(rendering));
}

const toFile = ({data, width, height}: PixelRectangle): Buffer =>
  encodePng(new Uint8Array(data), width, height, kSoftware);

/** Of the stack the test's own lines, which is where people look. */
function errorAtCaller(message: string): Error {
  const error = new Error(message);
  const own = fileURLToPath(import.meta.url);
  error.stack = error.stack
    ?.split('\n')
    .filter((line) => !line.includes(own))
    .join('\n');
  return error;
}

async function attach(testInfo: TestInfo, file: string, pictures: {[kind: string]: Buffer | undefined}): Promise<void> {
  const base = path.basename(file, '.png');
  for (const [kind, body] of Object.entries(pictures)) {
    if (body) await testInfo.attach(`${base}-${kind}.png`, {body, contentType: 'image/png'});
  }
}

function describe({differing, pixels, largest}: Comparison, expected: PixelRectangle, actual: PixelRectangle): string {
  if (expected.width !== actual.width || expected.height !== actual.height) {
    return `expected ${expected.width}x${expected.height} pixels, received ${actual.width}x${actual.height}`;
  }
  const share = ((differing / pixels) * 100).toPrecision(2);
  return `${differing} pixels of ${pixels} (${share} %) differ, by up to ${largest} of 255`;
}

function allowed({maxDiffPixels, maxDiffPixelRatio}: RenderingOptions, pixels: number): number {
  const limits = [maxDiffPixels, maxDiffPixelRatio === undefined ? undefined : maxDiffPixelRatio * pixels];
  const given = limits.filter((limit) => limit !== undefined);
  return given.length > 0 ? Math.min(...given) : 0;
}

function checkRenderingOptions(options: RenderingOptions): void {
  const {maxDiffPixels, maxDiffPixelRatio, threshold} = options;
  if (maxDiffPixels !== undefined && !(maxDiffPixels >= 0)) throw new TypeError('maxDiffPixels: must be 0 or more');
  for (const [name, value] of Object.entries({maxDiffPixelRatio, threshold})) {
    if (value !== undefined && !(value >= 0 && value <= 1)) throw new TypeError(`${name}: must be from 0 to 1`);
  }
}

/** The picture of a golden, to the bit unless the options are more lenient. */
async function toHaveRendering(
  this: ExpectMatcherState,
  locator: Locator,
  nameOrOptions?: string | readonly string[] | RenderingOptions,
  more: RenderingOptions = {},
): Promise<MatcherReturnType> {
  const testInfo = test.info();
  const isName = typeof nameOrOptions === 'string' || Array.isArray(nameOrOptions);
  const options = isName ? more : ((nameOrOptions as RenderingOptions | undefined) ?? more);
  checkRenderingOptions(options);
  const matcher = 'toHaveRendering';
  if (testInfo.project.ignoreSnapshots) return result(this, matcher, true, '');
  const file = goldenPath(
    testInfo,
    nameOf(testInfo, isName ? (nameOrOptions as string | readonly string[]) : undefined),
  );
  const timeout = timeoutOf(this, options);
  const title = header(this, matcher, locator);
  const {updateSnapshots} = testInfo.config;
  const golden = fs.existsSync(file) ? fs.readFileSync(file) : null;

  const missing = `a golden is missing at ${file}`;
  if (this.isNot && !golden) {
    return {name: matcher, pass: true, message: () => `${title}\n\n  ${missing}; .not never writes one`};
  }
  if (updateSnapshots === 'none' && !golden) {
    return {
      name: matcher,
      pass: false,
      message: () => `${title}\n\n  ${missing}, and --update-snapshots=none forbids to write it`,
    };
  }

  const expected = golden && decodePng(golden);
  const blank = 'the picture is blank, one colour all over (allowBlank: true accepts it)';
  const judge = (rendering: Rendering, before: Rendering | null): string | null => {
    if (!options.allowBlank && !this.isNot && isBlank(rendering)) return blank;
    const same = before && before.width === rendering.width && Buffer.from(before.data).equals(rendering.data);
    const compared = expected && compare(expected, rendering, options.threshold);
    if (compared && compared.differing <= allowed(options, compared.pixels) === !this.isNot) return null;
    if (updateSnapshots === 'all' || updateSnapshots === 'changed' || !expected) {
      return same ? null : 'the picture does not stand still: two readings differ';
    }
    if (!compared) return '';
    return this.isNot ? 'the picture equals the golden' : describe(compared, expected!, rendering);
  };
  const {rendering, reason, good} = await until(locator, timeout, judge);
  if (rendering) nameRenderer(testInfo, rendering.renderer);

  if (this.isNot) {
    return {name: matcher, pass: !good, message: () => `${title}\n\n  ${reason}`};
  }
  if (!good || !rendering) {
    const lines = [title, '', `  ${reason} (tried for ${timeout} ms)`, `  golden: ${file}`];
    if (rendering) lines.push(`  drawn by: ${rendering.renderer}`);
    const made = golden ? softwareOf(golden) : '';
    if (golden && made !== kSoftware) {
      lines.push(`  the golden was made by ${made || 'something else'}, this is ${kSoftware}`);
    }
    if (golden) lines.push('  to accept the new picture: npx playwright test --update-snapshots');
    const compared = expected && rendering ? compare(expected, rendering, options.threshold) : null;
    await attach(testInfo, file, {
      expected: golden ?? undefined,
      actual: rendering ? toFile(rendering) : undefined,
      diff: compared?.differing ? toFile(compared.difference) : undefined,
    });
    return {name: matcher, pass: false, message: () => lines.join('\n')};
  }

  if (!expected) {
    write(file, rendering);
    const message = `${missing}, writing actual.`;
    await attach(testInfo, file, {expected: toFile(rendering), actual: toFile(rendering)});
    if (updateSnapshots === 'default') {
      // A test that has no golden yet did not pass; the others behind it are written all the same.
      const soft = {
        name: matcher,
        pass: true,
        message: () => '',
        softError: errorAtCaller(message),
        shouldNotRetryTest: true,
      };
      return soft as MatcherReturnType;
    }
    console.log(message);
    return result(this, matcher, true, message);
  }
  const compared = compare(expected, rendering, options.threshold);
  const isChanged = compared.differing > allowed(options, compared.pixels);
  if (updateSnapshots === 'all' ? compare(expected, rendering).differing > 0 : isChanged) {
    write(file, rendering);
    console.log(`${file} is written anew.`);
  }
  return result(this, matcher, true, '');
}

async function toHaveRenderingHash(
  this: ExpectMatcherState,
  locator: Locator,
  sha256: string,
  options: TimeoutOption = {},
): Promise<MatcherReturnType> {
  if (!/^[0-9a-f]{64}$/i.test(String(sha256))) {
    throw new TypeError('toHaveRenderingHash: the hash is SHA-256 in hexadecimal, 64 digits');
  }
  const wanted = sha256.toLowerCase();
  const timeout = timeoutOf(this, options);
  const {rendering, reason, good} = await until(locator, timeout, (read) => {
    const hash = renderingHash(read);
    if ((hash === wanted) === !this.isNot) return null;
    return this.isNot ? 'the hash is the one that it must not be' : `received ${hash}`;
  });
  const testInfo = test.info();
  if (rendering) nameRenderer(testInfo, rendering.renderer);
  if (!good && rendering) await attach(testInfo, 'rendering.png', {actual: toFile(rendering)});
  const lines = [header(this, 'toHaveRenderingHash', locator), '', `  expected ${wanted}`, `  ${reason}`];
  if (rendering) lines.push(`  drawn by: ${rendering.renderer}`);
  return result(this, 'toHaveRenderingHash', good, lines.join('\n'));
}

async function toBeBlank(
  this: ExpectMatcherState,
  locator: Locator,
  options: TimeoutOption = {},
): Promise<MatcherReturnType> {
  const {rendering, reason, good} = await until(locator, timeoutOf(this, options), (read) => {
    if (isBlank(read) === !this.isNot) return null;
    return this.isNot ? `every pixel is ${[...read.data.subarray(0, 4)].join(' ')}` : 'the picture has several colours';
  });
  const testInfo = test.info();
  if (rendering) nameRenderer(testInfo, rendering.renderer);
  if (!good && rendering) await attach(testInfo, 'rendering.png', {actual: toFile(rendering)});
  return result(this, 'toBeBlank', good, `${header(this, 'toBeBlank', locator)}\n\n  ${reason}`);
}

export const matchers = {toHaveRendering, toHaveRenderingHash, toBeBlank};
