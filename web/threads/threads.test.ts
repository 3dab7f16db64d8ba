// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The package in Node with threads: the same pictures, to the bit.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {root} from '../../scripts/shell.ts';

type Package = typeof import('../entries/node.ts');
const address = pathToFileURL(path.join(root, 'dist/node.js')).href;
const {createContext, getInfo, readPixels} = (await import(address)) as Package;

interface Scene {
  antialias?: boolean;
  setup(gl: WebGL2RenderingContext): void;
  frame(gl: WebGL2RenderingContext, index: number): void;
}

/** Odd: quads at the right edge reach beyond it. */
const size = {width: 203, height: 151};

async function until(condition: () => boolean, limitMs: number): Promise<boolean> {
  for (const end = performance.now() + limitMs; performance.now() < end; await sleep(10)) if (condition()) return true;
  return condition();
}

async function framesOf(name: string, threads: number): Promise<string> {
  const scene = (await import(`${pathToFileURL(path.join(root, 'e2e/bench/scenes', name)).href}?${threads}`)) as Scene;
  const gl = createContext({...size, threads, antialias: scene.antialias ?? false});
  assert.ok(await until(() => getInfo(gl).threads === threads, 20_000), 'all threads come');
  scene.setup(gl);
  const hash = createHash('sha256');
  for (let i = 0; i < 3; ++i) {
    scene.frame(gl, i);
    hash.update(readPixels(gl));
  }
  assert.equal(gl.getError(), gl.NO_ERROR);
  gl.getExtension('WEBGL_lose_context')!.loseContext();
  return hash.digest('hex');
}

for (const name of fs.readdirSync(path.join(root, 'e2e/bench/scenes'))) {
  test(`${path.basename(name, '.js')}: the same bits with one, two and three threads`, async () => {
    const one = await framesOf(name, 1);
    assert.equal(await framesOf(name, 2), one);
    assert.equal(await framesOf(name, 3), one);
  });
}

test('threads are a number from 1 on, or auto', () => {
  for (const threads of [0, -1, 1.5, NaN, '2' as unknown as number, 'all' as unknown as 'auto']) {
    assert.throws(() => createContext({...size, threads}), TypeError);
  }
  const gl = createContext({...size, threads: 'auto'});
  assert.ok(getInfo(gl).threads >= 1);
  gl.getExtension('WEBGL_lose_context')!.loseContext();
});

test('contexts share the threads, and one that is lost leaves them to the others', async () => {
  const contexts = [1, 2].map(() => createContext({...size, threads: 2}));
  assert.ok(await until(() => contexts.every((gl) => getInfo(gl).threads === 2), 20_000));
  contexts[0]!.getExtension('WEBGL_lose_context')!.loseContext();
  assert.equal(getInfo(contexts[0]!).threads, 1);
  const gl = contexts[1]!;
  gl.clearColor(1, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  assert.deepEqual([...readPixels(gl).subarray(0, 4)], [255, 0, 0, 255]);
  gl.getExtension('WEBGL_lose_context')!.loseContext();
});

test('a program ends though its threads are asleep', () => {
  const text = `import {createContext} from ${JSON.stringify(address)};
    const gl = createContext({width: 64, height: 64, threads: 3});
    gl.clear(gl.COLOR_BUFFER_BIT);
    setTimeout(() => console.log('done'), 300);`;
  const {stdout, status} = spawnSync(process.execPath, ['--input-type=module', '-e', text], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  assert.equal(stdout, 'done\n');
  assert.equal(status, 0);
});
