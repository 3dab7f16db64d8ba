// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Playwright's `test` with our renderer in each page, and with time that stands still until a test moves it.

import {
  expect as baseExpect,
  test as base,
  type BrowserContext,
  type Expect,
  type Frame,
  type Fixtures,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import {kVersion} from '../front/build.ts';
import {checkVisualOptions, initScript, type InitScriptOptions} from './init-script.ts';
import {matchers, nameRenderer} from './matchers.ts';
import {kFrameMs, kPageApi, type PageApi} from './settings.ts';

export interface SoftWebgl2Options extends Omit<InitScriptOptions, 'steppedTime'> {
  /** `false`: the browser's own renderer, for a comparison. @default true */
  enabled?: boolean | undefined;
  /** Time stands still from this date on; `false`: it runs. @default '2024-01-01T00:00:00Z' */
  freezeTime?: string | number | Date | false | undefined;
  /** Policies (Content-Security-Policy) that would stop WebAssembly are not in force. @default true */
  bypassCSP?: boolean | undefined;
}

const kNames = [
  ...['webgl1', 'offscreen', 'workers', 'failIfMajorPerformanceCaveat', 'seed', 'math'],
  ...['enabled', 'freezeTime', 'bypassCSP'],
];
const kStart = '2024-01-01T00:00:00Z';
const kSettleMs = 10_000;

const framesOf = (context: BrowserContext): Frame[] => context.pages().flatMap((page) => page.frames());

/** What each frame of the context's pages answers; those that go away meanwhile have nothing to say. */
async function askFrames<Name extends keyof PageApi>(
  context: BrowserContext,
  name: Name,
  ...args: number[]
): Promise<Awaited<ReturnType<PageApi[Name]>>[]> {
  const answers = await Promise.all(
    framesOf(context).map((frame) =>
      frame
        .evaluate(`globalThis[Symbol.for('${kPageApi}')]?.${name}(${args.join()}) ?? null`)
        .catch((error: unknown) => {
          if (/detached|closed|destroyed|navigat|frame was/i.test(String(error))) return null;
          throw error;
        }),
    ),
  );
  return answers.filter((answer) => answer !== null) as Awaited<ReturnType<PageApi[Name]>>[];
}

/** Moves the time of a context that `test` or `prepareContext` prepared. */
export class RenderingControl {
  readonly #context: BrowserContext;
  readonly #frozen: boolean;

  /** @param frozen whether time stands still there (`freezeTime`) */
  constructor(context: BrowserContext, frozen = true) {
    this.#context = context;
    this.#frozen = frozen;
  }

  /** Between two frames. */
  readonly frameMs = kFrameMs;

  /**
   * Steps all pages of the context by so many frames of requestAnimationFrame, with timers, `performance.now` and Date;
   * after `settle()`.
   */
  async advanceFrames(count = 1): Promise<void> {
    if (!Number.isInteger(count) || count < 0) throw new TypeError(`advanceFrames: ${count} is no number of frames`);
    if (!this.#frozen) throw new Error('advanceFrames: time runs by itself here (freezeTime: false)');
    // Frames that nobody sees need not be shown; other documents may look at a canvas past those who would tell.
    const passes = count > 1 && framesOf(this.#context).length === 1;
    const now = await this.#settle(passes ? count : 0);
    if (count === 0) return;
    try {
      // Frames come at multiples of 16 ms; somebody may have stopped the clock in between.
      await this.#context.clock.runFor(count * kFrameMs - (now % kFrameMs));
    } finally {
      if (passes) await askFrames(this.#context, 'stepped');
    }
  }

  /** Waits for fonts and images, ten seconds at most, and has shaders compiled that a page asked for. Returns its time. */
  settle(): Promise<number> {
    return this.#settle(0);
  }

  async #settle(frames: number): Promise<number> {
    const answers = await askFrames(this.#context, 'settle', kSettleMs, frames);
    for (const {waiting} of answers) {
      for (const url of waiting) console.warn(`soft-webgl2: ${url} did not load within ${kSettleMs / 1000} s`);
    }
    return Math.max(0, ...answers.map(({now}) => now));
  }
}

/** For contexts that a test makes by itself; before their first page. What it gives moves their time. */
export async function prepareContext(
  context: BrowserContext,
  options: SoftWebgl2Options = {},
): Promise<RenderingControl> {
  checkVisualOptions(options, kNames);
  const {enabled = true, freezeTime = kStart, bypassCSP: _, ...rest} = options;
  if (enabled) await context.addInitScript({content: initScript({...rest, steppedTime: freezeTime !== false})});
  const rendering = new RenderingControl(context, freezeTime !== false);
  if (freezeTime === false) return rendering;
  const start = new Date(freezeTime);
  if (Number.isNaN(start.getTime())) throw new TypeError(`freezeTime: '${String(freezeTime)}' is no date`);
  // Alone: between install() and pauseAt() real milliseconds would pass, which documents count as their own.
  await context.clock.pauseAt(start);
  return rendering;
}

/** Says where a page's policy would have stopped us. */
function watchPolicies(page: Page, tell: (text: string) => void): void {
  page.on('response', (response) => {
    const policy = response.headers()['content-security-policy'];
    if (!policy || response.request().resourceType() !== 'document') return;
    const scripts = /(?:^|;)\s*(?:script-src|default-src)\s([^;]*)/.exec(policy);
    if (!scripts || /'(wasm-)?unsafe-eval'/.test(scripts[1]!)) return;
    tell(`${response.url()}: its policy stops WebAssembly and was bypassed (bypassCSP)`);
  });
}

export interface RenderingFixtures {
  /** Options, for `test.use({softWebgl2: {...}})` and the configuration. */
  softWebgl2: SoftWebgl2Options;
  /** Moves time. */
  rendering: RenderingControl;
}

type Test = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & RenderingFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
>;

const fixtures: Fixtures<
  RenderingFixtures,
  object,
  PlaywrightTestArgs & PlaywrightTestOptions,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = {
  softWebgl2: [{}, {option: true}],

  bypassCSP: async ({bypassCSP, softWebgl2}, use) => {
    const {enabled = true, bypassCSP: wanted = true} = softWebgl2;
    await use(bypassCSP || (enabled && wanted));
  },

  context: async ({context, softWebgl2}, use, testInfo) => {
    await prepareContext(context, softWebgl2);
    const said = new Set<string>();
    const tell = (description: string): void => {
      if (said.has(description)) return;
      said.add(description);
      testInfo.annotations.push({type: 'soft-webgl2', description});
    };
    if (softWebgl2.enabled !== false && softWebgl2.bypassCSP !== false) {
      context.on('page', (page) => watchPolicies(page, tell));
    }
    await use(context);
    if (softWebgl2.enabled === false) return nameRenderer(testInfo, "the browser's own");
    const answers = await askFrames(context, 'info').catch(() => []);
    if (answers.some(({contexts}) => contexts > 0)) nameRenderer(testInfo, `soft-webgl2 ${kVersion}`);
  },

  rendering: async ({context, softWebgl2}, use) => {
    await use(new RenderingControl(context, softWebgl2.freezeTime !== false));
  },
};

export const test: Test = base.extend(fixtures);

export const expect: Expect<typeof matchers> = baseExpect.extend(matchers);
