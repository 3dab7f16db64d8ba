// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// A worker of a page with auto.js, which brings the polyfill along.

import * as drawing from './drawing.js';

onmessage = async ({data}) => {
  const gl = new OffscreenCanvas(400, 300).getContext('webgl2');
  drawing.prepare(gl);
  const first = drawing.drawMuch(gl);
  const info = await drawing.threadsOf(gl, data);
  postMessage({...info, first, then: drawing.drawMuch(gl)});
};
