// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// A set-up file for test runners, `soft-webgl2/vitest` and `soft-webgl2/jest`: canvases of jsdom and happy-dom get our
// contexts, and Node, where there are none, gets canvases. At once, because not every runner waits for a set-up file.

import {classOf} from '../front/classes.ts';
import {readCore} from '../node/canvas.ts';
import {defineGlobals} from '../node/globals.ts';
import {page} from '../loader/page.ts';
import {installWhole} from '../public/whole.ts';

page.threads.one('test runners have several files at a time');
if (classOf('HTMLCanvasElement')) {
  const options = {prefer: 'software', failIfMajorPerformanceCaveat: 'ignore', workers: false} as const;
  installWhole(options, () => page.supply(readCore));
} else {
  defineGlobals();
}
