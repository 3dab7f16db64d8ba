// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What contexts cost in memory, and what comes back: each scene runs in a process of its own, which says how much the
// process held before, at its peak, and at the end, and how large the memories of the contexts are then.
//
//   npm run memory [-- --scene 'textures']

import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {pathToFileURL} from 'node:url';

type GL = WebGL2RenderingContext;
type Make = (width?: number, height?: number) => GL;

const kMiB = 2 ** 20;
/** Objects that the page holds. */
const kept: unknown[] = [];

/** Of this process, in MiB: what it holds now, and the most that it held since `resetPeak`. */
function held(): {now: number; peak: number} {
  const status = fs.readFileSync('/proc/self/status', 'utf8');
  const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return {now: of('VmRSS'), peak: of('VmHWM')};
}

function resetPeak(): void {
  fs.writeFileSync('/proc/self/clear_refs', '5');
}

/** Long enough for what is given back to be gone. */
async function settle(): Promise<void> {
  for (let i = 0; i < 8; ++i) {
    await new Promise((resolve) => setTimeout(resolve, 800));
    (globalThis as {gc?: () => void}).gc?.();
  }
}

function texture(gl: GL, size: number): WebGLTexture {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, size, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(size * size * 4));
  return made;
}

function compile(gl: GL, text: string): WebGLShader {
  const shader = gl.createShader(gl.FRAGMENT_SHADER)!;
  gl.shaderSource(
    shader,
    `#version 300 es\nprecision highp float; out vec4 c; void main() { c = vec4(1.0); }\n${text}`,
  );
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? '');
  return shader;
}

const kScenes: {readonly [name: string]: (make: Make) => void} = {
  'textures: 64 of 16 MiB made, and deleted'(make) {
    const gl = make();
    const textures = Array.from({length: 64}, () => texture(gl, 2048));
    for (const each of textures) gl.deleteTexture(each);
  },
  'textures: the same, but each eighth stays'(make) {
    const gl = make();
    const textures = Array.from({length: 64}, () => texture(gl, 2048));
    textures.forEach((each, i) => (i % 8 === 7 ? kept.push(each) : gl.deleteTexture(each)));
  },
  'buffers: 64 of 8 MiB made, and deleted'(make) {
    const gl = make();
    const buffers = Array.from({length: 64}, () => {
      const made = gl.createBuffer();
      gl.bindBuffer(gl.ARRAY_BUFFER, made);
      gl.bufferData(gl.ARRAY_BUFFER, new Uint8Array(8 * kMiB), gl.STATIC_DRAW);
      return made;
    });
    for (const each of buffers) gl.deleteBuffer(each);
  },
  'contexts: three, with 32 textures of 16 MiB each, all deleted'(make) {
    for (let i = 0; i < 3; ++i) {
      const gl = make();
      const textures = Array.from({length: 32}, () => texture(gl, 2048));
      for (const each of textures) gl.deleteTexture(each);
    }
  },
  'contexts: 30 of 1920 x 1080, each cleared once'(make) {
    for (let i = 0; i < 30; ++i) {
      const gl = make(1920, 1080);
      gl.clearColor(1, 0, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    }
  },
  'upload: one of 4096 x 4096'(make) {
    const gl = make();
    const texels = new Uint8Array(4096 * 4096 * 4).fill(1);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    resetPeak();
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 4096, 4096, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  },
  'upload: a buffer of 64 MiB'(make) {
    const gl = make();
    const bytes = new Uint8Array(64 * kMiB).fill(1);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    resetPeak();
    gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.STATIC_DRAW);
  },
  'shaders: 300 of 4 MB compiled, and deleted'(make) {
    const gl = make();
    const line = `// ${'x'.repeat(61)}\n`;
    for (let i = 0; i < 300; ++i) gl.deleteShader(compile(gl, `// ${i}\n${line.repeat(62_400)}`));
  },
  'shaders: 300 of 4 MB compiled, then deleted'(make) {
    const gl = make();
    const line = `// ${'x'.repeat(61)}\n`;
    const shaders = Array.from({length: 300}, (_, i) => compile(gl, `// ${i}\n${line.repeat(62_400)}`));
    for (const each of shaders) gl.deleteShader(each);
  },
  'programs: 2400 made, drawn with, and deleted'(make) {
    const gl = make();
    for (let i = 0; i < 2400; ++i) {
      const program = gl.createProgram();
      const vertex = gl.createShader(gl.VERTEX_SHADER)!;
      gl.shaderSource(vertex, '#version 300 es\nvoid main() { gl_Position = vec4(0.0); gl_PointSize = 1.0; }');
      gl.compileShader(vertex);
      const fragment = compile(gl, `// ${i}\nfloat f${i}(float x) { return x * ${i}.0; }`);
      gl.attachShader(program, vertex);
      gl.attachShader(program, fragment);
      gl.linkProgram(program);
      gl.useProgram(program);
      gl.drawArrays(gl.POINTS, 0, 1);
      if (gl.getError() !== 0) throw new Error('no draw');
      for (const each of [vertex, fragment]) gl.deleteShader(each);
      gl.deleteProgram(program);
    }
  },
};

async function runScene(name: string): Promise<void> {
  const {createContext} = await import(pathToFileURL('dist/node.js').href);
  const contexts: GL[] = [];
  const make: Make = (width = 16, height = 16) => {
    const gl = createContext({width, height, maxBytes: 2 ** 32, threads: 1}) as GL;
    contexts.push(gl);
    return gl;
  };
  make().getExtension('WEBGL_lose_context')!.loseContext(); // what the first one loads is no part of it
  contexts.length = 0;
  await settle();
  const before = held();
  resetPeak();
  kScenes[name]!(make);
  const {now: after, peak} = held();
  await settle();
  const {getInfo} = await import(pathToFileURL('dist/node.js').href);
  const bytes = contexts.reduce((sum, gl) => sum + (getInfo(gl).bytes as number), 0);
  const mib = (value: number): string => `${Math.round(value)}`.padStart(6);
  const {now} = held();
  console.log(
    `${name.padEnd(62)}${[peak - before.now, after - before.now, now - before.now, bytes / kMiB].map(mib).join('')}`,
  );
}

const [flag, wanted] = process.argv.slice(2);
if (flag === '--run') {
  await runScene(wanted!);
} else {
  console.log(`${'MiB more than before:'.padEnd(62)}  peak after later  held`);
  for (const name of Object.keys(kScenes)) {
    if (flag === '--scene' && !name.includes(wanted!)) continue;
    spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', new URL(import.meta.url).pathname, '--run', name], {
      stdio: 'inherit',
    });
  }
}
