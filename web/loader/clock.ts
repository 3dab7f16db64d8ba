// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Real time, for deadlines: tests stop `performance.now()`, and so may a page, before this is loaded or after. The
// browser's own function is taken where it is still there; where it was replaced, an event's time stamp is real all the
// same. A clock that stands still in spite of this ends nothing: the core counts work then (cpp/support/deadline.h).

type Clock = () => number;

const {toString} = Function.prototype;

function isNative(value: unknown, name: string): value is Clock {
  return typeof value === 'function' && toString.call(value).startsWith(`function ${name}() { [native code]`);
}

/** The getter of `timeStamp`, for an event of its own each time. */
function eventClock(): Clock | null {
  if (typeof Event !== 'function') return null;
  const NativeEvent = Event;
  const getter = Object.getOwnPropertyDescriptor(NativeEvent.prototype, 'timeStamp')?.get;
  if (!getter) return null;
  const timeOf = getter.call.bind(getter) as (event: Event) => number;
  return () => timeOf(new NativeEvent(''));
}

function realClock(): Clock {
  const native: unknown =
    typeof Performance === 'function' && Object.getOwnPropertyDescriptor(Performance.prototype, 'now')?.value;
  if (isNative(native, 'now')) {
    const clock = native.bind(performance);
    try {
      clock();
      return clock;
    } catch {
      // `performance` itself was replaced, as Playwright does
    }
  }
  return eventClock() ?? performance.now.bind(performance);
}

let clock: Clock = realClock();

/** Has the cores of this page tell time by another clock, in milliseconds; null: by the real one again. */
export function setClock(now: Clock | null): void {
  clock = now ?? realClock();
}

/** Milliseconds by that clock. */
export function now(): number {
  return clock();
}

/** In a task of its own, that much later. Node does not wait for it before it ends. */
export function after(milliseconds: number, work: () => void): void {
  const timer: unknown = setTimeout(work, milliseconds);
  if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as {unref(): void}).unref();
}
