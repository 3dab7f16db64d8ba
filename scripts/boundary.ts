// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// web/loader/boundary.ts, made from cpp/: what the core exports and imports as TypeScript sees it, and the numbers that
// both sides have to know. scripts/exports.ts writes it, and a test fails when it is stale.

import fs from 'node:fs';
import path from 'node:path';
import prettier from 'prettier';
import {parseExports, readExports, type Export} from './export-list.ts';
import {root} from './shell.ts';

export const boundaryFile = path.join(root, 'web/loader/boundary.ts');

interface Source {
  readonly file: string;
  readonly name: string;
  readonly comment: string;
}

/** Enumerations. A `k` and the prefix of their members do not go along. */
const kEnums: readonly (Source & {readonly prefix?: string})[] = [
  {file: 'cpp/gl/state_value.h', name: 'ValueKind', comment: 'What a typed value is: the first word of its payload.'},
  {file: 'cpp/gl/state_value.h', name: 'ObjectKind', comment: 'What an object is.'},
  {file: 'cpp/gl/context.h', name: 'Loss', comment: 'Why a context is lost (`context_isLost`).'},
  {file: 'cpp/abi/call.cpp', name: 'AttributeBits', comment: 'Of `context_create`.', prefix: 'k'},
  {file: 'cpp/abi/textures.cpp', name: 'SourceFlags', comment: 'Of `gl_tex*FromSource`.', prefix: 'k'},
  {file: 'cpp/texture/present.h', name: 'Look', comment: 'Bits of `context_presentedLook`.', prefix: 'kLook'},
  {file: 'cpp/pipeline/routine_keys.h', name: 'RoutineKind', comment: 'Of `compiler_routine`.'},
  {file: 'cpp/host/imports.h', name: 'LogLevel', comment: 'Of `host_log`.', prefix: 'kLog'},
];

const kConstants: readonly Source[] = [
  {
    file: 'cpp/host/arena.h',
    name: 'kHeaderBytes',
    comment: 'Before each payload, whose length is the first word there.',
  },
  {
    file: 'cpp/abi/typed_value.cpp',
    name: 'kKindBytes',
    comment: 'Of a typed value: its kind, and nothing more before the data.',
  },
  {file: 'cpp/host/imports.h', name: 'kFetched', comment: 'The address of an array that the core fetches.'},
  {
    file: 'cpp/abi/compiler.cpp',
    name: 'kSharedMemory',
    comment: 'Beside the kind of `compiler_routine`: for a core whose memory is shared.',
  },
  {file: 'cpp/gl/limits.h', name: 'kMaxTextureSize', comment: 'Of textures, renderbuffers and drawing buffers.'},
  {file: 'cpp/threads/shading_queue.h', name: 'kMaxThreads', comment: 'That draw for one context.'},
];

/** Structs whose bytes begin a payload. */
const kRecords: readonly Source[] = [
  {file: 'cpp/abi/draw.cpp', name: 'StatisticsPayload', comment: 'Of `context_statistics`.'},
  {file: 'cpp/gl/read_pixels.h', name: 'PackedRows', comment: 'Of `gl_readPixels`, then the rows without gaps.'},
  {file: 'cpp/abi/programs.cpp', name: 'VariablePayload', comment: 'Of `gl_getActive*` of one, then the name.'},
  {
    file: 'cpp/abi/compiler.cpp',
    name: 'RoutineTextPayload',
    comment: 'Of `compiler_routine_text`, then key and listing.',
  },
  {file: 'cpp/gl/shaders.h', name: 'PrecisionFormat', comment: 'Of `gl_getShaderPrecisionFormat`.'},
];

const kFieldBytes: {readonly [type: string]: number} = {uint32_t: 4, int32_t: 4, double: 8};

/** What the linker is told of the memory, in MB or GB. */
const kMemory: readonly Source[] = [
  {file: 'cmake/wasm.cmake', name: 'INITIAL_MEMORY', comment: 'Of a core at first, most of it untouched.'},
  {file: 'cmake/wasm.cmake', name: 'MAXIMUM_MEMORY', comment: 'That a core may come to have.'},
];

