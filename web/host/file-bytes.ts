// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The bytes of a picture's file, at once: a page that uploads an image waits for nothing. The browser has just loaded it,
// so the request is answered from its cache where the server allows that.

/** null where there are none to be had: blocked by policy (connect-src), gone, revoked. */
function request(url: string, withCredentials: boolean): Uint8Array | null {
  try {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url, false);
    xhr.withCredentials = withCredentials;
    // The one encoding that keeps bytes: synchronous requests of documents give nothing but text.
    xhr.overrideMimeType('text/plain; charset=x-user-defined');
    xhr.send();
    if (xhr.status >= 400) return null;
    const text = xhr.responseText;
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < bytes.length; ++i) bytes[i] = text.charCodeAt(i);
    return bytes.length > 0 ? bytes : null;
  } catch {
    return null;
  }
}

interface Kept {
  readonly url: string;
  readonly bytes: Uint8Array | null;
}

const kept = new WeakMap<object, Kept>();

/** Kept with the image, which may be uploaded again; compressed, so that this costs little. */
export function bytesOfImage(image: HTMLImageElement): Uint8Array | null {
  const url = image.currentSrc;
  const known = kept.get(image);
  if (known?.url === url) return known.bytes;
  const bytes = url ? request(url, image.crossOrigin === 'use-credentials') : null;
  kept.set(image, {url, bytes});
  return bytes;
}

export function bytesOfBlob(blob: Blob): Uint8Array | null {
  const url = URL.createObjectURL(blob);
  try {
    return request(url, false);
  } finally {
    URL.revokeObjectURL(url);
  }
}
