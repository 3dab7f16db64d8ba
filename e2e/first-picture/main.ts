// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a visitor downloads, and when the first picture is there: `npm run bench -- --first-picture`.
//
// A page draws one triangle and reads it back. Four kinds of it take turns in one run: with the browser's own WebGL
// (SwiftShader) without us and with auto.js, and without any WebGL with auto.js, at the first visit and at the second.
// Times are from the start of navigation, medians of nine. The server compresses: scripts by gzip, the core by brotli.

import fs from 'node:fs';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {type Browser, type Page, chromium} from '@playwright/test';
import {launchOptions} from '../browser.ts';
import {median} from '../bench/statistics.ts';

const kRounds = 9;
const kBrotliQuality = 9;

const triangle = `
  const canvas = document.querySelector('canvas');
  const gl = canvas.getContext('webgl2');
  const program = gl.createProgram();
  const sources = [
    '#version 300 es\\nin vec2 p; void main() { gl_Position = vec4(p, 0.0, 1.0); }',
    '#version 300 es\\nprecision highp float; out vec4 c; void main() { c = vec4(0.0, 1.0, 0.0, 1.0); }',
  ];
  for (const [i, source] of sources.entries()) {
    const shader = gl.createShader(i ? gl.FRAGMENT_SHADER : gl.VERTEX_SHADER);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(gl.getAttribLocation(program, 'p'), 2, gl.FLOAT, false, 0, 0);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const pixel = new Uint8Array(4);
  gl.readPixels(1, 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  requestAnimationFrame(() => (globalThis.first = {ms: performance.now(), pixel: Array.from(pixel).join()}));
`;

const page = (script: string): string =>
  `<!doctype html><meta charset="utf-8" /><title>First picture</title>${script}<canvas></canvas><script>${triangle}</script>`;

const pages: {[name: string]: string} = {
  '/without.html': page(''),
  '/with.html': page('<script src="/dist/auto.js"></script>'),
};

interface Served {
  readonly type: string;
  readonly encoding?: string;
  readonly body: Buffer;
}

function prepare(dist: string): Map<string, Served> {
  const served = new Map<string, Served>();
  for (const [name, text] of Object.entries(pages)) served.set(name, {type: 'text/html', body: Buffer.from(text)});
  for (const name of ['auto.js', 'soft-webgl2.js']) {
    const body = gzipSync(fs.readFileSync(path.join(dist, name)), {level: 9});
    served.set(`/dist/${name}`, {type: 'text/javascript', encoding: 'gzip', body});
  }
  const core = fs.readFileSync(path.join(dist, 'soft-webgl2.wasm'));
  const params = {[constants.BROTLI_PARAM_QUALITY]: kBrotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: core.length};
  const body = brotliCompressSync(core, {params});
  served.set('/dist/soft-webgl2.wasm', {type: 'application/wasm', encoding: 'br', body});
  return served;
}

export interface FirstPicture {
  readonly kind: string;
  readonly ms: number;
  /** What was transferred of ours, by file. */
  readonly bytes: {readonly [file: string]: number};
}

async function visit(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.waitForFunction('globalThis.first');
  const first = (await page.evaluate('globalThis.first')) as {ms: number; pixel: string};
  if (first.pixel !== '0,255,0,255') throw new Error(`${url} shows ${first.pixel}`);
  return first.ms;
}

export async function measureFirstPicture(dist: string, rounds = kRounds): Promise<FirstPicture[]> {
  const files = prepare(dist);
  let bytes: {[file: string]: number} = {};
  const server = http.createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (!file) return response.writeHead(404).end();
    if (request.url?.startsWith('/dist/')) bytes[path.basename(request.url)] = file.body.length;
    const encoding = file.encoding ? {'content-encoding': file.encoding} : {};
    const caching = file.type === 'text/html' ? 'no-store' : 'max-age=3600';
    return response.writeHead(200, {'content-type': file.type, 'cache-control': caching, ...encoding}).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browsers: {[name: string]: Browser} = {};
  for (const renderer of ['swiftshader', 'none'] as const) {
    browsers[renderer] = await chromium.launch(launchOptions({renderer}));
  }
  const kinds = [
    {kind: 'WebGL, without us', browser: browsers['swiftshader']!, url: `${origin}/without.html`},
    {kind: 'WebGL, with auto.js', browser: browsers['swiftshader']!, url: `${origin}/with.html`},
    {kind: 'no WebGL, with auto.js', browser: browsers['none']!, url: `${origin}/with.html`},
  ];
  const times = new Map<string, number[]>();
  const loads = new Map<string, {[file: string]: number}>();
  try {
    // The first round, which also starts the browsers' processes, does not count.
    for (let round = 0; round <= rounds; ++round) {
      for (const {kind, browser, url} of kinds) {
        const context = await browser.newContext();
        for (const when of ['first visit', 'second visit']) {
          bytes = {};
          const tab = await context.newPage();
          const ms = await visit(tab, url);
          await tab.close();
          const name = `${kind}, ${when}`;
          loads.set(name, bytes);
          if (round > 0) times.set(name, [...(times.get(name) ?? []), ms]);
        }
        await context.close();
      }
    }
  } finally {
    for (const browser of Object.values(browsers)) await browser.close();
    server.close();
  }
  return [...times].map(([kind, all]) => ({kind, ms: median(all), bytes: loads.get(kind)!}));
}

export async function printFirstPicture(dist: string): Promise<void> {
  console.log(`first picture, ms from the start of navigation, medians of ${kRounds}; bytes of ours as transferred`);
  for (const {kind, ms, bytes} of await measureFirstPicture(dist)) {
    const files = Object.entries(bytes).map(([file, size]) => `${file} ${size}`);
    console.log(`${kind.padEnd(40)}${ms.toFixed(0).padStart(6)}  ${files.join(', ') || 'nothing'}`);
  }
}
