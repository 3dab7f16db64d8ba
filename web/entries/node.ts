// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Contexts in Node.

import {makeGetInfo} from '../front/info.ts';
import {engine} from '../polyfill/engine.ts';

export type {ContextInfo, Info, ProgramInfo, StageInfo} from '../front/info.ts';
export type {NodeCanvas} from '../node/canvas.ts';
export type {NodeImageBitmap} from '../node/image.ts';
export {loadTexture, NodeImageData} from '../node/image.ts';
export type {DrawFrame, RenderedFrame, RenderJob, Scene, Stage} from '../render/job.ts';
export {renderMany, type RenderManyOptions, type RenderResult} from '../render/render-many.ts';
export {renderingHash, type PixelRectangle} from '../node/hash.ts';
export {
  createCanvas,
  createContext,
  readPixels,
  toPng,
  type NodeCanvasElement,
  type NodeContextOptions,
  type NodeRenderingContext,
} from '../node/node.ts';

export const getInfo = makeGetInfo(() => engine);
