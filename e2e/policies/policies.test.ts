// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Each policy that a page may have: contexts of ours for the very next script, or the page as without us and one line
// that says what to do.

import {type Page, expect, test} from '@playwright/test';
import {sumOf} from '../../web/front/sum.ts';
import {closeBrowser, kCdn, look, openBrowser, type Situation} from './pages.ts';

test.beforeAll(openBrowser);
test.afterAll(closeBrowser);

const csp = (text: string): Situation['headers'] => ({'content-security-policy': text});
const everywhere = {next: true, deferred: true, module: true};
const nowhere = {next: false, deferred: false, module: false};

const allowed: {[name: string]: Situation} = {
  'no policy': {},
  "script-src 'self' 'wasm-unsafe-eval'": {headers: csp("script-src 'self' 'wasm-unsafe-eval'")},
  'a nonce': {headers: csp("script-src 'nonce-abc' 'wasm-unsafe-eval'"), nonce: 'abc'},
  'strict-dynamic': {headers: csp("script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'"), nonce: 'abc'},
  "connect-src 'self'": {headers: csp("default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'")},
  'Trusted Types that admit ours': {headers: csp("require-trusted-types-for 'script'; trusted-types soft-webgl2")},
  'Trusted Types without inline scripts': {
    headers: csp("script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types soft-webgl2"),
  },
  'no requests, with auto-inline.js': {
    headers: {...csp("connect-src 'none'; script-src 'self' 'wasm-unsafe-eval'"), 'permissions-policy': 'sync-xhr=()'},
    tag: 'src="/dist/auto-inline.js"',
  },
  'an integrity of the tag': {tag: 'src="/dist/auto.js" integrity="INTEGRITY"'},
  'another server': {tag: `src="${kCdn}/auto.js"`},
  'another server, and an integrity': {tag: `src="${kCdn}/auto.js" integrity="INTEGRITY" crossorigin="anonymous"`},
};

for (const [name, situation] of Object.entries(allowed)) {
  test(`${name}: every script has WebGL`, async ({baseURL}) => {
    const {looks, said, errors} = await look(baseURL!, await withIntegrity(baseURL!, situation));
    expect({looks, said, errors}).toEqual({looks: everywhere, said: [], errors: []});
  });
}

async function withIntegrity(baseURL: string, situation: Situation): Promise<Situation> {
  if (!situation.tag?.includes('INTEGRITY')) return situation;
  return {...situation, tag: situation.tag.replace('INTEGRITY', await integrityOf(baseURL))};
}

async function integrityOf(baseURL: string): Promise<string> {
  const bytes = await (await fetch(`${baseURL}/dist/auto.js`)).arrayBuffer();
  return `sha256-${Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64')}`;
}

/** Another file of the same length and check sum: its last whole word makes up for a byte before it. */
function forge(file: Buffer): Buffer {
  const other = Buffer.from(file);
  const last = (file.length & ~3) - 4;
  other[last - 1]! ^= 1;
  const addedTo = (bytes: Buffer): number => {
    const sum = sumOf(Uint8Array.from(bytes.subarray(0, last)));
    return sum ^ (sum >>> 15);
  };
  other.writeInt32LE(file.readInt32LE(last) ^ addedTo(file) ^ addedTo(other), last);
  if (sumOf(Uint8Array.from(other)) !== sumOf(Uint8Array.from(file))) throw new Error('no forgery found');
  return other;
}

const tampered = {'soft-webgl2.js': {body: (file: Buffer) => Buffer.concat([file, Buffer.from('//')])}};

const forbidden: {[name: string]: [Situation, RegExp]} = {
  'an integrity of the tag, and a script that is not the one': [
    {tag: 'src="/dist/auto.js" integrity="INTEGRITY"', faults: tampered},
    /soft-webgl2\.js did not run.*auto-inline\.js/,
  ],
  'an integrity of the tag, and a core that was made to look like ours': [
    {tag: 'src="/dist/auto.js" integrity="INTEGRITY"', faults: {'soft-webgl2.wasm': {body: forge}}},
    /soft-webgl2\.wasm is not of version/,
  ],
  'an integrity of a tag that runs late': [
    {tag: 'src="/dist/auto.js" integrity="INTEGRITY" async'},
    /integrity needs a tag without async/,
  ],
  'no inline script and no parser': [
    {headers: csp("script-src 'self' 'wasm-unsafe-eval'"), tag: 'src="/dist/auto.js" async'},
    /no script can run at once.*auto-inline\.js/,
  ],
  "connect-src 'none'": [
    {headers: csp("connect-src 'none'")},
    /soft-webgl2\.js cannot be requested.*connect-src.*auto-inline\.js/,
  ],
  'sync-xhr=()': [{headers: {'permissions-policy': 'sync-xhr=()'}}, /cannot be requested.*sync-xhr.*auto-inline\.js/],
  'no WebAssembly': [{headers: csp("script-src 'self' 'unsafe-inline'")}, /'wasm-unsafe-eval'/],
  'Trusted Types that do not admit ours': [
    {headers: csp("require-trusted-types-for 'script'; trusted-types other")},
    /auto-inline\.js/,
  ],
};

for (const [name, [situation, sentence]] of Object.entries(forbidden)) {
  test(`${name}: the page is as without us, and is told why once`, async ({baseURL}) => {
    const ask = (page: Page): Promise<unknown> =>
      page.evaluate("void document.createElement('canvas').getContext('webgl2')");
    const {looks, said, errors} = await look(
      baseURL!,
      await withIntegrity(baseURL!, situation),
      async (page) => void (await ask(page)),
    );
    expect({looks, errors}).toEqual({looks: nowhere, errors: []});
    expect(said).toEqual([expect.stringMatching(sentence)]);
  });
}
