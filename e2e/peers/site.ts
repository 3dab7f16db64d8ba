// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Serves a peer's checkout to both browsers, with scripts put first into the head of each page, and the built package as
// /dist-of-ours.

import fs from 'node:fs';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {distDir} from '../../scripts/shell.ts';

/** Answers pages asked for with `?ours` by ours, all others as they are. */
export const kOurs = '<script src="/dist-of-ours/auto-inline.js" data-prefer="software"></script>';

const kTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css',
  '.json': 'application/json',
  '.geojson': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
};

export interface SiteOptions {
  /** Folders by the beginnings of paths; the first that fits. */
  readonly folders: readonly (readonly [prefix: string, folder: string])[];
  /** Further scripts for the head of each page. */
  readonly head?: string;
  /** What is sent in place of a text. */
  readonly edit?: (pathname: string, text: string) => string;
  /** The status of what is not there. @default 404 */
  readonly statusOf?: (pathname: string) => number;
}

export interface Site {
  readonly origin: string;
  stop(): void;
}

const kPointer = 'version https://git-lfs.github.com/spec/';

/** Large files may have stayed where they are: a pointer to one is not the file. */
function isHere(file: string): boolean {
  const status = fs.statSync(file, {throwIfNoEntry: false});
  if (!status?.isFile()) return false;
  return status.size > 1024 || !fs.readFileSync(file, 'latin1').startsWith(kPointer);
}

export async function servePeer({folders, head = '', edit, statusOf = () => 404}: SiteOptions): Promise<Site> {
  const places = [['/dist-of-ours/', distDir] as const, ...folders];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const pathname = decodeURIComponent(url.pathname);
    const [prefix, folder] = places.find(([beginning]) => pathname.startsWith(beginning)) ?? ['/', '/dev/null'];
    const file = path.join(folder, pathname.slice(prefix.length));
    if (!isHere(file)) return response.writeHead(statusOf(pathname)).end();
    const type = kTypes[path.extname(file)] ?? 'application/octet-stream';
    let body: Buffer | string = fs.readFileSync(file);
    if (path.extname(file) === '.html') {
      const scripts = (url.searchParams.has('ours') ? kOurs : '') + head;
      body = body.toString().replace('<head>', () => `<head>${scripts}`);
    } else if (edit && ['.js', '.json'].includes(path.extname(file))) {
      body = edit(pathname, body.toString());
    }
    return response
      .writeHead(200, {
        'content-type': type,
        'content-length': Buffer.byteLength(body),
        'access-control-allow-origin': '*',
      })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
