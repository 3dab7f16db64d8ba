// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What the classic scripts have in common: installing while the script runs, with the core inside, and the global
// `softWebgl2` for the page.

import {compileInlineCore} from '../loader/inline-core.ts';
import {page} from '../loader/page.ts';
import type {InstallOptions} from '../options/options.ts';
import {install, warmUpSoon} from '../polyfill/install.ts';
import {carryOut, takePlan} from '../polyfill/worker-scope.ts';
import {getInfo} from './info.ts';
import {pageHost} from './page-host.ts';

export function installAtOnce(given: InstallOptions): void {
  const plan = takePlan();
  page.supply(compileInlineCore);
  const options = plan ? {...given, ...plan.options, scriptUrl: plan.scriptUrl} : given;
  const installation = install(pageHost, options, () => {
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
