// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The engine in a page, by one of two ways:
//
// 1. a synchronous request, whose text an inline script element runs at once;
// 2. where the page's policy allows no inline script, or the tag has an integrity, document.write, while the document is
//    being parsed: then the engine is there for the next script, so it must be known beforehand whether it will be needed.

import {isSupported} from '../host/support.ts';
import type {InstallOptions} from '../options/options.ts';
import {kEngine} from './build.ts';
import type {EngineSource} from './engine.ts';
import {probe} from './probe.ts';
import {requestEngine, stagedEngine, trusted} from './stages.ts';

const quote = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

export function enginePage(url: string, tag: HTMLScriptElement | null, {prefer}: InstallOptions): EngineSource {
  const run = (text: string): HTMLScriptElement => {
    const element = document.createElement('script');
    if (tag) element.nonce = tag.nonce;
    element.text = trusted().createScript(text);
    document.documentElement.append(element);
    element.remove();
    return element;
  };
  /** A policy that forbids it may report this. */
  const canRun = (): boolean => {
    try {
      return !!run('document.currentScript.lang=1').lang;
    } catch {
      return false; // Trusted Types
    }
  };
  // Then the page trusts nobody but the browser to compare digests, which it does for the parser alone.
  const integrity = !!tag && tag.integrity;
  const source = stagedEngine(url, () => {
    if (integrity) throw new Error('integrity needs a tag without async and defer, and prefer=software or no WebGL');
    run(requestEngine(url));
  });
  if (!tag || tag.async || document.readyState !== 'loading' || prefer === 'hardware') return source;
  if (!integrity && canRun()) return source;
  // Asked late: it takes a browser that has run no WebAssembly yet some 8 ms.
  if (!isSupported()) return source;
  if (prefer !== 'software' && probe().webgl2) return source;
  const attributes = `integrity="sha256-${kEngine.sha256}" crossorigin="${tag.crossOrigin || 'anonymous'}"`;
  const html = `<script src="${quote(url)}" nonce="${quote(tag.nonce || '')}" ${attributes}></script>`;
  try {
    document.write(trusted().createHTML(html));
    source.expect(`${url} did not run: allow it by policy (script-src)`);
  } catch {
    // get() says what is to be said
  }
  return source;
}
