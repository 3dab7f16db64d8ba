// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Serves the suite, and puts a snippet first into the head of every page and frame. What scripts fetch is left as it
// is. Test pages use their context while they load, so the snippet must be a classic, synchronous script.

import {serve, type Served} from '../serve.ts';

export const testsPrefix = '/sdk/tests';
export const distPrefix = '/soft-webgl2';
export const probePath = `${testsPrefix}/__probe.html`;

export interface ServerOptions {
  tests: string;
  dist: string;
  /** HTML for the head of each page; empty leaves pages alone. */
  head: string;
  /** Pages are cross-origin isolated (docs/threads.md). */
  isolated?: boolean;
}

const probePage =
  '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><canvas id="c"></canvas></body></html>';

/** Keeps a doctype first, so that the page stays in standards mode. */
export function injectHead(html: string, snippet: string): string {
  // Comments are blanked at equal length: a <head> inside one is no head, and offsets still fit.
  const bare = html.replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
  for (const opening of [/<head(\s[^>]*)?>/i, /<html(\s[^>]*)?>/i, /<!doctype[^>]*>/i]) {
    const match = opening.exec(bare);
    if (match) {
      const at = match.index + match[0].length;
      return html.slice(0, at) + snippet + html.slice(at);
    }
  }
  return snippet + html;
}

export function serveSuite({tests, dist, head, isolated}: ServerOptions): Promise<Served> {
  const headers = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'cross-origin',
  };
  return serve(
    [
      {prefix: `${testsPrefix}/`, folder: tests},
      {prefix: `${distPrefix}/`, folder: dist},
    ],
    {
      headers: isolated ? headers : {},
      pages: {[probePath]: probePage},
      page: (html, _, request) => {
        const destination = request.headers['sec-fetch-dest'];
        const isFrame = destination === undefined || ['document', 'iframe', 'frame'].includes(String(destination));
        return isFrame ? injectHead(html, head) : html;
      },
    },
  );
}
