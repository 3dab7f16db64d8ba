// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Isolated pages have threads without asking for them, and may say how many.

import {type Page, chromium, expect, test} from '@playwright/test';
import {launchOptions} from '../browser.ts';
import type * as drawingModule from './drawing.js';

type Global = {drawing: typeof drawingModule; softWebgl2: {getInfo(): {warnings: string[]}}};

interface Answer {
  few: {threads: number; reason: string};
  many: {threads: number; reason: string};
  first: number;
  then: number;
  warnings: string[];
}

/** Draws a little, then much. `count`: threads to wait for; 0: as many as there are processors. */
async function draw(page: Page, count: number): Promise<Answer> {
  return page.evaluate(async (count) => {
    const {drawing, softWebgl2} = globalThis as unknown as Global;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [400, 300];
    const gl = canvas.getContext('webgl2')!;
    drawing.prepare(gl);
    drawing.drawLittle(gl);
    const few = await drawing.threadsOf(gl, 2, 100);
    const first = drawing.drawMuch(gl);
    const many = await drawing.threadsOf(gl, count || Math.min(navigator.hardwareConcurrency, 16));
    const then = drawing.drawMuch(gl);
    return {few, many, first, then, warnings: softWebgl2.getInfo().warnings};
  }, count);
}

async function inPage<T>(
  baseURL: string,
  address: string,
  work: (page: Page) => Promise<T>,
): Promise<{answer: T; requests: string[]}> {
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage({baseURL});
    const requests: string[] = [];
    page.on('request', (request) => {
      const file = /(?:soft-webgl2(?:\.threads)?\.wasm|thread\.js)$/.exec(request.url());
      if (file) requests.push(file[0]);
    });
    await page.goto(address);
    await page.waitForFunction('globalThis.drawing');
    return {answer: await work(page), requests: requests.sort()};
  } finally {
    await browser.close();
  }
}

const kPage = '/e2e/threads/scripts.html';
const processors = Math.min((await import('node:os')).availableParallelism(), 16);
const kCores = ['soft-webgl2.threads.wasm', 'soft-webgl2.wasm'];

test('auto.js: threads by themselves, once there is enough to draw; each file once; the same bits', async ({
  baseURL,
}) => {
  const reason = processors > 1 ? 'there was not enough to draw for more so far' : 'there is one processor';
  const {answer, requests} = await inPage(baseURL!, `${kPage}?script=auto`, (page) => draw(page, 0));
  expect(answer.few).toEqual({threads: 1, reason});
  expect(answer.many).toEqual({threads: processors, reason: processors > 1 ? '' : reason});
  expect(answer.then).toBe(answer.first); // the first was drawn in one task, in which no thread can come
  expect(answer.warnings).toEqual([]);
  const cores = processors > 1 ? kCores : ['soft-webgl2.wasm'];
  expect(requests).toEqual([...cores, ...Array.from({length: processors - 1}, () => 'thread.js')]);
});

test('auto.js: as many as the tag says', async ({baseURL}) => {
  const one = await inPage(baseURL!, `${kPage}?script=auto&threads=1`, (page) => draw(page, 1));
  expect(one.answer.many).toEqual({threads: 1, reason: 'one was asked for'});
  expect(one.requests).toEqual(['soft-webgl2.wasm']);
  const three = await inPage(baseURL!, `${kPage}?script=auto&threads=3`, (page) => draw(page, 3));
  expect(three.answer.many).toEqual({threads: 3, reason: ''});
  expect(three.requests).toEqual([...kCores, 'thread.js', 'thread.js']);
  expect([three.answer.first, three.answer.then]).toEqual([one.answer.first, one.answer.first]);
});

test('auto.js: what is no number of threads is said, and left out', async ({baseURL}) => {
  for (const threads of ['many', '0']) {
    const {answer} = await inPage(baseURL!, `${kPage}?script=auto&threads=${threads}`, (page) => draw(page, 0));
    expect(answer.warnings).toEqual([`threads cannot be '${threads}'`]);
    expect(answer.many.threads).toBe(processors);
  }
});

test('auto-inline.js: asks for no file until threads are asked for', async ({baseURL}) => {
  const alone = await inPage(baseURL!, `${kPage}?script=auto-inline`, (page) => draw(page, 1));
  expect(alone.answer.many).toEqual({
    threads: 1,
    reason: 'auto-inline.js requests no other file unless threads are asked for',
  });
  expect(alone.requests).toEqual([]);
  const two = await inPage(baseURL!, `${kPage}?script=auto-inline&threads=2`, (page) => draw(page, 2));
  expect(two.answer.many).toEqual({threads: 2, reason: ''});
  expect(two.requests).toEqual(['soft-webgl2.threads.wasm', 'thread.js']);
  expect(two.answer.then).toBe(alone.answer.first);
});

test('workers of an isolated page have threads, too', async ({baseURL}) => {
  const {answer} = await inPage(baseURL!, `${kPage}?script=auto&threads=2`, (page) =>
    page.evaluate(
      () =>
        new Promise<{threads: number; reason: string; first: number; then: number}>((resolve, reject) => {
          const worker = new Worker('/e2e/threads/worker.js', {type: 'module'});
          worker.onmessage = ({data}) => resolve(data as never);
          worker.onerror = ({message}) => reject(new Error(message));
          worker.postMessage(2);
        }),
    ),
  );
  expect(answer).toMatchObject({threads: 2, reason: ''});
  expect(answer.then).toBe(answer.first);
});

test('the element: each has as many as its attribute says', async ({baseURL}) => {
  const {answer, requests} = await inPage(baseURL!, '/e2e/threads/element.html', (page) =>
    page.evaluate(async () => {
      const {drawing} = globalThis as unknown as Global;
      const elements = [...document.querySelectorAll('soft-webgl2-canvas')];
      const two = await elements[0]!.ready;
      const one = await elements[1]!.ready;
      const refused = await elements[2]!.ready.catch((error: Error) => `${error.name}: ${error.message}`);
      return {two: await drawing.threadsOf(two, 2), one: await drawing.threadsOf(one, 1), refused};
    }),
  );
  expect(answer.two).toEqual({threads: 2, reason: ''});
  expect(answer.one).toEqual({threads: 1, reason: 'one was asked for'});
  expect(answer.refused).toBe("TypeError: threads: 0 is neither 'auto' nor a number from 1 on");
  expect(requests).toEqual([...kCores, 'thread.js']);
});
