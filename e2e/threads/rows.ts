// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Commands that go row by row, with one thread and with more, taking turns in Node: milliseconds, and ratios to the
// first count.
//
//   node --import tsx e2e/threads/rows.ts [--only REGEX] [--threads 1,2] [--size 1280x720] [--dist dist]

import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {median} from '../bench/statistics.ts';
import {root} from '../bench/server.ts';
import {CommandLine} from '../options.ts';
import {makeRandom} from '../../web/visual/random.ts';
import type * as nodeModule from '../../web/entries/node.ts';

const kGroups = 9;
const kCommands = 6; // of a group
const kWarmUp = 8;

const commandLine = new CommandLine(
  'rows',
  'usage: node --import tsx e2e/threads/rows.ts [--only REGEX] [--threads 1,2] [--size 1280x720] [--dist dist]',
  {
    only: {type: 'string', default: ''},
    threads: {type: 'string', default: '1,2'},
    size: {type: 'string', default: '1280x720'},
    dist: {type: 'string', default: path.join(root, 'dist')},
  },
);
const {values: options} = commandLine;
const counts = options.threads.split(',').map(Number);
const [width, height] = options.size.split('x').map(Number) as [number, number];
const {createContext, getInfo} = (await import(
  pathToFileURL(path.resolve(options.dist, 'node.js')).href
)) as typeof nodeModule;

type GL = WebGL2RenderingContext;
type Command = () => void;

interface Row {
  name: string;
  antialias?: boolean;
  /** What is timed. */
  prepare(gl: GL): Command;
}

function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const next = makeRandom(1);
  return Uint8Array.from({length: bytes}, () => next() & 255);
}
const bytes = noise(width * height * 4);
const floats = Float32Array.from(bytes, (byte) => byte / 255);

function texture(gl: GL, format: number, levels = 1, w = width, h = height): WebGLTexture {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.texStorage2D(gl.TEXTURE_2D, levels, format, w, h);
  return made;
}

function attach(gl: GL, target: number, color: WebGLTexture): WebGLFramebuffer {
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(target, framebuffer);
  gl.framebufferTexture2D(target, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, color, 0);
  return framebuffer;
}

type Format = 'RGBA8' | 'SRGB8_ALPHA8' | 'RGBA16F';

function blit(from: Format, to: Format, scale: number, filter: 'NEAREST' | 'LINEAR'): Row {
  return {
    name: `blit ${from} to ${to}, ${filter.toLowerCase()}, 1:${scale}`,
    prepare(gl) {
      const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
      const source = attach(gl, gl.DRAW_FRAMEBUFFER, texture(gl, gl[from], 1, w, h));
      gl.clearColor(0.3, 0.5, 0.7, 0.9);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, source);
      attach(gl, gl.DRAW_FRAMEBUFFER, texture(gl, gl[to]));
      return () => gl.blitFramebuffer(0, 0, w, h, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl[filter]);
    },
  };
}

/** Samples differ, but for a rim. */
function clearInside(gl: GL): void {
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(1, 1, width - 2, height - 2);
  gl.clearColor(0.2, 0.3, 0.4, 0.5);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.disable(gl.SCISSOR_TEST);
}

const resolve = (format: Format): Row => ({
  name: `resolve ${format}`,
  prepare(gl) {
    const sampled = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, sampled);
    gl.bindRenderbuffer(gl.RENDERBUFFER, gl.createRenderbuffer());
    gl.renderbufferStorageMultisample(gl.RENDERBUFFER, 4, gl[format], width, height);
    const renderbuffer = gl.getParameter(gl.RENDERBUFFER_BINDING) as WebGLRenderbuffer;
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, renderbuffer);
    clearInside(gl);
    attach(gl, gl.DRAW_FRAMEBUFFER, texture(gl, gl[format]));
    return () => gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  },
});

const levels = (format: Format, w: number, h: number): Row => ({
  name: `levels ${format} ${w}x${h}`,
  prepare(gl) {
    texture(gl, gl[format], 10, w, h);
    return () => gl.generateMipmap(gl.TEXTURE_2D);
  },
});

const upload = (
  internalFormat: 'RGBA8' | 'RGB8' | 'RGB565' | 'RGBA4' | 'RGBA16F' | 'DEPTH_COMPONENT24',
  format: 'RGBA' | 'RGB' | 'DEPTH_COMPONENT',
  type: 'UNSIGNED_BYTE' | 'FLOAT' | 'UNSIGNED_INT',
  data: ArrayBufferView,
  premultiply = false,
): Row => ({
  name: `upload ${format} ${type} to ${internalFormat}${premultiply ? ', premultiplied' : ''}`,
  prepare(gl) {
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, premultiply);
    texture(gl, gl[internalFormat]);
    return () => gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl[format], gl[type], data);
  },
});

