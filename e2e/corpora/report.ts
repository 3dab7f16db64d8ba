// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What became of the programs of each library, and the table of it.

import {type Difference, groupOf, matches} from '../differential/kind.ts';
import {known} from '../differential/programs/known.ts';
import type {Recorded} from './draw.ts';
import type {Compared, Picture} from './page.ts';
import {type Results, keyOf} from './programs.ts';

/** Channels may be off by this: rounding, and nothing else. */
const kTolerance = 2;
/** Natives agree on a program when at most this share of its pixels differs. */
const kShare = 0.01;
/** Positions, relative to their largest component. */
const kPositionTolerance = 1e-4;

interface Found {
  readonly library: string;
  readonly key: string;
  readonly difference: Difference;
}

export interface Judged {
  readonly library: string;
  readonly programs: number;
  readonly compared: number;
  readonly refused: number;
  /** In status, active resources or errors, but for a known reason. */
  readonly differ: number;
  readonly known: number;
  readonly drawn: number;
  /** On which both natives agree; pictures of one colour count. */
  readonly agreed: number;
  readonly flat: number;
  readonly same: number;
  /** Pixels on which both natives agree, and those of them that are ours too. */
  readonly pixels: number;
  readonly samePixels: number;
  readonly positions: number;
  readonly samePositions: number;
  readonly found: readonly Found[];
  /** Of what was compared: libraries share some. */
  readonly keys: readonly string[];
}

const bytesOf = (picture: Picture | undefined): Uint8Array | undefined =>
  picture?.pixels === undefined ? undefined : Buffer.from(picture.pixels, 'base64');

/** Which pixels are the same but for rounding. */
function samePixels(a: Uint8Array, b: Uint8Array): boolean[] {
  return Array.from({length: a.length / 4}, (_, pixel) =>
    [0, 1, 2, 3].every((channel) => Math.abs(a[4 * pixel + channel]! - b[4 * pixel + channel]!) <= kTolerance),
  );
}

const share = (flags: readonly boolean[]): number => flags.filter((flag) => flag).length / flags.length;

function samePositions(a: readonly (number | null)[], b: readonly (number | null)[]): boolean {
  const scale = Math.max(1e-6, ...a.map((value) => Math.abs(value ?? 0)));
  // JSON has no NaN and no infinity: null stands for all of them.
  return a.every((value, i) => {
    const other = b[i] ?? null;
    return value === null || other === null ? value === other : Math.abs(value - other) <= kPositionTolerance * scale;
  });
}

export function judge(
  library: string,
  programs: readonly Recorded[],
  bySwiftShader: Results<Compared>,
  byLlvmpipe: Results<Compared>,
): Judged {
  const counts = {compared: 0, refused: 0, differ: 0, known: 0, drawn: 0, agreed: 0, flat: 0, same: 0};
  const pixels = {pixels: 0, samePixels: 0, positions: 0, samePositions: 0};
  const found: Found[] = [];
  const keys: string[] = [];
  for (const recorded of programs) {
    const key = keyOf(recorded);
    const compared = bySwiftShader.get(key);
    if (!compared) continue;
    ++counts.compared;
    keys.push(key);
    if (compared.isRefused) ++counts.refused;
    const shown = `${recorded.vertex}\n${recorded.fragment}`;
    const isKnown = (difference: Difference): boolean => known.some((one) => matches(one, difference, shown));
    const open = compared.differences.filter((difference) => !isKnown(difference));
    if (open.length > 0) ++counts.differ;
    else if (compared.differences.length > 0) ++counts.known;
    for (const difference of open) found.push({library, key, difference});
    const {native, ours} = compared;
    if (native.nothing !== ours?.nothing && ours) {
      const difference = {what: 'draw', native: native.nothing ?? 'drawn', ours: ours.nothing ?? 'drawn'};
      found.push({library, key, difference});
    }
    const other = byLlvmpipe.get(key)?.native;
    const [swiftShader, llvmpipe, mine] = [bytesOf(native), bytesOf(other), bytesOf(ours)];
    if (!swiftShader || !mine) continue;
    ++counts.drawn;
    if (!llvmpipe) continue;
    const agree = samePixels(swiftShader, llvmpipe);
    const ourPixels = samePixels(swiftShader, mine);
    pixels.pixels += agree.filter((same) => same).length;
    pixels.samePixels += agree.filter((same, i) => same && ourPixels[i]).length;
    const isFlat = samePixels(swiftShader, Buffer.alloc(swiftShader.length, swiftShader.subarray(0, 4))).every(Boolean);
    if (isFlat) ++counts.flat;
    if (1 - share(agree) <= kShare) {
      ++counts.agreed;
      if (1 - share(ourPixels) <= kShare) ++counts.same;
      else {
        const at = ourPixels.findIndex((same, i) => !same && agree[i]);
        const pixel = (of: Uint8Array): string => Array.from(of.subarray(4 * at, 4 * at + 4)).join(' ');
        const percent = Math.round(100 * (1 - share(ourPixels)));
        found.push({
          library,
          key,
          difference: {what: `pixels (${percent} %)`, native: pixel(swiftShader), ours: pixel(mine)},
        });
      }
    }
    if (native.positions && ours?.positions && other?.positions && samePositions(native.positions, other.positions)) {
      ++pixels.positions;
      if (samePositions(native.positions, ours.positions)) ++pixels.samePositions;
      else {
        const difference = {what: 'positions', native: native.positions.join(' '), ours: ours.positions.join(' ')};
        found.push({library, key, difference});
      }
    }
  }
  return {library, programs: programs.length, ...counts, ...pixels, found, keys};
}

/** Prints the table and what differs. Returns the exit status. */
export function report(judged: readonly Judged[]): number {
  const columns = [
    'programs',
    'compared',
    'refused',
    'differ',
    'known',
    'drawn',
    'agreed',
    'same',
    'flat',
    'pixels',
    'samePixels',
    'positions',
    'samePositions',
  ] as const;
  const widths = columns.map((column) => Math.max(column.length, 9));
  const line = (name: string, values: readonly (string | number)[]): string =>
    `${name.padEnd(20)} ${values.map((value, i) => String(value).padStart(widths[i]!)).join(' ')}`;
  const found = judged.flatMap((one) => one.found);
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const group = groupOf({...one.difference, what: one.difference.what.replace(/\d+/, '')});
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  for (const [group, members] of [...groups].sort(([, a], [, b]) => b.length - a.length)) {
    console.log(`\n== ${members.length} x ${group}`);
    for (const {library, key, difference} of members.slice(0, 4)) {
      console.log(`${library} ${key} ${difference.what}\n  native: ${difference.native}\n  ours:   ${difference.ours}`);
    }
  }
  console.log(`\n${line('', columns)}`);
  for (const one of judged) {
    console.log(
      line(
        one.library,
        columns.map((column) => one[column]),
      ),
    );
  }
  const sum = (column: (typeof columns)[number]): number => judged.reduce((total, one) => total + one[column], 0);
  console.log(line('all', columns.map(sum)));
  console.log(`${new Set(judged.flatMap(({keys}) => keys)).size} distinct programs compared`);
  return judged.some(({differ}) => differ > 0) ? 1 : 0;
}
