// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Runs generated routines for C++ tests (routine_harness.h): node routine_runner.mjs <cases> <results>
//
// A case is u32 wasm bytes, u32 memory bytes (whole pages), u32 argument count, 6 globals, the arguments, the module,
// the memory's content. The result of each is its memory afterwards. Exports slot1 to slot7 go into the table.

import {closeSync, openSync, readFileSync, writeSync} from 'node:fs';

const GLOBALS = ['UNIFORM_PTR', 'ATTR_PTR', 'STATE_PTR', 'PRIVATE_PTR', 'TEXTURE_PTR', 'FRAME_SP'];
const PAGE = 65536;

const [input, output] = process.argv.slice(2);
const bytes = readFileSync(input);
const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const results = openSync(output, 'w');

let offset = 0;
const u32 = () => view.getUint32((offset += 4) - 4, true);
const take = (length) => bytes.subarray(offset, (offset += length));

while (offset < bytes.length) {
  const wasmBytes = u32();
  const memoryBytes = u32();
  const argumentCount = u32();
  const core = {
    memory: new WebAssembly.Memory({initial: memoryBytes / PAGE}),
    table: new WebAssembly.Table({initial: 8, element: 'anyfunc'}),
  };
  for (const name of GLOBALS) {
    core[`ACTIVE_${name}`] = new WebAssembly.Global({value: 'i32', mutable: true}, u32());
  }
  const args = Array.from({length: argumentCount}, u32);
  const module = new WebAssembly.Module(take(wasmBytes));
  const heap = new Uint8Array(core.memory.buffer);
  heap.set(take(memoryBytes));
  const {exports} = new WebAssembly.Instance(module, {core});
  for (let slot = 1; slot < 8; slot++) {
    if (exports[`slot${slot}`]) core.table.set(slot, exports[`slot${slot}`]);
  }
  exports.routine(...args);
  writeSync(results, heap);
}
closeSync(results);
