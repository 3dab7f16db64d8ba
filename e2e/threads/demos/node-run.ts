// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One page of demos/ in Node, on a document that has what the page looks for: its frames as JSON. Arguments: the module
// that the page became (node.ts), its size, how many threads, and `again` where it asks for no frames: its
// triangle is drawn again.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {seedGlobals} from '../../../web/visual/random.ts';
import type * as nodeModule from '../../../web/entries/node.ts';

const kFrameMs = 40;
const kWarmUp = 26; // what a hundred contexts take to be there
const kFrames = 4;
const kSettleMs = 20;

const [file, size, threadsText, again] = process.argv.slice(2) as [string, string, string, string?];
const threads = Number(threadsText);
const [width, height] = size.split('x').map(Number) as [number, number];
const dist = new URL('../../../dist/', import.meta.url);
const {createCanvas, getInfo, readPixels} = (await import(new URL('node.js', dist).href)) as typeof nodeModule;

type Canvas = nodeModule.NodeCanvasElement & {
  makeContext(version: number, attributes: unknown, threads: number): WebGL2RenderingContext;
};
const contexts: WebGL2RenderingContext[] = [];
/** Ask for programs that may be compiling, which waits for them. */
let linked: (() => unknown)[] = [];
const known = new WeakMap<object, WebGL2RenderingContext>();
const prototype = Object.getPrototypeOf(createCanvas(1, 1)) as {getContext: unknown; parentElement: unknown};
prototype.getContext = function (this: Canvas, type: string, attributes?: WebGLContextAttributes) {
  if (type !== 'webgl2') return null;
  if (!known.has(this)) {
    const gl = this.makeContext(2, attributes, threads);
    known.set(this, gl);
    contexts.push(gl);
    const link = gl.linkProgram.bind(gl);
    gl.linkProgram = (program) => {
      link(program);
      linked.push(() => gl.getProgramParameter(program, gl.LINK_STATUS));
    };
  }
  return known.get(this);
};
await import(new URL('node-globals.js', dist).href);

let now = 0;
let waiting: ((now: number) => void)[] = [];
/** One call for each frame. */
const intervals = new Map<number, () => void>();
let lastInterval = 0;
const realNow = performance.now.bind(performance);
performance.now = Date.now = () => now;
seedGlobals(1);

/** Elements of which the page wants nothing but that they are there. */
const element = (): object => document.createElement('div');
const canvas = createCanvas(width, height);
Object.defineProperty(canvas, 'parentElement', {value: {clientWidth: width, clientHeight: height}});
Object.assign(document, {
  querySelector: (selector: string) => (/canvas|stage/.test(selector) ? canvas : element()),
  getElementById: element,
});
Object.assign(globalThis, {
  requestAnimationFrame: (callback: (now: number) => void) => waiting.push(callback),
  cancelAnimationFrame: () => undefined,
  matchMedia: () => ({matches: false}),
  ResizeObserver: class {
    observe(): void {}
  },
  setInterval: (callback: () => void) => intervals.set(++lastInterval, callback) && lastInterval,
  clearInterval: (handle: number) => intervals.delete(handle),
});
const netFetch = globalThis.fetch;
globalThis.fetch = async (input) => {
  const url = new URL(input instanceof Request ? input.url : String(input));
  return url.protocol === 'file:' ? new Response(fs.readFileSync(fileURLToPath(url))) : netFetch(input);
};

await import(pathToFileURL(file).href);

function step(index: number): void {
  now = index * kFrameMs;
  for (const ask of linked) ask();
  linked = [];
  for (const callback of [...intervals.values()]) callback();
  const due = waiting;
  waiting = [];
  for (const callback of due) callback(now);
  if (again) for (const gl of contexts) gl.drawArrays(gl.TRIANGLES, 0, 3);
}

let index = 0;
for (; index < kWarmUp; ++index) {
  step(index);
  await sleep(kSettleMs);
}
for (const end = realNow() + 60_000; contexts.some((gl) => getInfo(gl).threads !== threads); await sleep(5)) {
  if (realNow() > end) throw new Error(`not ${threads} threads: ${getInfo(contexts[0]!).threadsReason}`);
}
const frames = [];
for (const end = index + kFrames; index < end; ++index) {
  step(index);
  const hash = createHash('sha256');
  let colours = 0;
  for (const gl of contexts) {
    const pixels = readPixels(gl);
    hash.update(pixels);
    const isBlack = pixels.every((value, at) => value === 0 || at % 4 === 3);
    colours = Math.max(colours, isBlack ? 0 : new Set(new Uint32Array(pixels.buffer)).size);
  }
  frames.push({hash: hash.digest('hex'), colours});
}
const antialias = contexts.some((gl) => gl.getContextAttributes()!.antialias);
const least = Math.min(...contexts.map((gl) => getInfo(gl).threads));
process.stdout.write(`\n${JSON.stringify({frames, contexts: contexts.length, antialias, threads: least})}`, () => {
  process.exit(0);
});
