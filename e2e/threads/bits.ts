// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The bench's scenes with many numbers of threads, in Node and in an isolated page: all pictures must be the same.
//
//   node --import tsx e2e/threads/bits.ts [--only REGEX] [--threads 1,2,3,5,8] [--in node,chromium] [--size 640x360]

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {chromium} from '@playwright/test';
import {launchOptions, pageScript} from '../browser.ts';
import {root, serve} from '../bench/server.ts';
import {CommandLine} from '../options.ts';
import type * as nodeModule from '../../web/entries/node.ts';
import type * as indexModule from '../../web/entries/index.ts';

const kFrames = 3;

const commandLine = new CommandLine(
  'bits',
  'usage: node --import tsx e2e/threads/bits.ts [--only REGEX] [--threads 1,2,3,5,8] [--in node,chromium] [--size 640x360]',
  {
    only: {type: 'string', default: ''},
    threads: {type: 'string', default: '1,2,3,5,8'},
    in: {type: 'string', default: 'node,chromium'},
    size: {type: 'string', default: '640x360'},
  },
);
const {values: options} = commandLine;
const counts = options.threads!.split(',').map(Number);
const [width, height] = options.size!.split('x').map(Number) as [number, number];

interface Scene {
  antialias?: boolean;
  setup(gl: WebGL2RenderingContext): void;
  frame(gl: WebGL2RenderingContext, index: number): void;
}

/** SHA-256 of each frame of a scene. */
type Draw = (name: string, threads: number) => Promise<string[]>;

const {createContext, getInfo, readPixels} = (await import(
  pathToFileURL(path.join(root, 'dist/node.js')).href
)) as typeof nodeModule;

async function inNode(name: string, threads: number): Promise<string[]> {
  const file = pathToFileURL(path.join(root, 'e2e/bench/scenes', name)).href;
  const scene = (await import(`${file}?${threads}`)) as Scene;
  const gl = createContext({width, height, threads, antialias: scene.antialias ?? false});
  const end = performance.now() + 20_000;
  while (getInfo(gl).threads !== threads && performance.now() < end) await sleep(5);
  if (getInfo(gl).threads !== threads) throw new Error(`${threads} threads: ${getInfo(gl).threadsReason}`);
  scene.setup(gl);
  const hashes = [];
  for (let i = 0; i < kFrames; ++i) {
    scene.frame(gl, i);
    hashes.push(createHash('sha256').update(readPixels(gl)).digest('hex'));
  }
  gl.getExtension('WEBGL_lose_context')!.loseContext();
  return hashes;
}

/** In the page. */
async function drawInPage([name, threads, width, height, frames]: [string, number, number, number, number]): Promise<
  string[]
> {
  const {createContext, getInfo, load} = (await import('/dist/index.js' as string)) as typeof indexModule;
  await load({threads});
  const scene = (await import(`/e2e/bench/scenes/${name}?${threads}`)) as Scene; // scenes have a state
  const canvas = new OffscreenCanvas(width, height);
  const gl = createContext(canvas as unknown as HTMLCanvasElement, 'webgl2', {antialias: scene.antialias ?? false})!;
  const end = performance.now() + 20_000;
  while (getInfo(gl).threads !== threads && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  if (getInfo(gl).threads !== threads) throw new Error(`${threads} threads: ${getInfo(gl).threadsReason}`);
  scene.setup(gl);
  const pixels = new Uint8Array(width * height * 4);
  const hashes = [];
  for (let i = 0; i < frames; ++i) {
    scene.frame(gl, i);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    // Top row first, as readPixels() of Node has them.
    const rows = new Uint8Array(pixels.length);
    for (let y = 0; y < height; ++y) {
      rows.set(pixels.subarray(y * width * 4, (y + 1) * width * 4), (height - 1 - y) * width * 4);
    }
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', rows));
    hashes.push([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  }
  gl.getExtension('WEBGL_lose_context')!.loseContext();
  return hashes;
}

async function compare(where: string, scenes: readonly string[], draw: Draw): Promise<number> {
  let different = 0;
  for (const name of scenes) {
    const all: string[] = [];
    for (const threads of counts) all.push((await draw(name, threads)).join(' '));
    const odd = counts.filter((_, i) => all[i] !== all[0]);
    if (odd.length > 0) console.log(`${where}: ${name}: other pictures with ${odd.join(', ')} threads`);
    different += odd.length;
  }
  console.log(`${where}: ${scenes.length} scenes, ${counts.join(', ')} threads, ${different} differ`);
  return different;
}

const scenes = fs
  .readdirSync(path.join(root, 'e2e/bench/scenes'))
  .filter((name) => new RegExp(options.only!).test(name));
let different = 0;
if (options.in!.includes('node')) different += await compare('Node', scenes, inNode);
if (options.in!.includes('chromium')) {
  const {origin, stop} = await serve(path.join(root, 'dist'), {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  });
  const browser = await chromium.launch(launchOptions({renderer: 'none'}));
  try {
    const page = await browser.newPage();
    await page.goto(`${origin}/e2e/bench/page.html`);
    different += await compare('Chromium', scenes, (name, threads) =>
      page.evaluate<string[]>(pageScript(drawInPage, [name, threads, width, height, kFrames])),
    );
  } finally {
    await browser.close();
    stop();
  }
}
process.exit(different > 0 ? 1 : 0);
