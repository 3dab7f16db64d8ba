// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {CanvasHost} from '../host/canvas-host.ts';
import {page} from '../loader/page.ts';
import {coreModule} from '../testing/contexts.ts';
import {createSoftContext} from './contexts.ts';

test('where canvases have no 2D context, as in jsdom, a context draws and keeps what it drew', async () => {
  page.supply(coreModule);
  const canvas = Object.assign(new EventTarget(), {width: 2, height: 2, isConnected: true});
  const gl = createSoftContext(new CanvasHost(), canvas as unknown as HTMLCanvasElement, 2, {});
  assert(gl);
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  await new Promise((resolve) => setTimeout(resolve, 50)); // frames go by
  const pixel = new Uint8Array(4);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  assert.deepEqual([...pixel], [0, 255, 0, 255]);
  assert.equal(gl.getError(), gl.NO_ERROR);
});
