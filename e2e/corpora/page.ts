// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Takes programs that were recorded through both implementations, in the page. main.ts calls what is put on `globalThis`.

import type * as Package from '../../web/entries/index.ts';
import type {Context, ContextType, Difference, Side} from '../differential/kind.ts';
import {type Program, compareOutcomes, runProgram} from '../differential/programs/program.ts';
import {type Drawn, type Recorded, drawRecorded} from './draw.ts';

/** Contexts that are kept: browsers have 16 a page. */
const kMostContexts = 6;
const kSeed = 1;

/** What a run found out of one program. Pictures are base64. */
export interface Compared {
  /** Both refused it: nothing more to see. */
  readonly isRefused: boolean;
  readonly differences: readonly Difference[];
  readonly native: Picture;
  readonly ours?: Picture;
}

export interface Picture {
  readonly pixels?: string;
  readonly positions?: readonly number[];
  readonly nothing?: string;
}

type Make = (canvas: HTMLCanvasElement, type: ContextType) => Context | null;

/** Keeps a context for each set of extensions, as long as it is among the last ones in use. */
class KeepingSide implements Side {
  readonly #make: Make;
  readonly #kept = new Map<string, Context>();
  #extensions: readonly string[] = [];

  constructor(make: Make) {
    this.#make = make;
  }

  use(extensions: readonly string[]): void {
    this.#extensions = extensions;
  }

  context(type: ContextType): Context {
    const key = [type, ...this.#extensions].join(' ');
    let context = this.#kept.get(key);
    this.#kept.delete(key);
    if (!context || context.isContextLost()) {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 32;
      const made = this.#make(canvas, type);
      if (!made) throw new Error(`no ${type} context`);
      context = made;
      for (const name of this.#extensions) context.getExtension(name);
    }
    this.#kept.set(key, context); // the last one now
    for (const [old, other] of this.#kept) {
      if (this.#kept.size <= kMostContexts) break;
      other.getExtension('WEBGL_lose_context')?.loseContext();
      this.#kept.delete(old);
    }
    return context;
  }

  fresh(type: ContextType): Context {
    return this.context(type);
  }
}

let native: KeepingSide;
let ours: KeepingSide;

function picture({pixels, positions}: Drawn): Picture {
  if (typeof pixels === 'string') return {nothing: pixels};
  return {
    pixels: btoa(String.fromCharCode(...pixels)),
    ...(positions ? {positions: Array.from(positions)} : {}),
  };
}

function compare(recorded: Recorded, withOurs: boolean): Compared {
  const test: Program = {
    context: recorded.context,
    vertex: recorded.vertex.split('\n'),
    fragment: recorded.fragment.split('\n'),
    bindings: recorded.bindings,
    // Where one buffer holds all, how many there may be is another limit.
    ...(recorded.interleaved ? {} : {feedback: recorded.feedback}),
  };
  native.use(recorded.extensions);
  ours.use(recorded.extensions);
  const first = runProgram(native, test);
  const draw = (side: KeepingSide): Picture => picture(drawRecorded(side.context(recorded.context), recorded, kSeed));
  if (!withOurs) {
    return {isRefused: !first.linked, differences: [], native: first.linked ? draw(native) : {nothing: 'refused'}};
  }
  const second = runProgram(ours, test);
  const differences = compareOutcomes(first, second);
  if (!first.linked || !second.linked) {
    return {isRefused: !first.linked && !second.linked, differences, native: {nothing: 'refused'}};
  }
  return {isRefused: false, differences, native: draw(native), ours: draw(ours)};
}

export interface Corpora {
  compare(recorded: Recorded, withOurs: boolean): Compared;
}

export async function start({install, load}: typeof Package): Promise<void> {
  await load();
  await install({prefer: (canvas) => ((canvas as HTMLElement).dataset?.['side'] === 'ours' ? 'software' : 'hardware')})
    .ready;
  const attributes = {antialias: false, preserveDrawingBuffer: true};
  const make: Make = (canvas, type) => canvas.getContext(type, attributes) as Context | null;
  native = new KeepingSide(make);
  ours = new KeepingSide((canvas, type) => {
    canvas.dataset['side'] = 'ours';
    return make(canvas, type);
  });
  (globalThis as unknown as {corpora: Corpora}).corpora = {compare};
}
