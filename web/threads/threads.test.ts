// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The package in Node with threads: the same pictures, to the bit.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {root} from '../../scripts/shell.ts';

type Package = typeof import('../entries/node.ts');
const address = pathToFileURL(path.join(root, 'dist/node.js')).href;

/** Memories that can be shared, of all contexts so far. */
let memories = 0;
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    if (descriptor.shared) ++memories;
  }
};

const {createContext, getInfo, readPixels} = (await import(address)) as Package;

interface Scene {
  antialias?: boolean;
  setup(gl: WebGL2RenderingContext): void;
  frame(gl: WebGL2RenderingContext, index: number): void;
}

const processors = os.availableParallelism();

/** Odd: quads at the right edge reach beyond it. */
const size = {width: 203, height: 151};

async function until(condition: () => boolean, limitMs: number): Promise<boolean> {
  for (const end = performance.now() + limitMs; performance.now() < end; await sleep(10)) if (condition()) return true;
  return condition();
}

async function framesOf(
  name: string,
  threads: number,
  between = (_: WebGL2RenderingContext): unknown => undefined,
): Promise<string> {
  const scene = (await import(`${pathToFileURL(path.join(root, 'e2e/bench/scenes', name)).href}?${threads}`)) as Scene;
  const gl = createContext({...size, threads, antialias: scene.antialias ?? false});
  assert.ok(await until(() => getInfo(gl).threads === threads, 20_000), 'all threads come');
  scene.setup(gl);
  const hash = createHash('sha256');
  for (let i = 0; i < 3; ++i) {
    scene.frame(gl, i);
    hash.update(readPixels(gl));
    if (i === 0) await between(gl);
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

/** Makes so much free that it is given back. */
async function giveBack(gl: WebGL2RenderingContext): Promise<void> {
  const bound = gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture | null;
  const textures = Array.from({length: 6}, () => {
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 2048, 2048);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    return texture;
  });
  gl.bindTexture(gl.TEXTURE_2D, bound);
  const before = memories;
  for (const texture of textures) gl.deleteTexture(texture);
  assert.ok(await until(() => memories > before, 20_000), 'another memory comes');
}

test('memory is given back: the threads come again, and the bits are the same', async () => {
  const name = 'bilinear.js';
  const one = await framesOf(name, 1);
  const withThreads = await framesOf(name, 3, async (gl) => {
    await giveBack(gl);
    assert.ok(await until(() => getInfo(gl).threads === 3, 20_000), 'all threads come again');
  });
  assert.equal(withThreads, one);
});

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

/** What a program of its own prints, which is no test runner's. It has to end by itself. */
function run(program: string): unknown {
  const scene = pathToFileURL(path.join(root, 'e2e/bench/scenes/warped-noise.js')).href;
  const text = `import {createContext, getInfo, readPixels} from ${JSON.stringify(address)};
    import * as scene from ${JSON.stringify(scene)};
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const until = async (condition) => {
      for (const end = performance.now() + 20000; performance.now() < end && !condition(); ) await sleep(5);
    };
    const tell = (value) => console.log(JSON.stringify(value));
    ${program}`;
  const {NODE_TEST_CONTEXT: _, ...env} = process.env;
  const {stdout, stderr, status} = spawnSync(process.execPath, ['--input-type=module', '-e', text], {
    ...{encoding: 'utf8', timeout: 40_000, env},
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test('by default a program has threads once there is enough to draw, and not before', () => {
  const {few, many} = run(`
    const gl = createContext({width: 640, height: 360});
    scene.setup(gl);
    const info = () => ({threads: getInfo(gl).threads, reason: getInfo(gl).threadsReason});
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(0, 0, 16, 16);
    scene.frame(gl, 0);
    readPixels(gl);
    await sleep(100);
    const few = info();
    gl.disable(gl.SCISSOR_TEST);
    for (let i = 0; i < 20; ++i) scene.frame(gl, i);
    readPixels(gl);
    await until(() => info().threads > 1 || info().reason.includes('one processor'));
    tell({few, many: info()});`) as {[name: string]: {threads: number; reason: string}};
  const reason = processors > 1 ? 'there was not enough to draw for more so far' : 'there is one processor';
  assert.deepEqual(few, {threads: 1, reason});
  assert.deepEqual(many, {threads: Math.min(processors, 16), reason: processors > 1 ? '' : reason});
});

test('threads that have nothing to do take no time, and keep no program from ending', () => {
  const {threads, busyMs} = run(`
    const gl = createContext({width: 320, height: 180, threads: 4});
    scene.setup(gl);
    await until(() => getInfo(gl).threads === 4);
    for (let i = 0; i < 5; ++i) scene.frame(gl, i);
    readPixels(gl);
    let busyMs = Infinity; // the engine may still be optimising what ran
    for (let i = 0; i < 10 && busyMs > 5; ++i) {
      const before = process.cpuUsage();
      await sleep(500);
      const {user, system} = process.cpuUsage(before);
      busyMs = Math.min(busyMs, (user + system) / 1000);
    }
    tell({threads: getInfo(gl).threads, busyMs});`) as {threads: number; busyMs: number};
  assert.equal(threads, 4);
  assert.ok(busyMs < 10, `${busyMs} ms of half a second`);
});

test('a thread that is killed with work in its hands loses the context, and the next one has all its threads', () => {
  const answer = run(`
    const {Worker} = (await import('node:module')).createRequire('file:///')('node:worker_threads');
    const workers = new Set();
    const {postMessage} = Worker.prototype;
    Worker.prototype.postMessage = function (...args) {
      workers.add(this);
      return postMessage.apply(this, args);
    };
    const open = async () => {
      const gl = createContext({width: 640, height: 360, threads: 3});
      scene.setup(gl);
      await until(() => getInfo(gl).threads === 3);
      return gl;
    };
    const gl = await open();
    // So slow that each thread is in the midst of something.
    const program = gl.createProgram();
    for (const [type, text] of [
      [gl.VERTEX_SHADER, 'in vec2 p; void main() { gl_Position = vec4(float(gl_VertexID & 1) * 4. - 1., float(gl_VertexID & 2) * 2. - 1., 0, 1); }'],
      [gl.FRAGMENT_SHADER, 'precision highp float; out vec4 c; void main() { float x = gl_FragCoord.x; for (int i = 0; i < 1000000; ++i) x = sin(x) + 2.; c = vec4(x); }'],
    ]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, '#version 300 es\\n' + text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    await sleep(300);
    const [killed] = workers;
    await killed.terminate();
    await sleep(50);
    const started = performance.now();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    const waitedMs = performance.now() - started;
    const lost = gl.isContextLost();
    const next = await open();
    scene.frame(next, 0);
    readPixels(next);
    tell({linked: gl.getError(), lost, waitedMs, threads: getInfo(next).threads, nextLost: next.isContextLost()});`);
  const {waitedMs, ...rest} = answer as {waitedMs: number};
  assert.ok(waitedMs < 5000, `${waitedMs} ms`);
  assert.deepEqual(rest, {linked: 0x9242, lost: true, threads: 3, nextLost: false});
});

const kEndless = 'for (int i = 0; i >= 0; i = i & 15) x += sin(x);';

for (const {name, body = '', vertexBody = '', count = 3, instances = 1} of [
  {name: 'a loop without end', body: kEndless},
  {name: 'a long body in draws without end', body: 'x += sin(x); '.repeat(400), instances: 2 ** 31 - 1},
  {name: 'a loop without end in the vertices of a large draw', vertexBody: kEndless, count: 30_000},
  {name: 'vertices without end', vertexBody: 'x += sin(x); '.repeat(400), count: 30_000, instances: 2 ** 20},
]) {
  test(`over the deadline a context whose threads shade is lost, soon: ${name}`, async () => {
    const maxCommandMs = 500;
    const gl = createContext({width: 640, height: 360, antialias: false, threads: 3, maxCommandMs});
    assert.ok(await until(() => getInfo(gl).threads === 3, 20_000));
    const program = gl.createProgram();
    const place = 'vec4(float(gl_VertexID & 1) * 4.0 - 1.0, float(gl_VertexID & 2) * 2.0 - 1.0, 0.0, 1.0)';
    const main = `precision highp float; out vec4 c; void main() { float x = gl_FragCoord.x; ${body} c = vec4(x); }`;
    for (const [type, text] of [
      [
        gl.VERTEX_SHADER,
        `void main() { float x = float(gl_VertexID); ${vertexBody} gl_Position = ${place} + x * 1e-9; }`,
      ],
      [gl.FRAGMENT_SHADER, main],
    ] as const) {
      const shader = gl.createShader(type)!;
      gl.shaderSource(shader, `#version 300 es\n${text}`);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    const started = performance.now();
    gl.drawArraysInstanced(gl.TRIANGLES, 0, count, instances);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    const tookMs = performance.now() - started;
    assert.ok(tookMs < maxCommandMs + 2000, `${tookMs} ms`);
    assert.ok(gl.isContextLost());
    assert.match(getInfo(gl).loss, /^timed out/);
  });
}

test('test runners have one thread unless they ask for more', () => {
  const gl = createContext(size);
  assert.equal(getInfo(gl).threads, 1);
  assert.match(getInfo(gl).threadsReason, /test runners/);
  gl.getExtension('WEBGL_lose_context')!.loseContext();
});
