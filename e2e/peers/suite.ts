// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A peer's pictures, drawn natively and by ours, each judged by the peer's own measure and against each other. What has
// been drawn is kept in build/peers/, so that a run can go on where one was stopped.

import fs from 'node:fs';
import path from 'node:path';
import {type Browser, type LaunchOptions, chromium} from '@playwright/test';
import {PNG} from 'pngjs';
import {buildDir} from '../../scripts/shell.ts';
import {type Renderer, launchOptions} from '../browser.ts';

export const kSides = ['swiftshader', 'ours', 'llvmpipe'] as const;
export type SideName = (typeof kSides)[number];

export interface Verdict {
  /** Of pixels that differ from the peer's picture by its own measure; none where it has no picture. */
  readonly share?: number;
  readonly passes?: boolean;
  /** Why there is no picture. */
  readonly failure?: string;
}

export interface Outcome {
  readonly name: string;
  /** Why it says nothing about either side. */
  readonly leftOut?: string;
  readonly sides: Readonly<Partial<Record<SideName, Verdict>>>;
  /** Shares of pixels in which ours differs from each native side, by the peer's measure. */
  readonly apart: Readonly<Partial<Record<SideName, number>>>;
}

/** Thrown by `draw` for what neither side can draw. */
export class LeftOut extends Error {}

export interface Suite {
  readonly name: string;
  readonly names: readonly string[];
  /** From this share on two pictures are apart. */
  readonly tolerance: (name: string) => number;
  /** `patience` multiplies the times that are waited without a sign. */
  draw(lane: Lane, side: SideName, name: string, patience: number): Promise<PNG>;
  judge(lane: Lane, name: string, picture: PNG): Promise<Verdict>;
  difference(name: string, a: PNG, b: PNG): number;
}

/** Browsers of which each does one thing at a time. */
export class Lane {
  readonly #browsers = new Map<SideName, Browser>();

  async browser(side: SideName): Promise<Browser> {
    let browser = this.#browsers.get(side);
    if (!browser?.isConnected()) {
      browser = await chromium.launch(this.#options(side));
      this.#browsers.set(side, browser);
    }
    return browser;
  }

  async close(side?: SideName): Promise<void> {
    for (const [name, browser] of this.#browsers) {
      if (side && side !== name) continue;
      this.#browsers.delete(name);
      await browser.close().catch(() => undefined);
    }
  }

  #options(side: SideName): LaunchOptions {
    const renderer: Renderer = side === 'ours' ? 'none' : side;
    // A page that asks elsewhere is answered at once, and the same each time.
    return launchOptions({
      renderer,
      flags: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--autoplay-policy=no-user-gesture-required'],
    });
  }
}

/** A promise, or an error of `what` when it takes too long. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const kFolder = path.join(buildDir, 'peers');
const kPatience = 4;
/** As many pictures as a browser draws before it is replaced. */
const kPicturesPerBrowser = 60;

export class Results {
  readonly #file: string;
  readonly #pictures: string;
  readonly #kept: Record<string, Outcome>;

  constructor(suite: string) {
    this.#pictures = path.join(kFolder, suite);
    this.#file = `${this.#pictures}.json`;
    this.#kept = fs.existsSync(this.#file) ? JSON.parse(fs.readFileSync(this.#file, 'utf8')) : {};
  }

  get(name: string): Outcome | undefined {
    return this.#kept[name];
  }

