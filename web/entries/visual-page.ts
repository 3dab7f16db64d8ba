// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The script of visual tests in a page or a worker, before any other. web/visual/init-script.ts puts it into a function
// named `softWebgl2Visual` with a parameter `softWebgl2Settings`, so that the script can hand itself on to workers.

import {page} from '../loader/page.ts';
import {compileCore} from '../loader/core-file.ts';
import {isWorkerScope} from '../front/classes.ts';
import {installWhole} from '../public/whole.ts';
import {carriedCore} from '../visual/carried-core.ts';
import {replaceMath} from '../visual/math.ts';
import {startVisual} from '../visual/page.ts';
import {seedGlobals} from '../visual/random.ts';
import {kPageApi, type PageSettings} from '../visual/settings.ts';

const kTestsHaveOne = 'visual tests draw on one thread: runners have several tests at a time';

declare const softWebgl2Visual: (settings: PageSettings) => void;
declare const softWebgl2Settings: PageSettings;

const key = Symbol.for(kPageApi);

/** The browser's own, before a test or a page has others in their place. */
const createUrl = URL.createObjectURL.bind(URL);
const NativeBlob = Blob;

/** Of this script, for workers; the page's policy has been told to let it pass. Many a page starts none. */
function ownAddress(): string {
  const parts = ['(', String(softWebgl2Visual), ')(', JSON.stringify(softWebgl2Settings), ');'];
  return createUrl(new NativeBlob(parts, {type: 'text/javascript'}));
}

function start(settings: PageSettings): void {
  const workers = settings.options.workers !== false && !isWorkerScope() && typeof Worker === 'function';
  const value = startVisual(settings);
  Object.defineProperty(globalThis, key, {value, configurable: true});
  if (settings.seed !== null) seedGlobals(settings.seed);
  if (settings.math) replaceMath();
  const options = {prefer: 'software' as const, ...settings.options, makeScriptUrl: workers ? ownAddress : undefined};
  // A document that is there before a page is opened draws seldom.
  const core = carriedCore(settings, typeof document === 'object' && /^http/.test(location.protocol));
  installWhole(options, () => page.supply(() => compileCore(core())));
  page.threads.one(kTestsHaveOne);
}

if (!(key in globalThis)) start(softWebgl2Settings);
