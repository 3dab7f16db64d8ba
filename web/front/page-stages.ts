// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The engine in a page, by one of two ways:
//
// 1. a synchronous request, whose text an inline script element runs at once;
// 2. where the page's policy allows no inline script, document.write, while the document is being parsed: then the engine
//    is there for the next script, so it must be known beforehand whether it will be needed.

import {isSupported} from '../host/support.ts';
import type {InstallOptions} from '../options/options.ts';
import {kEngineDigest} from './build.ts';
import type {EngineSource} from './engine.ts';
import {probe} from './probe.ts';
import {requestEngine, stagedEngine, trusted} from './stages.ts';

const quote = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

export function enginePage(url: string, tag: HTMLScriptElement | null, {prefer}: InstallOptions): EngineSource {
  const run = (text: string): void => {
    const element = document.createElement('script');
    if (tag) element.nonce = tag.nonce;
    element.text = trusted().createScript(text);
    document.documentElement.append(element);
    element.remove();
  };
  const source = stagedEngine(url, () => run(requestEngine(url)));

  /** A policy that forbids it may report this. */
  const canRun = (): boolean => {
    const scope = globalThis as {softWebgl2Runs?: unknown};
    try {
      run('softWebgl2Runs=1');
    } catch {
      // Trusted Types
    }
    const ran = scope.softWebgl2Runs;
    delete scope.softWebgl2Runs;
    return !!ran;
  };
  if (!tag || tag.async || document.readyState !== 'loading' || prefer === 'hardware' || !isSupported() || canRun())
    return source;
  if (prefer !== 'software' && probe().webgl2) return source;
  const attributes = `integrity="sha256-${kEngineDigest}" crossorigin="${tag.crossOrigin || 'anonymous'}"`;
  const html = `<script src="${quote(url)}" nonce="${quote(tag.nonce || '')}" ${attributes}></script>`;
  try {
    document.write(trusted().createHTML(html));
    source.expect(`${url} did not run: allow it by policy (script-src)`);
  } catch {
    // get() says what is to be said
  }
  return source;
}
