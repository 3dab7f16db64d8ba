// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The package: loads the engine and the core from files beside it when they are wanted. Importing it does nothing, also
// on a server.

import {makeGetInfo, type Monitor} from '../front/info.ts';
import type {Installation} from '../front/installation.ts';
import type {InstallOptions} from '../options/options.ts';
import {installChecked} from '../public/install.ts';
import {lazyEngine, load} from '../public/lazy.ts';

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
export type {CreateContext} from '../public/create-context.ts';
export type {ContextReason, Reason} from '../front/decide.ts';
export type {Installation} from '../front/installation.ts';
export {LoadError} from '../front/say.ts';
export type {Choice, InstallOptions, Limits, LoadOptions, Prefer} from '../options/options.ts';
export {createContext, load} from '../public/lazy.ts';

export const getInfo = makeGetInfo(() => lazyEngine.peek());

/** Times the stages of a context of ours from now on, until `stop()`. A TypeError for any other. */
export const watch = (gl: WebGLRenderingContext | WebGL2RenderingContext): Monitor => getInfo(gl).watch();

/** Makes getContext give our contexts where `prefer` says so; engine and core are fetched only then. */
export function install(options: InstallOptions = {}): Installation {
  return installChecked(options, lazyEngine, () => load(options));
}
