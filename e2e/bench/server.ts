// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Serves what the pages here load: this folder, the built package as /dist, three.js, and nothing else.

import fs from 'node:fs';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, '../..');

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

export async function serve(
  dist = path.join(root, 'dist'),
  headers: http.OutgoingHttpHeaders = {},
): Promise<{server: http.Server; origin: string; stop: () => void}> {
  const folders = [
    {prefix: '/dist/', folder: dist},
    {prefix: '/e2e/bench/', folder: here},
    {prefix: '/three/', folder: path.join(root, 'node_modules/three/build')},
  ];
  const server = http.createServer((request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://localhost');
    const place = folders.find(({prefix}) => pathname.startsWith(prefix));
    const file = place ? path.join(place.folder, pathname.slice(place.prefix.length)) : '';
    if (!place || !file.startsWith(place.folder + path.sep) || !fs.existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = mimeTypes[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, {...headers, 'content-type': type});
    response.end(fs.readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return {server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop};
}
