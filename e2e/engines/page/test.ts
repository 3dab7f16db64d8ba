// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What tests import as node:test where there is no Node: tests are collected, and run one after another.

type Work = (context: TestContext) => unknown;

export interface TestResult {
  readonly name: string;
  /** What went wrong. */
  readonly failure?: string;
  /** Why the test is left to Node. */
  readonly skipped?: string;
}

/** Thrown by stand-ins of modules that pages do not have. */
export class NotInPages extends Error {
  override name = 'NotInPages';
}

class Mocks {
  readonly #undo: (() => void)[] = [];

  get timers(): never {
    throw new NotInPages("mock.timers is Node's");
  }

  method(object: object, name: string, replacement: (...args: unknown[]) => unknown): {mock: {calls: object[]}} {
    const target = object as Record<string, unknown>;
    const original = target[name];
    const calls: object[] = [];
    target[name] = function (this: unknown, ...args: unknown[]): unknown {
      calls.push({arguments: args});
      return replacement.apply(this, args);
    };
    this.#undo.push(() => (target[name] = original));
    return {mock: {calls}};
  }

  restoreAll(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }
}

class TestContext {
  readonly mock = new Mocks();
  readonly cleanups: (() => unknown)[] = [];
  skipped: string | undefined;

  after(work: () => unknown): void {
    this.cleanups.push(work);
  }
  diagnostic(): void {}
  /** A part of the test, which fails with it. */
  async test(name: string, work: Work): Promise<void> {
    try {
      await work(this);
    } catch (error) {
      if (error instanceof Error) error.message = `${name}: ${error.message}`;
      throw error;
    }
  }
  skip(message = 'skipped'): void {
    this.skipped = message;
  }
}

const tests: {name: string; work: Work}[] = [];
const cleanups: (() => unknown)[] = [];
export const mock = new Mocks();

export function test(name: string, ...rest: readonly unknown[]): void {
  const work = rest.find((item): item is Work => typeof item === 'function');
  if (work) tests.push({name, work});
}
export const it = test;
export function afterEach(work: () => unknown): void {
  cleanups.push(work);
}
export default test;

/** Node's own names: globals that no stand-in could be. */
export const kNodeNames = /\b(Buffer|setImmediate|require|__dirname|gc)\b/;

/** Why an error leaves a test to Node, if it does. */
export function leftToNode(error: unknown): string | undefined {
  if (error instanceof NotInPages) return error.message;
  const name = error instanceof ReferenceError ? kNodeNames.exec(error.message)?.[0] : undefined;
  return name && `${name} is Node's`;
}

/** Less than a runner waits for a report, so that whoever hangs is named. */
const kTestTimeoutMs = 90_000;

async function inTime(work: unknown): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${kTestTimeoutMs / 1000} s`)), kTestTimeoutMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export async function runTests(): Promise<TestResult[]> {
  const results: TestResult[] = [];
  for (const {name, work} of tests.splice(0)) {
    const context = new TestContext();
    try {
      await inTime(work(context));
      results.push({name, ...(context.skipped ? {skipped: context.skipped} : {})});
    } catch (error) {
      const skipped = leftToNode(error);
      const failure = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
      results.push({name, ...(skipped ? {skipped} : {failure})});
    } finally {
      context.mock.restoreAll();
      mock.restoreAll();
      for (const cleanup of [...context.cleanups, ...cleanups]) await cleanup();
    }
  }
  cleanups.length = 0;
  return results;
}
