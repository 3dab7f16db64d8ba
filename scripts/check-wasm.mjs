// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Refuses a core that web/loader could not instantiate: an import from anywhere but "host" (usually a misspelt function
// or a forgotten source file, which the linker was told to let through), or a missing part of its interface.

import fs from 'node:fs';

const file = process.argv[2];
const module = new WebAssembly.Module(fs.readFileSync(file));
const strange = WebAssembly.Module.imports(module).filter(
  (entry) => entry.module !== 'host' || entry.kind !== 'function',
);
const exports = new Map(WebAssembly.Module.exports(module).map((entry) => [entry.name, entry.kind]));

const needed = {
  memory: 'memory',
  __indirect_function_table: 'table',
  _initialize: 'function',
  ACTIVE_UNIFORM_PTR: 'global',
  ACTIVE_ATTR_PTR: 'global',
  ACTIVE_VARYING_PTR: 'global',
  ACTIVE_PRIVATE_PTR: 'global',
  ACTIVE_TEXTURE_PTR: 'global',
  ACTIVE_FRAME_SP: 'global',
};
const missing = Object.keys(needed).filter((name) => exports.get(name) !== needed[name]);

for (const entry of strange) console.error(`${file}: undefined: ${entry.module}.${entry.name} (${entry.kind})`);
for (const name of missing) console.error(`${file}: exports no ${needed[name]} ${name}`);
if (strange.length || missing.length) process.exit(1);
