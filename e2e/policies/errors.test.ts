// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What goes wrong while loading: nothing throws at the page, and one line says what to do.

import {expect, test} from '@playwright/test';
import {closeBrowser, look, openBrowser, type Situation} from './pages.ts';

test.beforeAll(openBrowser);
test.afterAll(closeBrowser);

const nowhere = {next: false, deferred: false, module: false};
const html = '<!doctype html><title>Not found</title>';
const flipped = (file: Buffer): Buffer => {
  const other = Buffer.from(file);
  other[other.length - 1]! ^= 1;
  return other;
};

const script = 'soft-webgl2.js';
const core = 'soft-webgl2.wasm';
const troubles: {[name: string]: [Situation, RegExp]} = {
  'no script there': [{faults: {[script]: {status: 404}}}, /soft-webgl2\.js answered 404: put all files of version/],
  'a page instead of the script': [{faults: {[script]: {body: () => html}}}, /soft-webgl2\.js is HTML/],
  'a script that is cut off': [
    {faults: {[script]: {body: (file) => file.subarray(0, 1000)}}},
    /soft-webgl2\.js is cut off, or of another version/,
  ],
  'a script of another version': [{faults: {[script]: {body: flipped}}}, /soft-webgl2\.js is .*of another version/],
  'no core there': [{faults: {[core]: {status: 404}}}, /soft-webgl2\.wasm answered 404: put/],
  'a page instead of the core': [{faults: {[core]: {body: () => html}}}, /soft-webgl2\.wasm is a page \(HTML\)/],
  'a core that is cut off': [
    {faults: {[core]: {body: (file) => file.subarray(0, 9999)}}},
    /soft-webgl2\.wasm is cut off/,
  ],
  'a core of another version': [{faults: {[core]: {body: flipped}}}, /soft-webgl2\.wasm is not of version/],
  'no WebAssembly': [{init: 'delete globalThis.WebAssembly'}, /no WebAssembly here/],
  'no SIMD': [{init: 'WebAssembly.validate = () => false'}, /no SIMD here/],
  'out of memory': [
    {init: 'WebAssembly.Instance = function () { throw new RangeError("no room"); }'},
    /out of memory.*close other pages/,
  ],
};

for (const [name, [situation, sentence]] of Object.entries(troubles)) {
  test(`${name}: the page is as without us, and is told why once`, async ({baseURL}) => {
    const {looks, said, errors} = await look(baseURL!, situation);
    expect({looks, errors}).toEqual({looks: nowhere, errors: []});
    expect(said).toEqual([expect.stringMatching(sentence)]);
  });
}

test('nothing is downloaded where WebAssembly cannot run the core', async ({baseURL}) => {
  const {requests} = await look(baseURL!, {init: 'WebAssembly.validate = () => false'});
  expect(requests.filter((path) => path.includes('soft-webgl2'))).toEqual([]);
});

test('the reason is in the event of the canvas, too', async ({baseURL}) => {
  let reason = '';
  await look(baseURL!, {faults: {[core]: {status: 404}}}, async (page) => {
    reason = await page.evaluate(() => {
      let message = '';
      const canvas = document.createElement('canvas');
      canvas.addEventListener('webglcontextcreationerror', (event) => {
        message = (event as WebGLContextEvent).statusMessage;
      });
      canvas.getContext('webgl2');
      return message;
    });
  });
  expect(reason).toMatch(/soft-webgl2\.wasm answered 404/);
});

const loads: {[name: string]: [Situation, RegExp | null]} = {
  'no file': [{faults: {[core]: {status: 404}}}, /answered 404: put/],
  'a page': [{faults: {[core]: {body: () => html}}}, /is a page \(HTML\)/],
  'half a file': [{faults: {[core]: {body: (file) => file.subarray(0, 9999)}}}, /is cut off/],
  'another version': [{faults: {[core]: {body: flipped}}}, /not of version/],
  'no WebAssembly by policy': [{headers: {'content-security-policy': "script-src 'self'"}}, /'wasm-unsafe-eval'/],
  'no requests by policy': [{headers: {'content-security-policy': "connect-src 'none'"}}, /cannot be requested/],
  'another type': [{faults: {[core]: {type: 'text/plain'}}}, null],
};

for (const [name, [situation, sentence]] of Object.entries(loads)) {
  test(`load() with ${name}`, async ({baseURL}) => {
    const tag = 'src="/e2e/policies/load.js" type="module"';
    let answer: unknown;
    const {said} = await look(baseURL!, {...situation, tag}, async (page) => {
      answer = await page.evaluate(() => (globalThis as unknown as {loading: Promise<string>}).loading);
    });
    if (sentence) {
      expect(answer).toMatch(sentence);
      expect(answer).toMatch(/^SoftWebgl2LoadError: /);
    } else {
      expect([answer, said]).toEqual(['loaded', [expect.stringMatching(/serve it as application\/wasm/)]]);
    }
  });
}
