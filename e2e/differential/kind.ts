// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a generator brings: cases, how one runs, and what counts as a difference. Everything here runs in the page.

export type ContextType = 'webgl' | 'webgl2';
export type Context = WebGLRenderingContext | WebGL2RenderingContext;

/** One implementation: the browser's own, or ours. */
export interface Side {
  /** Kept from case to case: leave it as it was. A lost one is replaced. */
  context(type: ContextType): Context;
  /** For one case alone, with a canvas of its own; it is given back when the case is done. */
  fresh(type: ContextType, attributes?: WebGLContextAttributes): Context;
}

export interface Difference {
  /** Class of what differs, as "fragment status" or "pixels": cases are grouped by it. */
  readonly what: string;
  readonly native: string;
  readonly ours: string;
}

export interface Kind<Case = unknown, Outcome = unknown> {
  readonly name: string;
  generate(seed: number): Case;
  run(side: Side, test: Case): Outcome | Promise<Outcome>;
  compare(native: Outcome, ours: Outcome, test: Case): Difference[];
  /** Whether the case got through: a generator whose cases are all refused alike shows nothing. */
  accepted(native: Outcome): boolean;
  /** Smaller cases, the boldest first. */
  reduce(test: Case): Iterable<Case>;
  /** The case as people read it, */
  show(test: Case): string;
  /** what show() or a person has written, */
  read?(text: string): Case;
  /** and all that a side says of it. */
  describe?(outcome: Outcome): string;
  /** Differences that are meant, with the reason. Kinds that share a list share its examples. */
  readonly known?: readonly KnownDifference<Case>[];
}

export interface KnownDifference<Case = unknown> {
  /** Whose doing it is: the specification is on our side, browsers leave it, or we do. */
  readonly because: 'specification' | 'open' | 'ours';
  readonly reason: string;
  /** All that are given must match. */
  readonly what?: RegExp;
  readonly native?: RegExp;
  readonly ours?: RegExp;
  /** Of what show() says. */
  readonly shown?: RegExp;
  /** A case that shows it, so that the entry goes when the difference does. */
  readonly example: Case;
}

export function matches(known: KnownDifference, difference: Difference, shown: string): boolean {
  return (
    (known.what?.test(difference.what) ?? true) &&
    (known.native?.test(difference.native) ?? true) &&
    (known.ours?.test(difference.ours) ?? true) &&
    (known.shown?.test(shown) ?? true)
  );
}

/** The reason why a difference is meant, if it is. */
export function reasonFor(kind: Kind, difference: Difference, shown: string): KnownDifference | undefined {
  return kind.known?.find((known) => matches(known, difference, shown));
}

/** Differences of one cause mostly have the same words: names and numbers are left out. */
export function groupOf({what, native, ours}: Difference): string {
  const words = (text: string): string => (text.split('\n')[0] ?? '').replace(/'[^']*'/g, "''").replace(/\d+/g, '0');
  return `${what} | native: ${words(native)} | ours: ${words(ours)}`;
}
