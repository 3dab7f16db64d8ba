// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// In place of the package `gl`: `createGL(width, height, options)`.

import {createHeadlessGL} from '../node/headless-gl.ts';

export type {
  HeadlessGL,
  HeadlessGL2,
  HeadlessGLOptions,
  StackGLDestroyContext,
  StackGLResizeDrawingBuffer,
} from '../node/headless-gl.ts';

// What `require` gives is the function itself, as with `gl`, and TypeScript looks for it under `default`.
export default Object.assign(createHeadlessGL, {default: createHeadlessGL});
