// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a page or a person may want to know of this copy.

import {isSupported} from '../host/support.ts';
import {kVersion} from './build.ts';
import type {Engine} from './engine.ts';
import type {Reason} from './decide.ts';
import {currentInstallation} from './installation.ts';
import {warnings} from './say.ts';

export interface Info {
  readonly name: 'soft-webgl2';
  readonly version: string;
  /** This engine can run the core. */
  readonly supported: boolean;
  /** The core is here: contexts can be made. */
  readonly loaded: boolean;
  /** getContext gives our contexts in this page. */
  readonly active: boolean;
  /** Why the page's contexts, or this one, are whose they are. */
  readonly reason: Reason;
  /** `reason` as a sentence. */
  readonly explanation: string;
  /** What people were told on the console: each once. */
  readonly warnings: readonly string[];
  /** RENDERER of the context; empty for the page, and while the context is lost. */
  readonly renderer: string;
}

/** One shader of a linked program, as the compiler has it. */
export interface StageInfo {
  /** The intermediate representation, as text. */
  readonly ir: string;
  /** Its `main` in WebAssembly, as text, on its own: drawing has it inlined in a routine. */
  readonly wat: string;
  /** The same as a module with a name section. */
  readonly wasm: Uint8Array<ArrayBuffer>;
}

export interface ProgramInfo {
  readonly vertex: StageInfo;
  readonly fragment: StageInfo;
}

export interface ContextDetails extends Pick<Info, 'reason' | 'explanation' | 'renderer'> {
  /** That shade fragments just now, the calling one included (docs/threads.md). */
  readonly threads: number;
  /** Why they are not as many as were asked for, or only one; empty: they are. */
  readonly threadsReason: string;
  /** How long the calling thread has waited for the others so far, and shaded along, in milliseconds. */
  readonly waitedMs: number;
  /** What the last link of a program made; null where there is nothing to show. */
  program(program: WebGLProgram): ProgramInfo | null;
}

export interface ContextInfo extends Info, ContextDetails {}

export function makeGetInfo(peek: () => Engine | null): {
  (): Info;
  (gl: WebGLRenderingContext | WebGL2RenderingContext): ContextInfo;
} {
  return ((gl?: unknown): Info | ContextInfo => {
    const engine = peek();
    const installed = currentInstallation();
    const info: Info = {
      name: 'soft-webgl2',
      version: kVersion,
      supported: isSupported(),
      loaded: !!engine && engine.loaded,
      active: !!installed && installed.active,
      reason: installed ? installed.reason : 'not-installed',
      explanation: installed ? installed.explanation : engine ? engine.explain('not-installed') : '',
      warnings: warnings.slice(),
      renderer: '',
    };
    if (gl === undefined) return info;
    if (!engine) throw new TypeError('not a context of soft-webgl2');
    return {...info, ...(engine.getInfo(gl) as ContextDetails)};
  }) as never;
}
