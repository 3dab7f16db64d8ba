// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The table of pages' times: a line as soon as it is known.

import type {Renderer} from '../browser.ts';
import type {DrivenTimes} from './driven-pages.ts';
import {geometricMean} from './statistics.ts';

const kNameWidth = 44;
/** What a clock of a tenth of a millisecond tells of a group, at best. */
const kLeastMs = 0.01;

export class PageTable {
  readonly #against: readonly Renderer[];
  readonly #ratios: Map<Renderer, number[]>;
  #pages = 0;

  constructor(
    against: readonly Renderer[],
    groups: number,
    viewport: {readonly width: number; readonly height: number},
  ) {
    this.#against = against;
    this.#ratios = new Map(against.map((renderer) => [renderer, []]));
    console.log(`${viewport.width}x${viewport.height}, ms per frame, medians of ${groups}`);
    const heads = [...against, 'ours', ...against.map((renderer) => `/${renderer}`)];
    console.log(`${'page'.padEnd(kNameWidth)}${heads.map((head) => head.padStart(13)).join('')}`);
  }

  /** less: what a frame takes that draws nothing, which is not counted in ratios. */
  add(name: string, times: DrivenTimes | string, less?: DrivenTimes): void {
    ++this.#pages;
    if (typeof times === 'string') {
      console.log(`${name.padEnd(kNameWidth)}  not counted: ${times}`);
      return;
    }
    const cells = this.#against.map((renderer) => times.native.get(renderer)!);
    const ratios = this.#against.map((renderer) => {
      const native = times.native.get(renderer)! - (less?.native.get(renderer) ?? 0);
      const ratio = Math.max(times.ours - (less?.ours ?? 0), kLeastMs) / native;
      this.#ratios.get(renderer)!.push(ratio);
      return ratio;
    });
    const texts = [...cells, times.ours, ...ratios].map((value) => value.toFixed(2).padStart(13));
    console.log(`${name.padEnd(kNameWidth)}${texts.join('')}`);
  }

  /** Prints the means. True when each page counted. */
  end(): boolean {
    for (const [renderer, ratios] of this.#ratios) {
      const mean = geometricMean(ratios).toFixed(2);
      console.log(`geometric mean against ${renderer}: ${mean} of ${ratios.length} of ${this.#pages} pages`);
    }
    return [...this.#ratios.values()].every((ratios) => ratios.length === this.#pages);
  }
}
