// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Runs cases on both sides, in the page. main.ts and differential.test.ts call what is put on `globalThis`.

import type * as Package from '../../web/entries/index.ts';
import {
  type Context,
  type ContextType,
  type Difference,
  type Kind,
  type Side,
  groupOf,
  matches,
  reasonFor,
} from './kind.ts';
import {kinds} from './kinds.ts';

export interface Finding {
  readonly seed: number;
  readonly group: string;
  readonly difference: Difference;
  /** Why it is meant; undefined: it is not. */
  readonly reason: string | undefined;
}

export interface Report {
  readonly cases: number;
  readonly accepted: number;
  readonly findings: Finding[];
}

export interface Reduced {
  readonly shown: string;
  readonly difference: Difference;
}

type Make = (canvas: HTMLCanvasElement, type: ContextType, attributes?: WebGLContextAttributes) => Context | null;

class CanvasSide implements Side {
  #make: Make;
  #kept = new Map<ContextType, Context>();
  #fresh: Context[] = [];

  constructor(make: Make) {
    this.#make = make;
  }

  #create(type: ContextType, attributes?: WebGLContextAttributes): Context {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 4;
    const context = this.#make(canvas, type, attributes);
    if (!context) throw new Error(`no ${type} context`);
    return context;
  }

  context(type: ContextType): Context {
    let context = this.#kept.get(type);
    if (!context || context.isContextLost()) {
      context = this.#create(type, {antialias: false, preserveDrawingBuffer: true});
      this.#kept.set(type, context);
    }
    return context;
  }

  fresh(type: ContextType, attributes?: WebGLContextAttributes): Context {
    const context = this.#create(type, attributes);
    this.#fresh.push(context);
    return context;
  }

  endCase(): void {
    for (const context of this.#fresh) context.getExtension('WEBGL_lose_context')?.loseContext();
    this.#fresh = [];
  }
}

let native: CanvasSide;
let ours: CanvasSide;

function kindNamed(name: string): Kind {
  const kind = kinds.find((kind) => kind.name === name);
  if (!kind) throw new Error(`no such kind: ${name} (there are: ${kinds.map((kind) => kind.name).join(', ')})`);
  return kind;
}

async function runBoth(kind: Kind, test: unknown): Promise<{differences: Difference[]; accepted: boolean}> {
  try {
    const first = await kind.run(native, test);
    const second = await kind.run(ours, test);
    return {differences: kind.compare(first, second, test), accepted: kind.accepted(first)};
  } catch (error) {
    // A case that is wrong in itself, or a side that does not get through it.
    return {differences: [{what: 'exception', native: String(error), ours: ''}], accepted: false};
  } finally {
    native.endCase();
    ours.endCase();
  }
}

/** What both sides say of a case that is given as text, or by its seed. */
async function ask(name: string, given: string | number): Promise<{native: string; ours: string}> {
  const kind = kindNamed(name);
  if (!kind.describe) throw new Error(`${name} has nothing to say`);
  if (typeof given === 'string' && !kind.read) throw new Error(`${name} has no cases as text`);
  const test = typeof given === 'string' ? kind.read!(given) : kind.generate(given);
  try {
    return {native: kind.describe(await kind.run(native, test)), ours: kind.describe(await kind.run(ours, test))};
  } finally {
    native.endCase();
    ours.endCase();
  }
}

async function run(name: string, first: number, count: number): Promise<Report> {
  const kind = kindNamed(name);
  const findings: Finding[] = [];
  let passed = 0;
  for (let seed = first; seed < first + count; ++seed) {
    const test = kind.generate(seed);
    const {differences, accepted} = await runBoth(kind, test);
    if (accepted) ++passed;
    for (const difference of differences) {
      const reason = reasonFor(kind, difference, kind.show(test))?.reason;
      findings.push({seed, group: groupOf(difference), difference, reason});
    }
  }
  return {cases: count, accepted: passed, findings};
}

/** Known differences whose example does not show them, in all kinds: their reasons. */
async function outdated(): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<unknown>();
  for (const kind of kinds) {
    if (!kind.known || seen.has(kind.known)) continue;
    seen.add(kind.known);
    for (const known of kind.known) {
      const {differences} = await runBoth(kind, known.example);
      const shown = kind.show(known.example);
      if (!differences.some((difference) => matches(known, difference, shown))) found.push(known.reason);
    }
  }
  return found;
}

/** The smallest case that reduction finds with a difference of the group that this seed's case has. */
async function reduce(name: string, seed: number, group: string, maxRuns = 150): Promise<Reduced> {
  const kind = kindNamed(name);
  let test = kind.generate(seed);
  const find = async (candidate: unknown): Promise<Difference | undefined> =>
    (await runBoth(kind, candidate)).differences.find((difference) => groupOf(difference) === group);
  let difference = await find(test);
  if (!difference) throw new Error(`seed ${seed} does not show: ${group}`);
  let runs = 0;
  for (let smaller = true; smaller && runs < maxRuns;) {
    smaller = false;
    for (const candidate of kind.reduce(test)) {
      if (++runs > maxRuns) break;
      const found = await find(candidate);
      if (!found) continue;
      test = candidate;
      difference = found;
      smaller = true;
      break;
    }
  }
  return {shown: kind.show(test), difference};
}

export interface Differential {
  readonly kinds: readonly string[];
  ask: typeof ask;
  run: typeof run;
  outdated: typeof outdated;
  reduce: typeof reduce;
  show(name: string, seed: number): string;
}

export async function start({install, load}: typeof Package): Promise<void> {
  await load();
  // As a page has it that installs: whoever reads canvases and makes bitmaps is hooked.
  await install({prefer: (canvas) => ((canvas as HTMLElement).dataset?.['side'] === 'ours' ? 'software' : 'hardware')})
    .ready;
  const getContext = (
    canvas: HTMLCanvasElement,
    type: ContextType,
    attributes?: WebGLContextAttributes,
  ): Context | null => canvas.getContext(type, attributes) as Context | null;
  native = new CanvasSide(getContext);
  ours = new CanvasSide((canvas, type, attributes) => {
    canvas.dataset['side'] = 'ours';
    return getContext(canvas, type, attributes);
  });
  ours.context('webgl2'); // whose engine hooks the page, before any case makes a source
  (globalThis as unknown as {differential: Differential}).differential = {
    kinds: kinds.map((kind) => kind.name),
    ask,
    run,
    outdated,
    reduce,
    show: (name, seed) => {
      const kind = kindNamed(name);
      return kind.show(kind.generate(seed));
    },
  };
}
