// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// A straight line through samples, and how sure it is.

export interface Slope {
  /** Of y to x. */
  readonly slope: number;
  /** The 95 % interval of the slope. */
  readonly low: number;
  readonly high: number;
}

/** Least squares; for the dozens of samples that a soak takes, the normal distribution's 1.96 is near enough. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const n = points.length;
  if (n < 3) throw new RangeError('a slope needs three samples');
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const residuals = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const error = 1.96 * Math.sqrt(residuals / (n - 2) / spread);
  return {slope, low: slope - error, high: slope + error};
}
