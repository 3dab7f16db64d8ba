// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Refuses a core that web/loader could not instantiate: an import from anywhere but "host" (usually a misspelt function
// or a forgotten source file, which the linker was told to let through), a missing part of its interface, or a
// function so large that browsers take longer to optimise it than to run it (cmake/wasm.cmake has the figures).

import fs from 'node:fs';

/** Bytes. The largest is glslang's parser: 46 KB with Emscripten 3.1.6, 55 with 3.1.69. */
const kLargestFunction = 80_000;

const file = process.argv[2];
/** The core with threads takes its memory from the loader, and sets a stack for each of its instances. */
const threads = process.argv[3] === '--threads';
const bytes = fs.readFileSync(file);
const module = new WebAssembly.Module(bytes);
const strange = WebAssembly.Module.imports(module).filter(
  (entry) =>
    (entry.module !== 'host' || entry.kind !== 'function') &&
    !(threads && entry.module === 'env' && entry.name === 'memory'),
);
const exports = new Map(WebAssembly.Module.exports(module).map((entry) => [entry.name, entry.kind]));

const needed = {
  ...(threads ? {__stack_pointer: 'global', threads_work: 'function'} : {memory: 'memory'}),
  __indirect_function_table: 'table',
  _initialize: 'function',
  ACTIVE_UNIFORM_PTR: 'global',
  ACTIVE_ATTR_PTR: 'global',
  ACTIVE_PRIVATE_PTR: 'global',
  ACTIVE_TEXTURE_PTR: 'global',
  ACTIVE_FRAME_SP: 'global',
};
const missing = Object.keys(needed).filter((name) => exports.get(name) !== needed[name]);

const large = functionSizes().filter((size) => size > kLargestFunction);

/** Bytes of each function's body, from the code section. */
function functionSizes() {
  const sizes = [];
  let at = 8;
  const leb128 = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const length = leb128();
    const end = at + length;
    if (section === 10) {
      for (let count = leb128(); count > 0; --count) {
        const size = leb128();
        sizes.push(size);
        at += size;
      }
    }
    at = end;
  }
  return sizes;
}

for (const entry of strange) console.error(`${file}: undefined: ${entry.module}.${entry.name} (${entry.kind})`);
for (const name of missing) console.error(`${file}: exports no ${needed[name]} ${name}`);
for (const size of large) console.error(`${file}: a function of ${size} bytes; at most ${kLargestFunction} are good`);
if (strange.length || missing.length || large.length) process.exit(1);
