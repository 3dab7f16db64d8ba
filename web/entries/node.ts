// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Contexts in Node.

import {makeGetInfo, type Monitor} from '../front/info.ts';
import {engine} from '../polyfill/engine.ts';

export type {
  ContextInfo,
  Counters,
  FrameTimes,
  Info,
  Monitor,
  ProgramInfo,
  RoutineInfo,
  StageInfo,
  StageTimes,
} from '../front/info.ts';
export type {Limits, Threads} from '../options/options.ts';
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

/** Times the stages of a context of ours from now on, until `stop()`. A TypeError for any other. */
export const watch = (gl: WebGLRenderingContext | WebGL2RenderingContext): Monitor => getInfo(gl).watch();
