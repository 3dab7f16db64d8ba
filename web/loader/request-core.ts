// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The core by a synchronous request, for contexts that a page expects at once. It is asked for as it is, so that the
// server may compress it as well as it can.

import {checkCore, compileCore, notAnswered, notRequested} from './core-file.ts';

/** Bytes of a text whose characters each stand for one. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function request(url: string): Uint8Array<ArrayBuffer> {
  const request = new XMLHttpRequest();
  const isPage = typeof document === 'object';
  request.open('GET', url, false);
  // A page cannot ask for bytes synchronously, but for a text of which each character stands for one.
  if (isPage) request.overrideMimeType('text/plain; charset=x-user-defined');
  else request.responseType = 'arraybuffer';
  try {
    request.send();
  } catch (error) {
    throw notRequested(url, error);
  }
  if (request.status >= 400) throw notAnswered(url, request.status);
  return isPage ? bytesOf(request.responseText) : new Uint8Array(request.response as ArrayBuffer);
}

/** `byDigest`: the page trusts only what is compared by its digest. Throws a LoadError. */
export function requestCore(
  url: string,
  byDigest: boolean,
  core?: Parameters<typeof checkCore>[4],
): WebAssembly.Module {
  const bytes = request(url);
  checkCore(url, bytes, byDigest, undefined, core);
  return compileCore(bytes);
}
