// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// `test` and `expect` of Playwright, with our renderer, time that a test steps, and assertions on what a canvas shows.

export {renderingHash, type PixelRectangle} from '../node/hash.ts';
export {
  expect,
  prepareContext,
  RenderingControl,
  test,
  type RenderingFixtures,
  type SoftWebgl2Options,
} from '../visual/fixture.ts';
export {initScript, type InitScriptOptions} from '../visual/init-script.ts';
export {readRendering, type Rendering, type RenderingOptions, type TimeoutOption} from '../visual/matchers.ts';
