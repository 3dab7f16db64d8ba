// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How far apart two renderers may be, in one place. Whatever is only moved, compared or converted is exact.

import type {Draw, StateCase} from './case.ts';
import {formatNamed} from './formats.ts';

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

const kExact: Tolerance = {absolute: 0, relative: 0};
/** What fixed point comes to in single precision, by a division or by a multiplication. */
const kConverted: Tolerance = {absolute: 2 ** -22, relative: 0};

/** sRGB made linear: SwiftShader approximates the power. */
const kDecoded = 2 ** -16;

/** Rounding of one operation, and of the one that put it there before: two steps of the format. */
const kSteps = 2;
/** Weights of filters have 8 fractional bits in some renderers, ES 3.0 leaves it open: of a texel's whole range. */
const kFilterWeight = 1 / 128;
/** Slopes of attributes come from positions of 4 sub-pixel bits in SwiftShader: exact where those are, but for rounding. */
const kInterpolation = 2 ** -12;
/** Depth that is interpolated, offset by units of an implementation's own size, or kept in 24 bits by one and in
 * floating point by the other. */
const kDepth = 2 ** -22;
const kDepth16 = 1 / 65535;
const kByte = 1.01 / 255;
/** Of the blue channel of R11F_G11F_B10F. */
const kSmallFloat = 2 ** -5;

/** Between levels: the level comes of a logarithm that SwiftShader approximates. */
const kLevelWeight = 1 / 32;

const filters = (parameters: readonly (readonly [string, string | number])[]): boolean =>
  !parameters.some(([name, value]) => name === 'TEXTURE_MIN_FILTER' && value === 'NEAREST') ||
  parameters.some(([, value]) => typeof value === 'string' && value.includes('LINEAR'));

const betweenLevels = (parameters: readonly (readonly [string, string | number])[]): boolean =>
  parameters.some(([, value]) => typeof value === 'string' && value.endsWith('_MIPMAP_LINEAR'));

export function isFiltered(test: StateCase, {source, lookUp}: Draw): boolean {
  if (source !== 'texture' || !lookUp || lookUp.method === 'texelFetch') return false;
  return filters(lookUp.sampler ?? test.textures[lookUp.texture]!.parameters);
}

/** For the four channels of attachments and levels of a format. */
export function toleranceOf(test: StateCase, format: string, channel: number): Tolerance {
  const {component, step: stepsOfChannels, isFloatingPoint, isSrgb, name} = formatNamed(format);
  const step = stepsOfChannels[channel]!;
  if (component === 'int' || component === 'uint') return kExact;
  if (component === 'depth') return {absolute: name === 'DEPTH_COMPONENT16' ? kDepth16 : kDepth, relative: 0};
  const {steps, targets} = test;
  const draws = steps.filter((step) => step.do === 'draw');
  const blends =
    steps.some((step) => step.do === 'call' && step.name === 'enable' && step.args[0] === 'BLEND') ||
    targets.some(({samples}) => samples !== 0);
  const interpolates = draws.some(({source}) => ['smooth', 'pointCoord', 'depth'].includes(source));
  const averages =
    steps.some((step) => step.do === 'mipmap' || (step.do === 'blit' && step.filter === 'LINEAR')) ||
    draws.some((draw) => isFiltered(test, draw));
  // Colours in sRGB are encoded by tables or by polynomials.
  const encodes = isSrgb || targets.some(({colors}) => colors.some((color) => formatNamed(color).isSrgb));
  // OpenGL ES 3.0.6 section 2.1.3: small floats are rounded to either neighbour; SwiftShader cuts off.
  const cuts = name === 'R11F_G11F_B10F' || targets.some(({colors}) => colors.includes('R11F_G11F_B10F'));
  if (!blends && !interpolates && !averages && !encodes) {
    if (cuts) return {absolute: 0, relative: 2 * kSmallFloat};
    const decodes = draws.some(({lookUp}) => lookUp && formatNamed(test.textures[lookUp.texture]!.format).isSrgb);
    if (decodes) return {absolute: kDecoded, relative: isFloatingPoint ? step : 0};
    const moves = steps.some((step) => step.do === 'blit' || (step.do === 'draw' && step.source === 'texture'));
    return {...kConverted, relative: moves && isFloatingPoint ? step : 0};
  }
  const rounding = kSteps * Math.max(step, cuts ? kSmallFloat : 0);
  const levels = draws.some(
    ({lookUp}) => lookUp && betweenLevels(lookUp.sampler ?? test.textures[lookUp.texture]!.parameters),
  );
  const values =
    (averages ? kFilterWeight : 0) +
    (levels ? kLevelWeight : 0) +
    (interpolates ? kInterpolation : 0) +
    (encodes ? 1 / 255 : 0);
  return isFloatingPoint || cuts
    ? {absolute: (isFloatingPoint ? rounding / 4 : rounding) + 2 * values, relative: rounding}
    : {absolute: rounding + values, relative: 0};
}

/** Of colours that are read as bytes: formats that have others are rounded by some and cut off by others. */
export function asBytes({absolute, relative}: Tolerance, format: string): Tolerance {
  return formatNamed(format).step.every((step) => step === 1 / 255)
    ? {absolute, relative}
    : {absolute: absolute + kByte, relative};
}

export function agree(a: number, b: number, {absolute, relative}: Tolerance): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= absolute + relative * Math.max(Math.abs(a), Math.abs(b));
}
