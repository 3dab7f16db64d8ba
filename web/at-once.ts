// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What auto.ts and worker.ts have in common: installing while the script runs, with the core inside.

import {getInfo} from './info.ts';
import {compileInlineCore} from './loader/inline-core.ts';
import {page} from './loader/page.ts';
import {install, warmUpSoon, type InstallOptions} from './polyfill/install.ts';
import {carryOut, takePlan} from './polyfill/worker-scope.ts';

export function installAtOnce(given: InstallOptions): void {
  const plan = takePlan();
  page.supply(compileInlineCore);
  const options = plan ? {...given, ...plan.options, scriptUrl: plan.scriptUrl} : given;
  const installation = install(options, () => {
    if (!plan) warmUpSoon(); // a worker that did not ask for us may never draw
    return Promise.resolve();
  });
  Object.defineProperty(globalThis, 'softWebgl2', {
    value: {...installation, getInfo},
    enumerable: false,
    writable: true,
    configurable: true,
  });
  if (plan) carryOut(plan);
}

/** `softWebgl2Options` of the global scope. */
export function givenOptions(): InstallOptions {
  return {...(globalThis as {softWebgl2Options?: InstallOptions}).softWebgl2Options};
}
