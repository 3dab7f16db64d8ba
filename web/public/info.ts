// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a page or a person may want to know of this copy.

import {GLObject, Kind} from '../context/objects.ts';
import {stateOf} from '../context/state.ts';
import {isSupported} from '../host/support.ts';
import {page} from '../loader/page.ts';
import {currentInstallation} from '../polyfill/install.ts';
import {kVersion} from './version.ts';

export interface Info {
  readonly name: 'soft-webgl2';
  readonly version: string;
  /** This engine can run the core. */
  readonly supported: boolean;
  /** The core is here: contexts can be made. */
  readonly loaded: boolean;
  /** getContext gives our contexts in this page. */
  readonly active: boolean;
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

export interface ContextInfo extends Info {
  /** What the last link of a program made; null where there is nothing to show. */
  program(program: WebGLProgram): ProgramInfo | null;
}

function stageInfo(handle: number, stage: number): StageInfo | null {
  const ir = page.compiler.text(handle, stage);
  const wat = page.compiler.text(handle, stage + 2);
  const wasm = page.compiler.mainBytes(handle, stage);
  return ir !== null && wat !== null && wasm !== null ? {ir, wat, wasm} : null;
}

function programInfo(gl: unknown, program: unknown): ProgramInfo | null {
  const state = stateOf(gl);
  const name = GLObject.nameOf(program, Kind.Program, state.identity);
  if (name < 0) return null;
  const handle = state.x.gl_programHandle(name) >>> 0;
  if (handle === 0) return null;
  const vertex = stageInfo(handle, 0);
  const fragment = stageInfo(handle, 1);
  return vertex && fragment && {vertex, fragment};
}

/** With a context of ours, also what it made of a program. */
export function getInfo(): Info;
export function getInfo(gl: WebGLRenderingContext | WebGL2RenderingContext): ContextInfo;
export function getInfo(gl?: unknown): Info | ContextInfo {
  const info = pageInfo();
  if (gl === undefined) return info;
  stateOf(gl); // throws for what is no context of ours
  return {...info, program: (program: WebGLProgram) => programInfo(gl, program)};
}

function pageInfo(): Info {
  return {
    name: 'soft-webgl2',
    version: kVersion,
    supported: isSupported(),
    loaded: page.loaded,
    active: currentInstallation()?.active ?? false,
  };
}
