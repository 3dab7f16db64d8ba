// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The table of exports in docs/abi.md, made from cpp/abi. `node --import tsx scripts/exports.ts --write` renews it and
// web/loader/boundary.ts (boundary.ts); tests fail when they are stale, and when an export has no place in the lists
// below.

import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {boundaryFile, makeBoundary} from './boundary.ts';
import {readExports, type Export} from './export-list.ts';
import {reflow} from './reflow.ts';
import {root} from './shell.ts';

/** Exports whose array is fetched where it does not fit the scratch: it goes straight to where it shall be. */
export const kFetching: readonly string[] = [
  ...['texImage2D', 'texSubImage2D', 'texImage3D', 'texSubImage3D'].flatMap((n) => [`gl_${n}`, `gl_${n}FromSource`]),
  'gl_bufferData',
  'gl_bufferSubData',
];

/** Why some exports take memory of `wasm_alloc`. Those named here alone may; a test sees to it that none is missing. */
export const kAllocating: readonly {readonly reason: string; readonly names: readonly string[]}[] = [
  {
    reason: 'blocks of texels, as large as the array of the page: an eighth of what they become, or a quarter',
    names: [
      'gl_compressedTexImage2D',
      'gl_compressedTexSubImage2D',
      'gl_compressedTexImage3D',
      'gl_compressedTexSubImage3D',
    ],
  },
  {reason: "a shader's text, up to 4 MB", names: ['gl_shaderSource']},
  {
    reason: 'names, which a page makes as long as it likes; the core refuses what is too long, so it must see them',
    names: [
      'gl_bindAttribLocation',
      'gl_getAttribLocation',
      'gl_getUniformLocation',
      'gl_getFragDataLocation',
      'gl_getUniformBlockIndex',
      'gl_getUniformIndices',
      'gl_transformFeedbackVaryings',
    ],
  },
  {
    reason: 'lists of a page; the core refuses what is too long',
    names: [
      'gl_drawBuffers',
      'gl_invalidateFramebuffer',
      'gl_invalidateSubFramebuffer',
      'gl_getActiveUniforms',
      'gl_multiDrawArrays',
      'gl_multiDrawElements',
      ...['1', '2', '3', '4'].flatMap((n) => ['f', 'i', 'ui'].map((type) => `gl_uniform${n}${type}v`)),
      ...['2', '2x3', '2x4', '3', '3x2', '3x4', '4', '4x2', '4x3'].map((size) => `gl_uniformMatrix${size}fv`),
    ],
  },
  {
    reason: 'the compiler instance has no span: it is thrown away after a trap, and asked rarely, with whole texts',
    names: ['compiler_compile', 'compiler_link', 'compiler_routine', 'compiler_routine_text'],
  },
];

/** Exports with addresses whose arguments always fit the scratch. */
export const kScratchOnly: readonly string[] = [
  'gl_clearBufferfv',
  'gl_clearBufferiv',
  'gl_clearBufferuiv',
  'gl_getExtension',
];

/** Exports whose addresses are the allocators' own business. */
export const kAllocators: readonly string[] = [
  'wasm_alloc',
  'wasm_free',
  'guest_alloc',
  'guest_alloc_large',
  'memory_moved',
  'memory_kept',
];

function memoryOf(entry: Export): string {
  if (kAllocators.includes(entry.name) || !entry.parameters.some(({type}) => type === 'ptr')) return '';
  if (kScratchOnly.includes(entry.name)) return 'scratch';
  if (kFetching.includes(entry.name)) return 'scratch, fetched';
  if (!kAllocating.some(({names}) => names.includes(entry.name))) {
    throw new Error(`scripts/exports.ts does not say where ${entry.name} takes its memory from`);
  }
  return entry.name.startsWith('compiler_') ? '`wasm_alloc`' : 'scratch, `wasm_alloc`';
}

const kBegin = '<!-- begin: made by scripts/exports.ts -->';
const kEnd = '<!-- end: made by scripts/exports.ts -->';

function makeTable(exports: readonly Export[]): string {
  const lines: string[] = [];
  const count = (prefix: string): number => exports.filter(({name}) => name.startsWith(prefix)).length;
  const others = exports.length - count('gl_') - count('compiler_');
  lines.push(
    `${exports.length} functions: ${count('gl_')} commands, ${count('compiler_')} of the compiler, ${others} others.`,
  );
  for (const file of [...new Set(exports.map((entry) => entry.file))]) {
    lines.push('', `### \`${file}\``, '', '| export | arguments | result | memory |', '|---|---|---|---|');
    for (const entry of exports.filter((candidate) => candidate.file === file)) {
      const parameters = entry.parameters.map(({name, type}) => `${name} ${type}`).join(', ');
      const result = entry.result === 'payload' ? `payload: ${entry.arenas.join(', ')}` : entry.result;
      lines.push(`| \`${entry.name}\` | ${parameters} | ${result} | ${memoryOf(entry)} |`);
    }
  }
  lines.push('', '### What keeps `wasm_alloc`', '');
  for (const {reason, names} of kAllocating) {
    for (const name of names) {
      if (!exports.some((entry) => entry.name === name))
        throw new Error(`scripts/exports.ts names ${name}, which is gone`);
    }
    lines.push(`- ${names.map((name) => `\`${name}\``).join(', ')}: ${reason}.`);
  }
  return lines.join('\n');
}

/** docs/abi.md with its generated part as it should be. */
export function renew(text: string, exports: readonly Export[]): string {
  const [before, after] = [text.indexOf(kBegin), text.indexOf(kEnd)];
  if (before < 0 || after < before) throw new Error('docs/abi.md has lost the marks of its generated part');
  return reflow(`${text.slice(0, before + kBegin.length)}\n\n${makeTable(exports)}\n\n${text.slice(after)}`);
}

export const abiFile = path.join(root, 'docs/abi.md');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const wanted = [
    {file: abiFile, text: renew(fs.readFileSync(abiFile, 'utf8'), readExports())},
    {file: boundaryFile, text: await makeBoundary()},
  ];
  for (const {file, text} of wanted) {
    if (process.argv.includes('--write')) fs.writeFileSync(file, text);
    else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
      console.error(`${path.relative(root, file)} is stale: node --import tsx scripts/exports.ts --write`);
      process.exitCode = 1;
    }
  }
}
