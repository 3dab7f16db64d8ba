// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npx soft-webgl2` and renderMany(), as they are built.

import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from '@playwright/test';
import {root} from '../../scripts/shell.ts';
import type * as node from '../../web/entries/node.ts';
import {isBlank} from '../../web/visual/compare.ts';
import {decodePng} from '../../web/node/png.ts';

const scene = path.join(root, 'e2e/node/scene.mjs');
const entry: string = '../../dist/node.js';

/** The command, with what it printed. */
function run(...args: string[]): {status: number | null; stdout: string; stderr: string} {
  const cli = path.join(root, 'dist/cli.js');
  return spawnSync(process.execPath, [cli, ...args], {encoding: 'utf8', env: {...process.env, NODE_OPTIONS: ''}});
}

test('frames of a scene: all at once, or in shares that are merged', async ({}, testInfo) => {
  const [all, parts] = [testInfo.outputPath('all'), testInfo.outputPath('parts')];
  const common = ['render', scene, '--size', '64x48', '--frames', '5'];
  expect(run(...common, '--out', all)).toMatchObject({status: 0, stderr: ''});
  for (const share of ['1/2', '2/2']) expect(run(...common, '--out', parts, '--shard', share).status).toBe(0);
  const manifests = ['1', '2'].map((i) => path.join(parts, `manifest-${i}-of-2.json`));
  const merged = path.join(parts, 'manifest.json');
  expect(run('merge', ...manifests, '--out', merged)).toMatchObject({status: 0, stderr: '5 frames, all there\n'});
  expect(fs.readFileSync(merged)).toEqual(fs.readFileSync(path.join(all, 'manifest.json')));
  const {width, height, data} = decodePng(fs.readFileSync(path.join(parts, 'frame-0004.png')));
  expect([width, height, ...data.subarray(0, 4)]).toEqual([64, 48, 0, 0, 17, 255]); // 4/60 of a second
  expect([...data.subarray(((47 - 8) * 64 + 12) * 4).subarray(0, 4)]).toEqual([255, 128, 0, 255]);

  expect(run('merge', manifests[0]!)).toMatchObject({status: 1, stderr: expect.stringContaining('frames 2-4 of 5')});
  fs.copyFileSync(path.join(parts, 'frame-0000.png'), path.join(parts, 'frame-0001.png'));
  expect(run('merge', ...manifests)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('frame-0001.png is not'),
  });
});

test('a model becomes a picture, and turns', async ({}, testInfo) => {
  const model = path.join(root, 'e2e/node/knot.glb');
  const picture = testInfo.outputPath('knot.png');
  const size = ['--size', '80x60'];
  expect(run(model, picture, ...size, '--background', '#223344')).toMatchObject({status: 0, stderr: ''});
  const {width, height, data} = decodePng(fs.readFileSync(picture));
  expect([width, height, ...data.subarray(0, 4)]).toEqual([80, 60, 0x22, 0x33, 0x44, 255]);
  const middle = decodePng(fs.readFileSync(picture));
  expect(isBlank(middle)).toBe(false);

  const folder = testInfo.outputPath('turning');
  expect(run(model, folder, ...size, '--frames', '2', '--turntable').status).toBe(0);
  const [first, second] = ['0', '1'].map((i) => decodePng(fs.readFileSync(path.join(folder, `frame-000${i}.png`))));
  expect([...first!.data.subarray(0, 4)]).toEqual([0, 0, 0, 0]); // transparent
  expect(Buffer.from(first!.data).equals(second!.data)).toBe(false);
});

test('what is wrong is said, with an exit code', async ({}, testInfo) => {
  expect(run('--help')).toMatchObject({status: 0, stdout: expect.stringContaining('examples')});
  expect(run('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const broken = testInfo.outputPath('broken.glb');
  fs.mkdirSync(path.dirname(broken), {recursive: true});
  fs.writeFileSync(broken, 'no model');
  const out = ['--out', testInfo.outputPath('out')];
  const cases: [number, RegExp, ...string[]][] = [
    [2, /say what to draw/],
    [2, /'nothing' is no command/, 'nothing'],
    [2, /nowhere\.mjs is not there/, 'render', 'nowhere.mjs', ...out],
    [2, /--size 5: say width x height/, 'render', scene, '--size', '5', ...out],
    [2, /--shard 3\/2/, 'render', scene, '--shard', '3/2', ...out],
    [2, /--frames 0/, 'render', scene, '--frames', '0', ...out],
    [2, /say where pictures go/, 'render', scene],
    [2, /--camera up/, broken, 'a.png', '--camera', 'up'],
    [1, /broken\.glb: /, broken, testInfo.outputPath('a.png')],
    [1, /is no manifest/, 'merge', broken],
  ];
  for (const [status, text, ...args] of cases) {
    const ran = run(...args);
    expect(ran.status, args.join(' ')).toBe(status);
    expect(ran.stderr, args.join(' ')).toMatch(text);
  }
});

test('renderMany: one bad job harms no other', async ({}, testInfo) => {
  const {renderMany} = (await import(entry)) as typeof node;
  const job = {scene, width: 16, height: 16};
  const out = testInfo.outputPath('many');
  const bad = ['throw', 'hang', 'exit', 'hoard', 'lose'];
  const seen: number[] = [];
  const results = await renderMany(
    [{...job, frames: 2, out}, ...bad.map((data) => ({...job, data})), {...job, frames: 9, only: [1]}],
    {workers: 2, timeoutMs: 8000, heapMB: 64, onFrame: (_job, {frame}) => seen.push(frame)},
  );
  const [good, thrown, hung, ended, hoarded, lost, last] = results;
  expect(good!.ok && good!.frames.map(({file}) => path.basename(file!))).toEqual(['frame-0000.png', 'frame-0001.png']);
  const errorOf = (result: (typeof results)[number] | undefined): string =>
    result && !result.ok ? result.error.message : '';
  expect(errorOf(thrown)).toBe('this scene is broken');
  expect(errorOf(hung)).toBe('the job took more than 8000 ms');
  expect(errorOf(ended)).toBe('the job ended by itself (3)');
  expect(errorOf(hoarded)).toMatch(/memory/);
  expect(errorOf(lost)).toMatch(/context is lost/);
  expect(last!.ok && last!.frames[0]!.hash).toBe(good!.frames[1]!.hash);
  expect(seen.sort((a, b) => a - b)).toEqual([0, 1, 1]);
  await expect(renderMany([{...job, width: 0}])).rejects.toThrow('0x16 is no size');
});
