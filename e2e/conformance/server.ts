// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Serves the suite, and puts a snippet first into the head of every page and frame. What scripts fetch is left as it
// is. Test pages use their context while they load, so the snippet must be a classic, synchronous script.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

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

const mimeTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  htm: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  vert: 'text/plain; charset=utf-8',
  frag: 'text/plain; charset=utf-8',
  glsl: 'text/plain; charset=utf-8',
  test: 'text/plain; charset=utf-8',
  run: 'text/plain; charset=utf-8',
  xml: 'application/xml',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  wasm: 'application/wasm',
};

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

/** First and last byte that a Range header asks for; undefined when it cannot be satisfied. */
export function parseRange(header: string | undefined, size: number): {from: number; to: number} | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return {from: 0, to: size - 1};
  const range = match[1]
    ? {from: Number(match[1]), to: match[2] ? Math.min(size - 1, Number(match[2])) : size - 1}
    : {from: Math.max(0, size - Number(match[2])), to: size - 1};
  return range.from > range.to ? undefined : range;
}

export function makeServer(options: ServerOptions): http.Server {
  const mounts = [
    {prefix: testsPrefix, folder: options.tests},
    {prefix: distPrefix, folder: options.dist},
  ];

  const server = http.createServer((request, response) => {
    if (options.isolated) {
      response.setHeader('cross-origin-opener-policy', 'same-origin');
      response.setHeader('cross-origin-embedder-policy', 'require-corp');
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
    }
    const send = (status: number, type: string, body: string | Buffer): void => {
      response.writeHead(status, {'content-type': type, 'cache-control': 'no-store'});
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const fail = (status: number): void => send(status, 'text/plain', http.STATUS_CODES[status] ?? '');
    if (request.method !== 'GET' && request.method !== 'HEAD') return fail(405);

    const destination = request.headers['sec-fetch-dest'];
    const isFrame = destination === undefined || ['document', 'iframe', 'frame'].includes(String(destination));
    // latin1 both ways keeps a page's bytes as they are, whatever its encoding.
    const sendPage = (html: string): void =>
      send(200, 'text/html; charset=utf-8', Buffer.from(isFrame ? injectHead(html, options.head) : html, 'latin1'));

    let pathname: string;
    try {
      pathname = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    } catch {
      return fail(400);
    }
    if (pathname === probePath) return sendPage(probePage);
    const mount = mounts.find(({prefix}) => pathname.startsWith(`${prefix}/`));
    if (!mount) return fail(404);
    const file = path.join(mount.folder, pathname.slice(mount.prefix.length));
    if (!file.startsWith(mount.folder + path.sep)) return fail(403);
    const stats = fs.statSync(file, {throwIfNoEntry: false});
    if (!stats?.isFile()) return fail(404);

    const extension = path.extname(file).slice(1).toLowerCase();
    const type = mimeTypes[extension] ?? 'application/octet-stream';
    if (extension === 'html' || extension === 'htm') return sendPage(fs.readFileSync(file, 'latin1'));

    const headers: Record<string, string | number> = {
      'content-type': type,
      'accept-ranges': 'bytes',
      etag: `"${stats.size.toString(16)}-${Math.floor(stats.mtimeMs).toString(16)}"`,
      // The suite does not change during a run.
      'cache-control': mount.prefix === testsPrefix ? 'max-age=3600' : 'no-cache',
    };
    if (request.headers['if-none-match'] === headers['etag']) {
      response.writeHead(304, headers).end();
      return;
    }
    const range = parseRange(request.headers.range, stats.size);
    if (!range && stats.size > 0) {
      response.writeHead(416, {...headers, 'content-range': `bytes */${stats.size}`}).end();
      return;
    }
    const {from, to} = range ?? {from: 0, to: -1};
    const partial = to - from + 1 < stats.size;
    if (partial) headers['content-range'] = `bytes ${from}-${to}/${stats.size}`;
    response.writeHead(partial ? 206 : 200, {...headers, 'content-length': to - from + 1});
    if (request.method === 'HEAD' || stats.size === 0) {
      response.end();
      return;
    }
    fs.createReadStream(file, {start: from, end: to})
      .on('error', () => response.destroy())
      .pipe(response);
  });
  server.keepAliveTimeout = 30_000;
  return server;
}
