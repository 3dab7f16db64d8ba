// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a frame's serial part foretells for more threads. Times are shares of the time that one thread takes.

import {groupOf, kSceneGroups} from './scene-groups.ts';
import {geometricMean} from './statistics.ts';

/** Counts that no machine at hand need have. */
export const kForetold: readonly number[] = [2, 4, 8, 16];
const kMostThreads = 16;

/** `1,2,4`; undefined where it says nothing that can be timed: ratios are to one thread, which must be among them. */
export function threadCounts(text: string): number[] | undefined {
  const counts = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : NaN));
  const good = counts.every((n) => n >= 1 && n <= kMostThreads);
  return good && counts.includes(1) && new Set(counts).size === counts.length ? counts : undefined;
}

/** The calling thread does its part while the others shade, and then helps them. */
export const overlapped = (serial: number, threads: number): number => Math.max(serial, 1 / threads);

/** The others begin when the calling thread has done its part: `T1 / (serial + parallel / n)` times as fast. */
export const inTurn = (serial: number, threads: number): number => serial + (1 - serial) / threads;

export interface SceneFigures {
  readonly name: string;
  /** Share of a frame that the calling thread does alone. */
  readonly serial: number;
  /** Of one thread's time, as measured, by number of threads. */
  readonly measured: Readonly<Record<number, number>>;
}

export interface Foretelling {
  readonly threads: number;
  /** Geometric means over the scenes. */
  readonly measured: number;
  readonly overlapped: number;
  readonly inTurn: number;
  /** Scenes whose time lies between the two within a tenth, and that were measured. */
  readonly close: number;
  readonly scenes: number;
}

/** How what was foretold compares with what was measured with so many threads. */
export function foretelling(scenes: readonly SceneFigures[], threads: number): Foretelling {
  const measured = scenes.filter((scene) => scene.measured[threads] !== undefined);
  const mean = (value: (scene: SceneFigures) => number): number => geometricMean(measured.map(value));
  return {
    threads,
    measured: mean((scene) => scene.measured[threads]!),
    overlapped: mean(({serial}) => overlapped(serial, threads)),
    inTurn: mean(({serial}) => inTurn(serial, threads)),
    close: measured.filter(({serial, measured: {[threads]: ratio = NaN}}) => {
      return ratio >= overlapped(serial, threads) * 0.9 && ratio <= inTurn(serial, threads) * 1.1;
    }).length,
    scenes: measured.length,
  };
}

export interface GroupCurve {
  readonly group: string;
  /** Geometric means: of one thread's time. */
  readonly measured: Readonly<Record<number, number>>;
  readonly foretold: Readonly<Record<number, number>>;
}

/** By group of scenes (scene-groups.ts), in its order, and `all`. */
export function groupCurves(scenes: readonly SceneFigures[]): GroupCurve[] {
  const curve = (group: string, own: readonly SceneFigures[]): GroupCurve => {
    const counts = Object.keys(own[0]!.measured).map(Number);
    const means = (numbers: readonly number[], value: (scene: SceneFigures, n: number) => number) =>
      Object.fromEntries(numbers.map((n) => [n, geometricMean(own.map((scene) => value(scene, n)))]));
    return {
      group,
      measured: means(counts, (scene, n) => scene.measured[n] ?? NaN),
      foretold: means(kForetold, ({serial}, n) => overlapped(serial, n)),
    };
  };
  const groups = Object.keys(kSceneGroups).flatMap((group) => {
    const own = scenes.filter(({name}) => groupOf(name) === group);
    return own.length > 0 ? [curve(group, own)] : [];
  });
  return scenes.length > 0 ? [...groups, curve('all', scenes)] : groups;
}