const kTypes: {readonly [type: string]: string} = {
  u32: 'number',
  i32: 'number',
  f32: 'number',
  f64: 'number',
  i64: 'bigint',
  ptr: 'Pointer',
  payload: 'Payload',
  '': 'void',
};

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** The members of an enumeration with their numbers. */
export function parseEnum(source: string, name: string): ReadonlyMap<string, number> {
  const body = new RegExp(`enum (?:class )?${name} : \\w+ \\{([^}]*)\\}`).exec(source)?.[1];
  if (body === undefined) throw new Error(`There is no enumeration ${name}`);
  const members = new Map<string, number>();
  let next = 0;
  for (const text of body.replace(/\/\/.*/g, '').split(',')) {
    if (text.trim() === '') continue;
    const [, member, value] = /^\s*(\w+)(?: = (\d+))?\s*$/.exec(text) ?? [];
    if (member === undefined) throw new Error(`${name}: cannot read "${text.trim()}"`);
    if (value !== undefined) next = Number(value);
    members.set(member, next++);
  }
  return members;
}

export function parseConstant(source: string, name: string): number {
  const text = new RegExp(`constexpr \\w+ ${name} = (\\d+);`).exec(source)?.[1];
  if (text === undefined) throw new Error(`There is no constant ${name}, or it is no plain number`);
  return Number(text);
}

/** Where the fields of a struct of numbers lie, and its size as `bytes`. */
export function parseRecord(source: string, name: string): ReadonlyMap<string, number> {
  const body = new RegExp(`struct ${name} \\{\n([^]*?)\n\\};`).exec(source)?.[1];
  if (body === undefined) throw new Error(`There is no struct ${name}`);
  const fields = body.split('\n').filter((line) => !line.includes('(')); // methods have one line each

  const places = new Map<string, number>();
  let [at, widest] = [0, 1];
  for (const line of fields) {
    const [, type, names] = /^ *(\w+) ([\w =,]+);(?: *\/\/.*)?$/.exec(line) ?? [];
    const bytes = kFieldBytes[type ?? ''];
    if (bytes === undefined) throw new Error(`${name}: cannot read "${line.trim()}"`);
    widest = Math.max(widest, bytes);
    for (const field of names!.split(',')) {
      at = Math.ceil(at / bytes) * bytes;
      places.set(/\w+/.exec(field)![0], at);
      at += bytes;
    }
  }
  return places.set('bytes', Math.ceil(at / widest) * widest);
}

function parseMemory(source: string, name: string): number {
  const [, count, unit] = new RegExp(`-s${name}=(\\d+)(MB|GB)`).exec(source) ?? [];
  if (count === undefined) throw new Error(`There is no ${name} in MB or GB`);
  return Number(count) * 2 ** (unit === 'MB' ? 20 : 30);
}

function signature({name, parameters, result}: Export): string {
  const list = parameters.map((parameter, i) => {
    return `${parameter.name === '(unused)' ? `unused${i}` : parameter.name}: ${kTypes[parameter.type]}`;
  });
  return `${name}(${list.join(', ')}): ${kTypes[result]};`;
}

/** Imports are declared as exports are, and read alike. */
export function parseImports(file: string, source: string): Export[] {
  const likeExports = source.replace(
    /SW_IMPORT\((\w+)\)(\s+(?:const )?\w+\*? )\w+(\([^)]*\));/g,
    'SW_EXPORT($1)$2$1$3 {',
  );
  return parseExports(file, likeExports);
}

function makeInterface(comment: string, head: string, members: readonly string[]): string {
  return `/** ${comment} */\nexport interface ${head} {\n${members.join('\n')}\n}\n`;
}

/** A type, where an interface would not pass for WebAssembly.ModuleImports. */
function makeType(comment: string, head: string, members: readonly string[]): string {
  return `/** ${comment} */\nexport type ${head} = {\n${members.join('\n')}\n};\n`;
}

