// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {expect, test} from '@playwright/test';
import {differingShare, geometricMean, median} from './statistics.ts';

test('the median of an even count is the mean of the middle two', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 100])).toBe(3.5);
  expect(median([])).toBeNaN();
});

test('half and double cancel in the geometric mean', () => {
  expect(geometricMean([0.5, 2])).toBeCloseTo(1);
});

test('a pixel differs when one channel is beyond the tolerance', () => {
  const a = new Uint8Array([0, 0, 0, 255, 10, 10, 10, 255]);
  expect(differingShare(a, new Uint8Array([0, 0, 16, 255, 10, 10, 10, 255]))).toBe(0);
  expect(differingShare(a, new Uint8Array([0, 0, 17, 255, 10, 10, 10, 255]))).toBe(0.5);
  expect(differingShare(a, new Uint8Array(4))).toBe(1);
});
