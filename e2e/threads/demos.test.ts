// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Frames of some pages of the gallery with several threads; `demos.ts` has all of them, and more numbers of threads.

import {expect, test} from '@playwright/test';
import {buildSite} from '../../scripts/site.ts';
import {checkFrames} from './demos/frames.ts';
import {DemoPages, demos} from './demos/pages.ts';

let pages: DemoPages;
test.beforeAll(async () => {
  await buildSite(); // done already, unless this runs alone
  pages = await DemoPages.open();
});
test.afterAll(() => pages.close());

/** One that is antialiased, and one with passes that read what others drew. */
for (const demo of demos(/^(hello-triangle|gltf)$/)) {
  test(`${demo.name}: three threads give the frames of one`, async () => {
    const one = await pages.draw(demo, 1);
    const three = await pages.draw(demo, 3);
    expect(one.threads).toBe(1);
    expect(three).toEqual({...one, threads: 3});
  });
}

test('frames that are empty, or that stand still, are no frames', () => {
  const drawn = (...colours: number[]) => ({
    frames: colours.map((count, i) => ({hash: String(i), colours: count})),
    contexts: 1,
    antialias: false,
    threads: 2,
  });
  const moves = {moves: true};
  expect(checkFrames('a', drawn(3, 64), moves)).toEqual(drawn(3, 64));
  expect(() => checkFrames('a', drawn(), moves)).toThrow('no frames');
  expect(() => checkFrames('a', drawn(3, 1), moves)).toThrow('frame 1 of 2 is empty');
  expect(() => checkFrames('a', drawn(3, 0), {...moves, plain: true})).toThrow('frame 1 of 2 is empty');
  expect(checkFrames('a', drawn(3, 1), {...moves, plain: true})).toEqual(drawn(3, 1));
  expect(() => checkFrames('a', drawn(3), moves)).toThrow('nothing moves');
});
