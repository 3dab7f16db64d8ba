// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Vertices, indices and texels that follow from a case.

import {Random} from '../../random.ts';
import type {Draw} from './case.ts';
import {kColors} from './generate.ts';

export interface Geometry {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly colors: Float32Array<ArrayBuffer>;
  readonly shifts: Float32Array<ArrayBuffer>;
  readonly indices: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | undefined;
}

const kIndexArrays = {UNSIGNED_BYTE: Uint8Array, UNSIGNED_SHORT: Uint16Array, UNSIGNED_INT: Uint32Array};

export function geometryOf(draw: Draw): Geometry {
  const r = new Random(draw.content);
  const count = draw.vertices;
  // Ends of lines and points lie in the middles of pixels of a viewport of 16: which pixels a line between corners of
  // pixels covers is told by rules that renderers follow differently. Shifted vertices stay inside: where SwiftShader
  // clips, it rounds.
  const fine = /LINE|POINTS/.test(draw.mode);
  const inside = draw.instances > 1 ? 2 : 0;
  const coordinate = (): number =>
    fine ? (2 * (inside + r.int(16 - 2 * inside)) - 15) / 16 : (inside + r.int(17 - 2 * inside) - 8) / 8;
  const corners = [-1, -1, 1, -1, -1, 1, 1, 1];
  const positions = new Float32Array(4 * count);
  const colors = new Float32Array(4 * count);
  for (let i = 0; i < count; ++i) {
    let [x, y] = draw.full ? [corners[2 * (i & 3)]!, corners[2 * (i & 3) + 1]!] : [coordinate(), coordinate()];
    // Ends before the middles of pixels: inside of their diamonds, and nobody cuts off what is covered.
    if (draw.square) {
      const before = 8 * (positions[4 * i - (i & 1 ? 4 : 3)]! + 1) - 0.375;
      const next = i === 0 ? r.int(4) : Math.min(13, before + r.int(4));
      const along = (next + 0.375) / 8 - 1;
      [x, y] = i === 0 ? [along, along] : i & 1 ? [along, positions[4 * i - 3]!] : [positions[4 * i - 4]!, along];
    }
    positions.set([x, y, (draw.z ?? r.int(33) - 16) / 16, 1], 4 * i);
    colors.set([r.pick(kColors), r.pick(kColors), r.pick(kColors), r.pick(kColors)], 4 * i);
  }
  const shifts = new Float32Array(2 * draw.instances);
  for (let i = 1; i < draw.instances; ++i) shifts.set([r.pick([0, 0.125, -0.25]), r.pick([0, 0.25, -0.125])], 2 * i);
  if (!draw.indices) return {positions, colors, shifts, indices: undefined};
  const ArrayClass = kIndexArrays[draw.indices];
  const restart = 2 ** (8 * ArrayClass.BYTES_PER_ELEMENT) - 1;
  const indices = Array.from({length: count + (draw.restart ? 4 : 0)}, (_, i) =>
    draw.restart && r.chance(0.2) ? restart : draw.full ? i & 3 : draw.square ? Math.min(i, count - 1) : r.int(count),
  );
  return {positions, colors, shifts, indices: new ArrayClass(indices)};
}

const kArrays: Readonly<Record<string, new (length: number) => Float32Array<ArrayBuffer>>> = {
  UNSIGNED_BYTE: Uint8Array,
  BYTE: Int8Array,
  UNSIGNED_SHORT: Uint16Array,
  SHORT: Int16Array,
  UNSIGNED_INT: Uint32Array,
  INT: Int32Array,
  UNSIGNED_SHORT_5_6_5: Uint16Array,
  UNSIGNED_SHORT_4_4_4_4: Uint16Array,
  UNSIGNED_SHORT_5_5_5_1: Uint16Array,
  UNSIGNED_INT_2_10_10_10_REV: Uint32Array,
  UNSIGNED_INT_24_8: Uint32Array,
  FLOAT: Float32Array,
} as never;

/** Random texels of an upload type. Floating point ones are small and positive, as colours and depths are. */
export function texelsOf(type: string, elements: number, content: number): ArrayBufferView<ArrayBuffer> {
  const r = new Random(content);
  const ArrayClass = kArrays[type];
  if (!ArrayClass) throw new Error(`no array for ${type}`);
  const texels = new ArrayClass(elements);
  for (let i = 0; i < elements; ++i) texels[i] = type === 'FLOAT' ? r.int(256) / 256 : r.int(2 ** 32);
  return texels;
}
