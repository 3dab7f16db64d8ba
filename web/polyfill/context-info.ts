// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What became of a context's programs.

import {GLObject} from '../context/objects.ts';
import {ObjectKind} from '../loader/boundary.ts';
import {stateOf, type ContextState} from '../context/state.ts';
import {explain} from '../front/reasons.ts';
import {countersOf, watchContext} from '../present/monitor.ts';
import {softContextOf} from '../present/contexts.ts';
import {page} from '../loader/page.ts';
import type {ContextDetails, ProgramInfo, RoutineInfo, StageInfo} from '../front/info.ts';

const kRenderer = 0x1f01;

function stageInfo(handle: number, stage: number): StageInfo | null {
  const ir = page.compiler.text(handle, stage);
  const wat = page.compiler.text(handle, stage + 2);
  const wasm = page.compiler.mainBytes(handle, stage);
  return ir !== null && wat !== null && wasm !== null ? {ir, wat, wasm} : null;
}

function routineInfos(state: ContextState, handle: number): RoutineInfo[] {
  return (state.core?.routinesOf(handle) ?? []).flatMap(({program, kind, key}) => {
    const text = page.compiler.routineText(program, kind, key);
    return text ? [{stage: kind === 0 ? 'vertex' : 'fragment', ...text} as const] : [];
  });
}

function programInfo(gl: unknown, program: unknown): ProgramInfo | null {
  const state = stateOf(gl);
  const name = GLObject.nameOf(program, ObjectKind.Program, state.identity);
  if (name < 0) return null;
  const handle = state.x.gl_programHandle(name) >>> 0;
  if (handle === 0) return null;
  const vertex = stageInfo(handle, 0);
  const fragment = stageInfo(handle, 1);
  return vertex && fragment && {vertex, fragment, routines: routineInfos(state, handle)};
}

/** Throws a TypeError for what is no context of ours. */
export function contextInfo(gl: unknown): ContextDetails {
  const state = stateOf(gl);
  state.checkCore();
  const {core} = state;
  const threads = core?.threads ?? 1;
  const reason = softContextOf(state.canvas)?.reason ?? 'asked-for';
  const renderer = String((gl as WebGLRenderingContext).getParameter(kRenderer) ?? '');
  return {
    reason,
    explanation: explain(reason),
    renderer,
    loss: state.loss,
    bytes: core?.heldBytes ?? 0,
    threads,
    threadsReason: threads > 1 ? '' : state.whyOneThread,
    waitedMs: core?.waitedMs ?? 0,
    program: (program: WebGLProgram) => programInfo(gl, program),
    counters: countersOf(state),
    watch: () => watchContext(state),
  };
}
