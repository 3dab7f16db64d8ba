// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {carriedCore} from './carried-core.ts';

const kBytes = Uint8Array.from({length: 5000}, (_, i) => (i * i) >> 3);

async function carried(): Promise<{core: string; coreBytes: number}> {
  const stream = new Blob([kBytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const deflated = new Uint8Array(await new Response(stream).arrayBuffer());
  return {core: btoa(String.fromCharCode(...deflated)), coreBytes: kBytes.length};
}

test('the core is the same, whoever inflates it', async () => {
  const given = await carried();
  const late = carriedCore(given, true);
  assert.deepEqual(carriedCore(given, false)(), kBytes);
  assert.deepEqual(carriedCore(given, true)(), kBytes, 'at once');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const bytes = late();
  assert.deepEqual(bytes, kBytes);
  assert.notEqual(late(), bytes, 'it is not kept for a second call');
});

test('a core that is cut off is refused, whoever inflates it', async () => {
  const {core, coreBytes} = await carried();
  const longer = carriedCore({core, coreBytes: coreBytes + 1}, true);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.throws(longer, RangeError);
  assert.throws(carriedCore({core: core.slice(0, 400), coreBytes}, false), RangeError);
});
