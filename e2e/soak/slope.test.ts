// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {expect, test} from '@playwright/test';
import {slopeOf} from './slope.ts';

test('a straight line has its slope and no doubt, a noisy one an interval round it', () => {
  const straight = slopeOf([0, 1, 2, 3].map((x) => [x, 5 + 2 * x]));
  expect(straight.slope).toBeCloseTo(2);
  expect(straight.high - straight.low).toBeCloseTo(0);
  const noisy = slopeOf(Array.from({length: 40}, (_, x) => [x, x % 2 === 0 ? 10 : -10]));
  expect(noisy.low).toBeLessThan(0);
  expect(noisy.high).toBeGreaterThan(0);
  expect(() => slopeOf([[0, 0]])).toThrow(RangeError);
});
