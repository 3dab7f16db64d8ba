// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Formats that states are drawn into and sampled from, and how far apart two pictures of one may be.

export type Component = 'float' | 'int' | 'uint' | 'depth';

export interface Format {
  readonly name: string;
  readonly component: Component;
  /** Of uploads. */
  readonly format: string;
  readonly type: string;
  /** Elements of the upload's array for one texel. */
  readonly elements: number;
  readonly renderable: boolean;
  readonly filterable: boolean;
  /** Distance of neighbouring values of a channel: absolute in fixed point, relative in floating point. */
  readonly step: readonly [number, number, number, number];
  readonly isFloatingPoint: boolean;
  readonly isSrgb: boolean;
}

type Row = readonly [
  name: string,
  format: string,
  type: string,
  elements: number,
  bits: number | readonly [number, number, number, number],
  flags?: string,
];

/** bits: of a channel, of all or each; flags: r renderable, f filterable, p floating point, s sRGB. */
const kFloat: readonly Row[] = [
  ['RGBA8', 'RGBA', 'UNSIGNED_BYTE', 4, 8, 'rf'],
  ['SRGB8_ALPHA8', 'RGBA', 'UNSIGNED_BYTE', 4, 8, 'rfs'],
  ['RGB8', 'RGB', 'UNSIGNED_BYTE', 3, 8, 'rf'],
  ['RG8', 'RG', 'UNSIGNED_BYTE', 2, 8, 'rf'],
  ['R8', 'RED', 'UNSIGNED_BYTE', 1, 8, 'rf'],
  ['RGB565', 'RGB', 'UNSIGNED_SHORT_5_6_5', 1, [5, 6, 5, 8], 'rf'],
  ['RGBA4', 'RGBA', 'UNSIGNED_SHORT_4_4_4_4', 1, 4, 'rf'],
  ['RGB5_A1', 'RGBA', 'UNSIGNED_SHORT_5_5_5_1', 1, [5, 5, 5, 1], 'rf'],
  ['RGB10_A2', 'RGBA', 'UNSIGNED_INT_2_10_10_10_REV', 1, [10, 10, 10, 2], 'rf'],
  ['RGBA16F', 'RGBA', 'FLOAT', 4, 10, 'rfp'],
  ['RG16F', 'RG', 'FLOAT', 2, 10, 'rfp'],
  ['R16F', 'RED', 'FLOAT', 1, 10, 'rfp'],
  ['RGBA32F', 'RGBA', 'FLOAT', 4, 20, 'rfp'],
  ['R32F', 'RED', 'FLOAT', 1, 20, 'rfp'],
  ['R11F_G11F_B10F', 'RGB', 'FLOAT', 3, [6, 6, 5, 8], 'rfp'],
  ['RGBA8_SNORM', 'RGBA', 'BYTE', 4, 7, 'f'],
  ['SRGB8', 'RGB', 'UNSIGNED_BYTE', 3, 8, 'fs'],
  ['RGB9_E5', 'RGB', 'FLOAT', 3, 9, 'fp'],
  ['RGB16F', 'RGB', 'FLOAT', 3, 10, 'fp'],
  ['RGB32F', 'RGB', 'FLOAT', 3, 20, 'fp'],
];
const kInt: readonly Row[] = [
  ['RGBA8I', 'RGBA_INTEGER', 'BYTE', 4, 8, 'r'],
  ['RGBA16I', 'RGBA_INTEGER', 'SHORT', 4, 16, 'r'],
  ['RGBA32I', 'RGBA_INTEGER', 'INT', 4, 32, 'r'],
  ['RG16I', 'RG_INTEGER', 'SHORT', 2, 16, 'r'],
  ['R8I', 'RED_INTEGER', 'BYTE', 1, 8, 'r'],
];
const kUint: readonly Row[] = [
  ['RGBA8UI', 'RGBA_INTEGER', 'UNSIGNED_BYTE', 4, 8, 'r'],
  ['RGBA16UI', 'RGBA_INTEGER', 'UNSIGNED_SHORT', 4, 16, 'r'],
  ['RGBA32UI', 'RGBA_INTEGER', 'UNSIGNED_INT', 4, 32, 'r'],
  ['R32UI', 'RED_INTEGER', 'UNSIGNED_INT', 1, 32, 'r'],
  ['RGB10_A2UI', 'RGBA_INTEGER', 'UNSIGNED_INT_2_10_10_10_REV', 1, 10, 'r'],
];
const kDepth: readonly Row[] = [
  ['DEPTH_COMPONENT16', 'DEPTH_COMPONENT', 'UNSIGNED_SHORT', 1, 16, 'r'],
  ['DEPTH_COMPONENT24', 'DEPTH_COMPONENT', 'UNSIGNED_INT', 1, 24, 'r'],
  ['DEPTH_COMPONENT32F', 'DEPTH_COMPONENT', 'FLOAT', 1, 24, 'r'],
  ['DEPTH24_STENCIL8', 'DEPTH_STENCIL', 'UNSIGNED_INT_24_8', 1, 24, 'r'],
];

const rowsOf = (rows: readonly Row[], component: Component): Format[] =>
  rows.map(([name, format, type, elements, bits, flags = '']) => ({
    name,
    component,
    format,
    type,
    elements,
    renderable: flags.includes('r'),
    filterable: flags.includes('f'),
    step: [0, 1, 2, 3].map((channel) => {
      const width = typeof bits === 'number' ? bits : bits[channel]!;
      return flags.includes('p') ? 2 ** -width : 1 / (2 ** width - 1);
    }) as never,
    isFloatingPoint: flags.includes('p'),
    isSrgb: flags.includes('s'),
  }));

export const kFormats: readonly Format[] = [
  ...rowsOf(kFloat, 'float'),
  ...rowsOf(kInt, 'int'),
  ...rowsOf(kUint, 'uint'),
  ...rowsOf(kDepth, 'depth'),
];

export function formatNamed(name: string): Format {
  const format = kFormats.find((format) => format.name === name);
  if (!format) throw new Error(`no such format: ${name}`);
  return format;
}

export const kDepthFormats = ['DEPTH_COMPONENT16', 'DEPTH_COMPONENT24', 'DEPTH_COMPONENT32F', 'DEPTH24_STENCIL8'];
