// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The polyfill in a worker that worker-hooks.ts started. Where it stands in for the worker's own script, it runs that
// one and makes the scope look as if it had been first: `location`, and what relative addresses are relative to.

import {isWorkerScope} from '../front/classes.ts';
import {kFragment, kPlanKey, type WorkerPlan} from './worker-plan.ts';

interface WorkerScope {
  [key: symbol]: WorkerPlan | true | undefined;
  [name: string]: unknown;
  importScripts?(...urls: string[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const kPlan = Symbol.for(kPlanKey);

/** The page's plan for this worker. Given once: the script may be loaded again by the worker itself. */
export function takePlan(): WorkerPlan | null {
  if (!isWorkerScope() || scope[kPlan] === true) return null;
  const given = scope[kPlan];
  scope[kPlan] = true;
  if (given) return given;
  if (!location.hash.startsWith(kFragment)) return null;
  try {
    return JSON.parse(decodeURIComponent(location.hash.slice(kFragment.length))) as WorkerPlan;
  } catch {
    return null;
  }
}

function defineGlobal(name: string, value: unknown): void {
  Object.defineProperty(scope, name, {value, enumerable: true, writable: true, configurable: true});
}

/** Makes `location` and relative addresses those of another script. */
function pretend(script: URL): void {
  const resolve = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    try {
      return new URL(value, script).href;
    } catch {
      return value; // the browser throws
    }
  };
  const Location = scope['WorkerLocation'] as {prototype: object};
  const names = ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'] as const;
  const fake = Object.create(Location.prototype) as object;
  for (const name of names) Object.defineProperty(fake, name, {value: script[name], enumerable: true});
  Object.defineProperty(fake, 'toString', {value: () => script.href});
  Object.defineProperty(scope, 'location', {get: () => fake, enumerable: true, configurable: true});

  for (const name of ['importScripts', 'fetch']) {
    const original = scope[name];
    if (typeof original !== 'function') continue;
    const all = name === 'importScripts';
    defineGlobal(name, (...args: unknown[]): unknown =>
      Reflect.apply(
        original,
        scope,
        args.map((value, index) => (all || index === 0 ? resolve(value) : value)),
      ),
    );
  }
  for (const name of ['Request', 'Worker', 'SharedWorker', 'EventSource']) {
    const original = scope[name];
    if (typeof original !== 'function') continue;
    const construct: ProxyHandler<object>['construct'] = (target, args: unknown[], newTarget) =>
      Reflect.construct(
        target as () => void,
        [resolve(args[0]), ...args.slice(1)].slice(0, args.length),
        newTarget,
      ) as object;
    defineGlobal(name, new Proxy(original, {construct}));
  }
  const {prototype} = XMLHttpRequest;
  const open = prototype.open as (...args: unknown[]) => void;
  prototype.open = function (this: XMLHttpRequest, ...args: unknown[]): void {
    open.apply(
      this,
      args.map((value, index) => (index === 1 ? resolve(String(value)) : value)),
    );
  };
}

/** Keeps messages back until a module has run, as the browser does for a worker's first script. */
function holdMessages(): () => void {
  const held: MessageEvent[] = [];
  const hold = (event: Event): void => {
    event.stopImmediatePropagation();
    held.push(event as MessageEvent);
  };
  addEventListener('message', hold);
  return () => {
    removeEventListener('message', hold);
    for (const {data, origin, lastEventId, ports} of held) {
      dispatchEvent(new MessageEvent('message', {data, origin, lastEventId, ports: [...ports]}));
    }
  };
}

/** Runs the worker's own script. */
export function carryOut(plan: WorkerPlan): void {
  if (plan.revoke?.length) {
    const urls = plan.revoke;
    setTimeout(() => urls.forEach((url) => URL.revokeObjectURL(url)), 0);
  }
  if (plan.start === undefined) return;
  const script = new URL(plan.start);
  if (script.origin !== scope['origin']) throw new TypeError('A worker runs scripts of its own origin');
  pretend(script);
  if (!plan.module) return scope.importScripts?.(script.href);
  const release = holdMessages();
  import(/* @vite-ignore */ script.href).then(release, (error: unknown) => {
    setTimeout(() => {
      throw error; // reaches the page's Worker object, which a rejection does not
    }, 0);
  });
}
