// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Runs in each page before its first script: offers what the suite's own parent window would (`webglTestHarness`), and
// reports to the runner. It is sent to the browser as text, so it may use nothing from outside itself.

/** What a page has said so far. */
export interface Snapshot {
  /** location.pathname: a late report of the page before must not count for this one. */
  path: string;
  passed: number;
  failed: number;
  skipped: number;
  messages: string[];
  error: string | null;
}

export interface Report extends Snapshot {
  /** `finished`, or `error` when it went silent after an uncaught error. */
  status: 'finished' | 'error';
}

export interface HookOptions {
  binding: string;
  maxMessages: number;
  /** How long a page may be silent after an uncaught error. */
  errorGraceMs: number;
  keepConsole: boolean;
}

export function pageHook(options: HookOptions): void {
  if (window.top !== window) return;
  const globals = window as unknown as Record<string, unknown>;
  const state = {passed: 0, failed: 0, skipped: 0, messages: [] as string[], error: null as string | null};
  let done = false;
  const snapshot = (): Snapshot => ({path: location.pathname, ...state});
  const report = (status: Report['status']): void => {
    if (done) return;
    done = true;
    (globals[options.binding] as (text: string) => void)(JSON.stringify({...snapshot(), status}));
  };

  const define = (name: string, value: unknown): void => {
    Object.defineProperty(window, name, {value, writable: true, configurable: true, enumerable: false});
  };
  define('webglTestHarness', {
    reportResults(_url: string, success: boolean, message: unknown, skipped: boolean) {
      if (skipped) ++state.skipped;
      else if (success) ++state.passed;
      if (!success) {
        ++state.failed;
        if (state.messages.length < options.maxMessages) state.messages.push(String(message).slice(0, 400));
      }
    },
    notifyFinished: () => report('finished'),
  });
  define('__conformanceSnapshot', snapshot);

  const pollMs = 250;
  const noteError = (text: string): void => {
    if (state.error !== null) return;
    state.error = text.slice(0, 400);
    let seen = -1;
    let idleMs = 0;
    const timer = setInterval(() => {
      if (done) return clearInterval(timer);
      const count = state.passed + state.failed + state.skipped;
      idleMs = document.readyState === 'complete' && count === seen ? idleMs + pollMs : 0;
      seen = count;
      if (idleMs < options.errorGraceMs) return;
      clearInterval(timer);
      report('error');
    }, pollMs);
  };
  window.addEventListener('error', (event) => {
    if (event.message) noteError(`${event.message} @ ${(event.filename || '').split('/').pop()}:${event.lineno}`);
  });
  window.addEventListener('unhandledrejection', (event) => {
    noteError(`unhandled rejection: ${event.reason?.stack ?? event.reason?.message ?? event.reason}`);
  });

  if (!options.keepConsole) {
    for (const name of ['log', 'info', 'debug', 'warn', 'error', 'trace', 'group', 'groupEnd', 'dir', 'table']) {
      (console as unknown as Record<string, unknown>)[name] = () => {};
    }
  }
}
