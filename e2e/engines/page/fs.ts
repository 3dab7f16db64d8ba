// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What tests import as node:fs where there is no Node: files are asked of the server, and nothing else is there.

import {NotInPages} from './test.ts';

const kMaxPath = 2000;

/** A request that waits, as readFileSync does. Such requests have no bytes, so they come as characters of one each. */
function readFileSync(file: string | URL, encoding?: unknown): Uint8Array<ArrayBuffer> | string {
  const address = new URL(String(file), location.href);
  if (address.origin !== location.origin || address.href.length > kMaxPath)
    throw new NotInPages(`no file ${String(file)}`);
  const request = new XMLHttpRequest();
  request.open('GET', address.href, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new NotInPages(`no file ${address.pathname}`);
  const bytes = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 0xff);
  return encoding === undefined ? bytes : new TextDecoder().decode(bytes);
}

export default {readFileSync};
export {readFileSync};
