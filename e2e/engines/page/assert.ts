// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What tests import as node:assert/strict where there is no Node: as much of it as they use.

export class AssertionError extends Error {
  override name = 'AssertionError';
}

type Expected = RegExp | (new (...args: never[]) => Error) | ((error: unknown) => boolean) | Record<string, unknown>;

const show = (value: unknown): string => {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value)?.slice(0, 500) ?? String(value));
  } catch {
    return String(value);
  }
};

function refuse(message: unknown, otherwise: string): never {
  if (message instanceof Error) throw message;
  throw new AssertionError(message === undefined ? otherwise : `${String(message)}: ${otherwise}`);
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Map && b instanceof Map) return same([...a], [...b]);
  if (a instanceof Set && b instanceof Set) return same([...a], [...b]);
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b);
  if (a instanceof Error && b instanceof Error && a.message !== b.message) return false;
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) return same(new Uint8Array(a), new Uint8Array(b));
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const [first, second] = [a as Uint8Array, b as Uint8Array];
    return first.length === second.length && first.every((value, i) => Object.is(value, second[i]));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  );
}

/** Whether an error is what throws() and rejects() were told. */
function check(error: unknown, expected: Expected | undefined, message: unknown): void {
  if (expected === undefined) return;
  if (expected instanceof RegExp) {
    if (!expected.test(String(error))) refuse(message, `${String(error)} does not match ${String(expected)}`);
    return;
  }
  if (typeof expected === 'function') {
    const isClass = expected === Error || expected.prototype instanceof Error;
    const fits = isClass ? error instanceof expected : (expected as (error: unknown) => boolean)(error);
    if (!fits) refuse(message, `${String(error)} is another error`);
    return;
  }
  for (const [key, value] of Object.entries(expected)) {
    const found = (error as Record<string, unknown>)[key];
    const fits = value instanceof RegExp ? value.test(String(found)) : same(found, value);
    if (!fits) refuse(message, `${key} is ${show(found)}, not ${show(value)}`);
  }
}

function assert(value: unknown, message?: unknown): asserts value {
  if (!value) refuse(message, `${show(value)} is not true`);
}

assert.ok = assert as (value: unknown, message?: unknown) => asserts value;
assert.equal = (a: unknown, b: unknown, message?: unknown): void => {
  if (!Object.is(a, b)) refuse(message, `${show(a)} is not ${show(b)}`);
};
assert.notEqual = (a: unknown, b: unknown, message?: unknown): void => {
  if (Object.is(a, b)) refuse(message, `both are ${show(a)}`);
};
assert.deepEqual = (a: unknown, b: unknown, message?: unknown): void => {
  if (!same(a, b)) refuse(message, `${show(a)} is not ${show(b)}`);
};
assert.notDeepEqual = (a: unknown, b: unknown, message?: unknown): void => {
  if (same(a, b)) refuse(message, `both are ${show(a)}`);
};
assert.match = (text: string, pattern: RegExp, message?: unknown): void => {
  if (!pattern.test(text)) refuse(message, `${show(text)} does not match ${String(pattern)}`);
};
assert.doesNotMatch = (text: string, pattern: RegExp, message?: unknown): void => {
  if (pattern.test(text)) refuse(message, `${show(text)} matches ${String(pattern)}`);
};
assert.fail = (message?: unknown): never => refuse(message, 'failed');
assert.throws = (work: () => unknown, expected?: Expected, message?: unknown): void => {
  try {
    work();
  } catch (error) {
    check(error, expected, message);
    return;
  }
  refuse(message, 'nothing was thrown');
};
assert.rejects = async (
  work: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected,
  message?: unknown,
): Promise<void> => {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    check(error, expected, message);
    return;
  }
  refuse(message, 'nothing was rejected');
};

export default assert;
