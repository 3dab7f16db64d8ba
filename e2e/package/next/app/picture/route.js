// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {createContext, toPng} from 'soft-webgl2/node';

export const dynamic = 'force-dynamic';

export function GET() {
  const gl = createContext({width: 32, height: 32});
  gl.clearColor(0, 0.8, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  return new Response(toPng(gl), {headers: {'content-type': 'image/png'}});
}