const decode = (name: 'DXT1' | 'DXT5', blockBytes: number): Row => ({
  name: `decode ${name}`,
  prepare(gl) {
    const format = gl.getExtension('WEBGL_compressed_texture_s3tc')![`COMPRESSED_RGBA_S3TC_${name}_EXT`];
    texture(gl, format);
    const blocks = noise(Math.ceil(width / 4) * Math.ceil(height / 4) * blockBytes);
    return () => gl.compressedTexSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, format, blocks);
  },
});

const kRows: Row[] = [
  {name: 'clear', prepare: (gl) => () => gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT)},
  {
    name: 'clear, masked',
    prepare(gl) {
      gl.colorMask(true, false, true, true);
      return () => gl.clear(gl.COLOR_BUFFER_BIT);
    },
  },
  {name: 'clear of four samples', antialias: true, prepare: (gl) => () => clearInside(gl)},
  blit('RGBA8', 'RGBA8', 1, 'NEAREST'),
  blit('RGBA8', 'RGBA8', 0.5, 'NEAREST'),
  blit('RGBA8', 'SRGB8_ALPHA8', 1, 'NEAREST'),
  blit('RGBA8', 'RGBA8', 0.5, 'LINEAR'),
  blit('RGBA8', 'RGBA8', 1.6, 'LINEAR'),
  blit('RGBA16F', 'RGBA16F', 0.5, 'LINEAR'),
  resolve('RGBA8'),
  resolve('SRGB8_ALPHA8'),
  resolve('RGBA16F'),
  levels('RGBA8', 2048, 1024),
  levels('RGBA8', 1279, 719),
  levels('SRGB8_ALPHA8', 2048, 1024),
  upload('RGBA8', 'RGBA', 'UNSIGNED_BYTE', bytes),
  upload('RGBA8', 'RGBA', 'UNSIGNED_BYTE', bytes, true),
  upload('RGB8', 'RGB', 'UNSIGNED_BYTE', bytes),
  upload('RGB565', 'RGB', 'UNSIGNED_BYTE', bytes),
  upload('RGBA4', 'RGBA', 'UNSIGNED_BYTE', bytes),
  upload('RGBA16F', 'RGBA', 'FLOAT', floats),
  upload('DEPTH_COMPONENT24', 'DEPTH_COMPONENT', 'UNSIGNED_INT', new Uint32Array(bytes.buffer)),
  decode('DXT1', 8),
  decode('DXT5', 16),
  {
    name: 'readPixels of bytes',
    prepare(gl) {
      const read = new Uint8Array(width * height * 4);
      return () => gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, read);
    },
  },
  {
    name: 'clear and readPixels of four samples',
    antialias: true,
    prepare(gl) {
      const read = new Uint8Array(width * height * 4);
      return () => {
        clearInside(gl);
        gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, read);
      };
    },
  },
  {
    name: 'readPixels of half floats as floats',
    prepare(gl) {
      attach(gl, gl.FRAMEBUFFER, texture(gl, gl.RGBA16F));
      const read = new Float32Array(width * height * 4);
      return () => gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, read);
    },
  },
];

interface Side {
  gl: GL;
  command: Command;
  times: number[];
}

async function start({antialias = false, prepare}: Row, threads: number): Promise<Side> {
  const gl = createContext({width, height, threads, antialias});
  while (getInfo(gl).threads !== threads) await sleep(5);
  gl.getExtension('EXT_color_buffer_float');
  const command = prepare(gl);
  for (let i = 0; i < kWarmUp; ++i) command();
  if (gl.getError() !== gl.NO_ERROR) throw new Error('the command is refused');
  return {gl, command, times: []};
}

for (const row of kRows.filter(({name}) => new RegExp(options.only).test(name))) {
  const sides: Side[] = [];
  for (const threads of counts) sides.push(await start(row, threads));
  for (let group = 0; group < kGroups; ++group) {
    for (const {command, times} of sides) {
      const started = performance.now();
      for (let i = 0; i < kCommands; ++i) command();
      times.push((performance.now() - started) / kCommands);
    }
  }
  const times = sides.map((side) => median(side.times));
  const ratios = times.slice(1).map((ms) => (ms / times[0]!).toFixed(2).padStart(7));
  console.log(`${row.name.padEnd(52)}${times.map((ms) => ms.toFixed(2).padStart(9)).join('')}${ratios.join('')}`);
  for (const {gl} of sides) gl.getExtension('WEBGL_lose_context')!.loseContext();
}
