// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The package with the core inside: synchronous, and nothing is fetched.

import {makeGetInfo, type Monitor} from '../front/info.ts';
import type {Installation} from '../front/installation.ts';
import {compileInlineCore} from '../loader/inline-core.ts';
import {page} from '../loader/page.ts';
import type {InstallOptions} from '../options/options.ts';
import {createAlone, engine} from '../polyfill/engine.ts';
import {installChecked} from '../public/install.ts';
import {makeCreateContext} from '../public/create-context.ts';
import {present} from '../public/whole.ts';

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
export type {Choice, InstallOptions, Limits, Prefer} from '../options/options.ts';

page.supply(compileInlineCore);
page.threads.whyNone = 'soft-webgl2/inline is one file: threads need soft-webgl2 itself';

/** Nothing to wait for; here so that a page can change its import and nothing else. */
export function load(): Promise<void> {
  page.warmUp();
  return Promise.resolve();
}

export const createContext = makeCreateContext(() => {
  return createAlone;
});

export const getInfo = makeGetInfo(() => engine);

/** Times the stages of a context of ours from now on, until `stop()`. A TypeError for any other. */
export const watch = (gl: WebGLRenderingContext | WebGL2RenderingContext): Monitor => getInfo(gl).watch();

export function install(options: InstallOptions = {}): Installation {
  return installChecked(options, present);
}
