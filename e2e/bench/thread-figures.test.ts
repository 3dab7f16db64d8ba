// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {expect, test} from '@playwright/test';
import {foretelling, groupCurves, inTurn, overlapped, threadCounts} from './thread-figures.ts';

test('--threads takes a list with one thread in it', () => {
  expect(threadCounts('1,2')).toEqual([1, 2]);
  expect(threadCounts('4, 1 ,16')).toEqual([4, 1, 16]);
  for (const text of ['', '2,4', '1,0', '1,2,2', '1,1.5', '1,x', '1,,2', '1,17', '1,-2', '0x1,2']) {
    expect(threadCounts(text), text).toBeUndefined();
  }
});

test('a frame of which a fifth is serial gets at most five times as fast', () => {
  expect(overlapped(0.2, 4)).toBe(0.25);
  expect(overlapped(0.2, 16)).toBe(0.2);
  expect(inTurn(0.2, 4)).toBeCloseTo(0.4);
  expect(inTurn(0.2, 1)).toBeCloseTo(1);
  expect(overlapped(0.2, 1)).toBe(1);
});

test('a scene is close where its time lies between both foretellings, or a tenth beside', () => {
  const scene = (name: string, serial: number, two: number) => ({name, serial, measured: {1: 1, 2: two}});
  const told = foretelling(
    [scene('sines', 0, 0.54), scene('roots', 0, 0.56), scene('clear', 0.6, 0.72), scene('blur', 0.6, 0.5)],
    2,
  );
  expect(told.close).toBe(2);
  expect(told.scenes).toBe(4);
  expect(told.measured).toBeCloseTo((0.54 * 0.56 * 0.72 * 0.5) ** 0.25);
  expect(told.overlapped).toBeCloseTo((0.5 * 0.5 * 0.6 * 0.6) ** 0.25);
  expect(told.inTurn).toBeCloseTo((0.5 * 0.5 * 0.8 * 0.8) ** 0.25);
  expect(foretelling([scene('sines', 0, 0.5)], 4).scenes).toBe(0);
});

test('curves are of groups, and of all scenes', () => {
  const curves = groupCurves([
    {name: 'sines', serial: 0.01, measured: {1: 1, 2: 0.5}},
    {name: 'clear', serial: 1, measured: {1: 1, 2: 1}},
  ]);
  expect(curves.map(({group}) => group)).toEqual(['functions', 'fixed costs', 'all']);
  expect(curves[0]!.foretold[16]).toBeCloseTo(1 / 16);
  expect(curves[1]!.foretold[16]).toBe(1);
  expect(curves[2]!.measured[2]).toBeCloseTo(Math.SQRT1_2);
  expect(curves[2]!.foretold[4]).toBeCloseTo(0.5);
  expect(groupCurves([])).toEqual([]);
});
