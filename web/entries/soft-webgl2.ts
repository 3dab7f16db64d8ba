// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The second stage of auto.js and worker.js, which load it; also what workers start from that such a page starts.

import {ownUrl} from '../front/classic.ts';
import {kHandover, type Engine} from '../front/engine.ts';
import {scriptOptions} from '../front/script-options.ts';
import type {InstallOptions} from '../options/options.ts';
import {engine} from '../polyfill/engine.ts';
import {installWhole, supplyCore} from '../public/whole.ts';

/** The page's tags have an integrity: auto.js gave this one its own. */
const byDigest = typeof document === 'object' && !!(document.currentScript as HTMLScriptElement | null)?.integrity;
const supply = (options: InstallOptions): void => supplyCore(options, byDigest);

const attach: Engine['attach'] = (facts, options) => {
  supply(options);
  return engine.attach(facts, options);
};
const receive = (globalThis as {[kHandover]?: (engine: Engine) => void})[kHandover];
if (receive) receive(Object.create(engine, {attach: {value: attach}}) as Engine);
else installWhole({scriptUrl: ownUrl(), ...scriptOptions()}, supply);
