// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How much processors that work at the same time slow each other, whoever works there: a scene of the bench in two
// processes of one thread each, on a processor of its own, alone and together; beside it, one process with two threads.
// What two processes lose, which share nothing but the machine, threads lose too, and no formula of shares foretells it.
// Linux, since processes are tied to processors (taskset).
//
//   node --import tsx e2e/threads/neighbours.ts [--only REGEX] [--size 1280x720] [--rounds 12]

import {type ChildProcess, spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import type * as nodeModule from '../../web/entries/node.ts';
import {CommandLine} from '../options.ts';

interface Scene {
  readonly antialias?: boolean;
  readonly stencil?: boolean;
  setup(gl: WebGL2RenderingContext): void;
  frame(gl: WebGL2RenderingContext, index: number): void;
}

const here = path.dirname(fileURLToPath(import.meta.url));
const scenes = path.join(here, '../bench/scenes');
const kRoundMs = 250;
const kWarmUpMs = 700;

/** In a process of its own: the quickest frame of each round that it is asked for. */
async function draw(scene: Scene, width: number, height: number, threads: number): Promise<void> {
  const soft = (await import(new URL('../../dist/node.js', import.meta.url).href)) as typeof nodeModule;
  const {antialias = false, stencil = false} = scene;
  const gl = soft.createContext({width, height, threads, antialias, stencil});
  while (soft.getInfo(gl).threads !== threads) await sleep(5);
  scene.setup(gl);
  const pixel = new Uint8Array(4);
  let index = 0;
  const round = (forMs: number): number => {
    let least = Infinity;
    for (const end = performance.now() + forMs; performance.now() < end;) {
      const started = performance.now();
      scene.frame(gl, index++);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      least = Math.min(least, performance.now() - started);
    }
    return least;
  };
  round(kWarmUpMs);
  process.on('message', () => process.send!(round(kRoundMs)));
  process.send!('ready');
}

const heard = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a process ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });

async function start(name: string, size: string, threads: number, processors: string): Promise<ChildProcess> {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), 'draw', name, size, String(threads)];
  const child = spawn('taskset', ['-c', processors, process.execPath, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await heard(child);
  return child;
}

async function run(child: ChildProcess): Promise<number> {
  const answer = heard<number>(child);
  child.send('round');
  return answer;
}

async function compare(name: string, size: string, rounds: number): Promise<void> {
  const [first, second, both] = [
    await start(name, size, 1, '0'),
    await start(name, size, 1, '1'),
    await start(name, size, 2, '0,1'),
  ];
  const least = {alone: Infinity, together: Infinity, threads: Infinity};
  for (let i = 0; i < rounds; ++i) {
    least.alone = Math.min(least.alone, await run(first));
    const [one] = await Promise.all([run(first), run(second)]);
    least.together = Math.min(least.together, one);
    least.threads = Math.min(least.threads, await run(both));
  }
  for (const child of [first, second, both]) child.kill();
  const share = (ms: number): string => (ms / least.alone).toFixed(2);
  console.log(
    `${name}: ${least.alone.toFixed(2)} ms; two processes at once take ${share(least.together)}, ` +
      `half of that is ${share(least.together / 2)}; two threads ${share(least.threads)}`,
  );
}

if (process.argv[2] === 'draw') {
  const [name, size, threads] = process.argv.slice(3) as [string, string, string];
  const [width, height] = size.split('x').map(Number) as [number, number];
  const scene = (await import(pathToFileURL(path.join(scenes, `${name}.js`)).href)) as Scene;
  await draw(scene, width, height, Number(threads));
} else {
  const {values: options} = new CommandLine(
    'neighbours',
    'usage: node --import tsx e2e/threads/neighbours.ts [--only REGEX] [--size 1280x720] [--rounds 12]',
    {
      only: {type: 'string', default: '.'},
      size: {type: 'string', default: '1280x720'},
      rounds: {type: 'string', default: '12'},
    },
  );
  const only = new RegExp(options.only!);
  const names = fs.readdirSync(scenes).map((file) => path.basename(file, '.js'));
  for (const name of names.filter((known) => only.test(known))) {
    await compare(name, options.size!, Number(options.rounds));
  }
}