  set(outcome: Outcome): void {
    this.#kept[outcome.name] = outcome;
    fs.mkdirSync(kFolder, {recursive: true});
    fs.writeFileSync(this.#file, JSON.stringify(this.#kept, undefined, 1));
  }

  pictureOf(name: string, side: SideName): string {
    return path.join(this.#pictures, `${name.replaceAll('/', '.')}.${side}.png`);
  }

  keepPicture(name: string, side: SideName, picture: PNG): void {
    fs.mkdirSync(this.#pictures, {recursive: true});
    fs.writeFileSync(this.pictureOf(name, side), PNG.sync.write(picture));
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200);

/** Whether the two sides part: in what they pass, in what they draw, or in whether they draw. */
export function parts(outcome: Outcome, tolerance: number, native: SideName = 'swiftshader'): boolean {
  const [theirs, ours] = [outcome.sides[native], outcome.sides.ours];
  if (outcome.leftOut || !theirs || !ours) return false;
  if (theirs.failure !== undefined || ours.failure !== undefined) return true;
  return theirs.passes !== ours.passes || (outcome.apart[native] ?? 0) >= tolerance;
}

export interface RunOptions {
  readonly jobs: number;
  readonly again: boolean;
  readonly deadline: number;
}

export class Run {
  readonly #suite: Suite;
  readonly #results: Results;
  readonly #options: RunOptions;

  constructor(suite: Suite, results: Results, options: RunOptions) {
    this.#suite = suite;
    this.#results = results;
    this.#options = options;
  }

  /** Draws what has not been drawn, then once more and with patience what the sides part in, and that by llvmpipe. */
  async all(): Promise<void> {
    const {names, tolerance} = this.#suite;
    const fresh = names.filter((name) => this.#options.again || !this.#results.get(name));
    await this.#each(fresh, this.#options.jobs, async (lane, name) =>
      this.#draw(lane, name, ['swiftshader', 'ours'], 1),
    );
    const parted = names.filter((name) => {
      const outcome = this.#results.get(name);
      return outcome && !outcome.sides.llvmpipe && parts(outcome, tolerance(name));
    });
    await this.#each(parted, 1, async (lane, name) =>
      this.#draw(lane, name, ['swiftshader', 'ours', 'llvmpipe'], kPatience),
    );
  }

  async #each(
    names: readonly string[],
    jobs: number,
    work: (lane: Lane, name: string) => Promise<void>,
  ): Promise<void> {
    const left = [...names];
    await Promise.all(
      Array.from({length: jobs}, async () => {
        const lane = new Lane();
        for (let drawn = 1; left.length > 0 && Date.now() < this.#options.deadline; ++drawn) {
          await work(lane, left.shift()!);
          if (drawn % kPicturesPerBrowser === 0) await lane.close();
        }
        await lane.close();
      }),
    );
  }

  async #draw(lane: Lane, name: string, sides: readonly SideName[], patience: number): Promise<void> {
    const suite = this.#suite;
    const started = Date.now();
    const verdicts: Partial<Record<SideName, Verdict>> = {};
    const pictures = new Map<SideName, PNG>();
    let leftOut: string | undefined;
    await Promise.all(
      sides.map(async (side) => {
        try {
          const picture = await suite.draw(lane, side, name, patience);
          pictures.set(side, picture);
          this.#results.keepPicture(name, side, picture);
          verdicts[side] = await suite.judge(lane, name, picture);
        } catch (error) {
          if (error instanceof LeftOut) {
            leftOut = messageOf(error);
            return;
          }
          verdicts[side] = {failure: messageOf(error)};
          await lane.close(side);
        }
      }),
    );
    const ours = pictures.get('ours');
    const apart: Partial<Record<SideName, number>> = {};
    for (const side of ['swiftshader', 'llvmpipe'] as const) {
      const native = pictures.get(side);
      if (ours && native) apart[side] = suite.difference(name, native, ours);
    }
    const outcome: Outcome = {name, ...(leftOut ? {leftOut} : {}), sides: verdicts, apart};
    this.#results.set(outcome);
    console.log(`${line(outcome)} (${Math.round((Date.now() - started) / 1000)} s)`);
  }
}

const percent = (share: number | undefined): string => (share === undefined ? '-' : `${(100 * share).toFixed(2)} %`);

const told = (verdict: Verdict | undefined): string => {
  if (!verdict) return '-';
  if (verdict.failure !== undefined) return verdict.failure;
  return `${percent(verdict.share)}${verdict.passes ? '' : verdict.passes === false ? ' fails' : ''}`;
};

/** One outcome, as a line of a run. */
export function line({name, leftOut, sides, apart}: Outcome): string {
  if (leftOut) return `${name.padEnd(56)} left out: ${leftOut}`;
  const columns = kSides.filter((side) => sides[side]).map((side) => `${side} ${told(sides[side])}`);
  const distance = (['swiftshader', 'llvmpipe'] as const)
    .filter((side) => apart[side] !== undefined)
    .map((side) => `${percent(apart[side])} off ${side}`);
  return `${name.padEnd(56)} ${[...columns, ...distance].join(', ')}`;
}

/** The counts of a suite as a row, and what the sides part in. True when no native picture passes where ours fails. */
export function report(suite: Suite, results: Results): boolean {
  const outcomes = suite.names.map((name) => results.get(name)).filter((outcome) => outcome !== undefined);
  const drawn = outcomes.filter(({leftOut}) => leftOut === undefined);
  const passes = (side: SideName) => (outcome: Outcome) => outcome.sides[side]?.passes === true;
  const count = (matches: (outcome: Outcome) => boolean): number => drawn.filter(matches).length;
  const onlyNative = drawn.filter((outcome) => passes('swiftshader')(outcome) && !passes('ours')(outcome));
  const onlyOurs = drawn.filter((outcome) => !passes('swiftshader')(outcome) && passes('ours')(outcome));
  const apart = drawn.filter((outcome) => parts(outcome, suite.tolerance(outcome.name)));
  console.log(`\n${suite.name}: ${suite.names.length} pictures, ${outcomes.length} tried, ${drawn.length} drawn
  passed by ours ${count(passes('ours'))}, by SwiftShader ${count(passes('swiftshader'))}
  by SwiftShader alone ${onlyNative.length}, by ours alone ${onlyOurs.length}
  the two apart ${apart.length}, of which ours is as llvmpipe ${
    apart.filter(({name, apart: {llvmpipe = 1}}) => llvmpipe < suite.tolerance(name)).length
  }`);
  for (const [title, rows] of [
    ['by SwiftShader alone', onlyNative],
    ['apart', apart.filter((outcome) => !onlyNative.includes(outcome))],
  ] as const) {
    if (rows.length > 0) console.log(`\n${title}\n${rows.map(line).join('\n')}`);
  }
  const reasons = new Map<string, number>();
  for (const {leftOut} of outcomes) {
    // What it is that is missing stands last.
    const reason = leftOut?.replace(/ \S+$/, '');
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  for (const [reason, rows] of reasons) console.log(`left out, ${reason}: ${rows}`);
  return onlyNative.length === 0;
}
