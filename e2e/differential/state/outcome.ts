// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a side says of a case, and where two of them differ.

import type {Difference} from '../kind.ts';
import {type StateCase, showStep} from './case.ts';
import {agree, asBytes, toleranceOf} from './tolerances.ts';

/** Values that were read, four for each pixel. */
export interface Read {
  /** As "target 0 color 1". */
  readonly name: string;
  /** Whose tolerance holds; undefined: the values are exact. */
  readonly format: string | undefined;
  /** Whether colours came as bytes. */
  readonly bytes?: boolean;
  readonly width: number;
  readonly values: ArrayLike<number>;
}

export interface StateOutcome {
  /** By step; '' for none. */
  readonly errors: readonly string[];
  readonly reads: readonly Read[];
  /** Of queries. */
  readonly answers: readonly string[];
}

export function compareStates(native: StateOutcome, ours: StateOutcome, test: StateCase): Difference[] {
  const wrong = native.errors.findIndex((error, i) => error !== ours.errors[i]);
  if (wrong >= 0) {
    const step = test.steps[wrong];
    const where = step ? `${step.do}: error` : 'error while reading';
    return [
      {
        what: where,
        native: native.errors[wrong] || 'none',
        ours: `${ours.errors[wrong] || 'none'}${step ? ` at ${showStep(step)}` : ''}`,
      },
    ];
  }
  const found: Difference[] = [];
  for (const [i, answer] of native.answers.entries()) {
    if (answer !== ours.answers[i]) found.push({what: 'query', native: answer, ours: ours.answers[i] ?? 'none'});
  }
  for (const [i, a] of native.reads.entries()) {
    const b = ours.reads[i]!;
    const tolerances = [0, 1, 2, 3].map((channel) => {
      if (!a.format) return {absolute: 0, relative: 0};
      const tolerance = toleranceOf(test, a.format, channel);
      return a.bytes ? asBytes(tolerance, a.format) : tolerance;
    });
    let off = 0;
    let first = -1;
    for (let k = 0; k < a.values.length; ++k) {
      if (agree(a.values[k]!, b.values[k]!, tolerances[k & 3]!)) continue;
      ++off;
      if (first < 0) first = k;
    }
    if (off === 0) continue;
    const pixel = first >> 2;
    const at = ({values}: Read): string =>
      Array.from({length: 4}, (_, k) => Number((values[4 * pixel + k] ?? 0).toPrecision(9))).join(' ');
    found.push({
      what: `${a.name.replace(/\d+/g, 'N')}${a.format ? ` ${a.format}` : ''}`,
      native: at(a),
      ours: `${at(b)} (pixel ${pixel % a.width}, ${Math.floor(pixel / a.width)}; ${off} values of ${a.name})`,
    });
  }
  return found;
}

export function describeState({errors, answers, reads}: StateOutcome): string {
  return [
    `errors: ${errors.map((error) => error || '-').join(', ')}`,
    ...answers.map((answer) => `query: ${answer}`),
    ...reads.map(({name, values, width}) => {
      // One letter for each value that pixels have.
      const letters = new Map<string, string>();
      let picture = '';
      for (let i = 0; i < values.length; i += 4) {
        const pixel = Array.from({length: 4}, (_, k) => Number((values[i + k] ?? 0).toPrecision(6))).join(' ');
        if (!letters.has(pixel)) letters.set(pixel, String.fromCodePoint(97 + letters.size));
        picture += (i > 0 && (i >> 2) % width === 0 ? '\n  ' : '') + letters.get(pixel)!;
      }
      return `${name}: ${[...letters].map(([pixel, letter]) => `${letter} ${pixel}`).join(', ')}\n  ${picture}`;
    }),
  ].join('\n');
}
