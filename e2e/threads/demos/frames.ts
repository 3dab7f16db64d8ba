// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export interface Frame {
  /** Of the pixels of all contexts. */
  readonly hash: string;
  /** How many the picture has, or 64; 0 where it is black. */
  readonly colours: number;
}

export interface DemoFrames {
  readonly frames: readonly Frame[];
  readonly contexts: number;
  readonly antialias: boolean;
  /** With which the last frames were drawn: the least of any context. */
  readonly threads: number;
}

export interface Expected {
  /** Frames differ from each other. */
  readonly moves: boolean;
  /** Some frames have one colour. */
  readonly plain?: boolean;
}

/** Equal hashes say nothing where nothing was drawn. */
export function checkFrames(name: string, drawn: DemoFrames, {moves, plain = false}: Expected): DemoFrames {
  const {frames} = drawn;
  if (frames.length === 0) throw new Error(`${name}: no frames`);
  const empty = frames.findIndex(({colours}) => colours < (plain ? 1 : 2));
  if (empty >= 0) throw new Error(`${name}: frame ${empty} of ${frames.length} is empty`);
  if (moves && new Set(frames.map(({hash}) => hash)).size === 1) throw new Error(`${name}: nothing moves`);
  return drawn;
}
