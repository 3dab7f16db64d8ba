// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Serves folders to browsers: for benchmarks, the conformance suite, the site and its demos.

import fs from 'node:fs';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import sirv from 'sirv';

export interface Mount {
  /** With slashes at both ends. */
  readonly prefix: string;
  readonly folder: string;
}

export interface ServeOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** 0: any that is free. */
  readonly port?: number;
  /** What is sent in place of a page; its bytes, whatever their encoding, are letters of latin1. */
  readonly page?: (html: string, url: URL, request: http.IncomingMessage) => string;
  /** Pages that are in no folder, by path. */
  readonly pages?: Readonly<Record<string, string>>;
}

export interface Served {
  readonly origin: string;
  readonly stop: () => void;
}

/** The page at `place`, in letters of latin1; undefined: it is none, or not there. */
function readPage(folder: string, place: string): string | undefined {
  if (!/(?:^|\/|\.html?)$/.test(place)) return undefined;
  const file = path.join(folder, decodeURIComponent(place).replace(/(^|\/)$/, '$1index.html'));
  if (!file.startsWith(folder + path.sep) || !fs.statSync(file, {throwIfNoEntry: false})?.isFile()) return undefined;
  return fs.readFileSync(file, 'latin1');
}

/** The first mount whose prefix fits answers. */
export async function serve(
  mounts: readonly Mount[],
  {headers = {}, port = 0, page = (html) => html, pages = {}}: ServeOptions = {},
): Promise<Served> {
  const handlers = mounts.map(({prefix, folder}) => ({prefix, folder, handle: sirv(folder, {dev: true, etag: true})}));
  const server = http.createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const fail = (): void => void response.writeHead(404, {'content-type': 'text/plain'}).end('not here');
    const url = new URL(request.url ?? '/', 'http://localhost');
    const mount = handlers.find(({prefix}) => url.pathname.startsWith(prefix));
    const place = mount ? url.pathname.slice(mount.prefix.length) : '';
    const html = pages[url.pathname] ?? (mount && readPage(mount.folder, place));
    if (html !== undefined) {
      response.writeHead(200, {'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store'});
      const body = Buffer.from(page(html, url, request), 'latin1');
      return void response.end(request.method === 'HEAD' ? undefined : body);
    }
    if (!mount) return fail();
    request.url = `/${place}`;
    return mount.handle(request, response, fail);
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
