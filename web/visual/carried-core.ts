// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The core as the script of visual tests carries it.

import {decodeBase64} from '../loader/base64.ts';
import {inflate} from '../loader/inflate.ts';
import type {PageSettings} from './settings.ts';

type Carried = Pick<PageSettings, 'core' | 'coreBytes'>;

async function inflateMeanwhile({core, coreBytes}: Carried): Promise<Uint8Array<ArrayBuffer> | null> {
  const stream = new Blob([decodeBase64(core)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return bytes.length === coreBytes ? bytes : null;
}

/**
 * What gives its bytes. `meanwhile`: the browser inflates them while the page gets ready, in less time than we do; we do
 * where somebody wants them sooner.
 */
export function carriedCore(carried: Carried, meanwhile: boolean): () => Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer> | null = null;
  if (meanwhile && typeof DecompressionStream === 'function') {
    inflateMeanwhile(carried).then(
      (inflated) => (bytes = inflated),
      () => undefined,
    );
  }
  return () => {
    const given = bytes ?? inflate(decodeBase64(carried.core), carried.coreBytes);
    bytes = null; // asked for once
    return given;
  };
}
