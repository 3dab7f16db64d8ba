// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A bundle that imports the allocator and does not use it holds nothing of it.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as esbuild from 'esbuild';
import {rollup} from 'rollup';

const kEntry = new URL('../entries/alloc.ts', import.meta.url).pathname;
const kOurs = /class|Memory|RangeError/;

const unused = `import {Allocator} from ${JSON.stringify(kEntry)};\nconsole.log('mine');`;
const used = `${unused}\nconsole.log(new Allocator().malloc(1));`;

async function byEsbuild(text: string): Promise<string> {
  const {outputFiles} = await esbuild.build({
    stdin: {contents: text, resolveDir: '/'},
    bundle: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0]!.text;
}

async function byRollup(text: string): Promise<string> {
  const bundle = await rollup({
    input: 'page',
    treeshake: true,
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === 'page' ? id : null),
        load: (id) => (id === 'page' ? text : null),
        async transform(code, id) {
          return id === 'page' ? null : (await esbuild.transform(code, {loader: 'ts', target: 'es2022'})).code;
        },
      },
    ],
  });
  return (await bundle.generate({format: 'es'})).output[0].code;
}

for (const [name, build] of Object.entries({esbuild: byEsbuild, Rollup: byRollup})) {
  test(`${name} drops what is not used`, async () => {
    const code = await build(unused);
    assert.match(code, /mine/);
    assert.doesNotMatch(code, kOurs);
    assert.match(await build(used), kOurs);
  });
}