const kImports = 'cpp/host/imports.h';
const kForThreads = /#ifdef SW_THREADS\n([^]*?)#endif/;

export async function makeBoundary(): Promise<string> {
  const parts = [
    `// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Made of cpp/ by scripts/boundary.ts: node --import tsx scripts/exports.ts --write. What the core exports and imports
// (docs/abi.md), and the numbers that both sides know. WebAssembly converts arguments as WebIDL does: i32 parameters by
// ToInt32 (which has the bits of ToUint32), f32 and f64 by ToNumber.

/** An address in the core's memory, 0 for none; results are signed. */
export type Pointer = number;
/** An ephemeral result: what is there is copied before the next call (docs/abi.md). */
export type Payload = Pointer;
`,
  ];
  for (const {file, name, comment, prefix = ''} of kEnums) {
    const members = [...parseEnum(read(file), name)].map(([member, value]) => {
      if (!member.startsWith(prefix)) throw new Error(`${name}: ${member} does not begin with ${prefix}`);
      return `${member.slice(prefix.length)}: ${value},`;
    });
    parts.push(`/** ${comment} \`${name}\` of ${file}. */\nexport const ${name} = {${members.join('')}} as const;`);
    parts.push(`export type ${name} = (typeof ${name})[keyof typeof ${name}];\n`);
  }
  for (const {file, name, comment} of kConstants) {
    parts.push(`/** ${comment} ${file}. */\nexport const ${name} = ${parseConstant(read(file), name)};`);
  }
  for (const {file, name, comment} of kRecords) {
    const members = [...parseRecord(read(file), name)].map(([field, at]) => `${field}: ${at},`);
    parts.push(`/** ${comment} Where each lies in \`${name}\` of ${file}. */`);
    parts.push(`export const ${name} = {${members.join('')}} as const;\n`);
  }
  for (const {file, name, comment} of kMemory) {
    parts.push(
      `/** ${comment} ${name} of ${file}. */\nexport const k${name === 'INITIAL_MEMORY' ? 'First' : 'Most'}MemoryBytes = ${parseMemory(read(file), name)};`,
    );
  }
  const globals = [...read('cpp/host/environment.cpp').matchAll(/^SW_WASM_GLOBAL\((\w+)\)/gm)].map(([, name]) => name!);
  parts.push(`/** The globals of a core that generated routines import. cpp/host/environment.cpp. */`);
  parts.push(`export const kRoutineGlobals = [${globals.map((name) => `'${name}'`).join(', ')}] as const;\n`);

  const exports = readExports();
  const of = (belongs: (entry: Export) => boolean): string[] => exports.filter(belongs).map(signature);
  const always = ['readonly memory: WebAssembly.Memory;', '_initialize(): void;'];
  const isCompilers = ({file}: Export): boolean => file === 'cpp/abi/compiler.cpp';
  const isThreads = ({file}: Export): boolean => file === 'cpp/abi/threads.cpp';
  const allocates = ({name}: Export): boolean => ['wasm_alloc', 'wasm_free', 'last_error'].includes(name);
  const source = read(kImports);
  const threads = parseImports(kImports, kForThreads.exec(source)?.[1] ?? '').map(signature);
  parts.push(
    makeInterface('Exports of a core that a context has.', 'CoreExports', [
      ...always,
      ...of((entry) => !isCompilers(entry) && !isThreads(entry)),
    ]),
    makeInterface('Exports of the core with threads alone.', 'ThreadExports', of(isThreads)),
    makeInterface("Exports that the page's compiler is asked for.", 'CompilerExports', [
      ...always,
      ...of(allocates),
      ...of(isCompilers),
    ]),
    makeType(
      `What the core asks of its host. ${kImports}.`,
      'HostImports',
      parseImports(kImports, source.replace(kForThreads, '')).map(signature),
    ),
    makeType('And the core with threads.', 'ThreadImports', threads),
  );
  const options = await prettier.resolveConfig(boundaryFile);
  return prettier.format(parts.join('\n'), {...options, filepath: boundaryFile});
}
