// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Says which modules of a file an engine would refuse: node validate_modules.mjs <file>
//
// The file is u32 length and bytes, again and again. Prints the index of each refused one and why; the exit status is 1
// where there is any.

import {readFileSync} from 'node:fs';

const bytes = readFileSync(process.argv[2]);
let refused = 0;
for (let at = 0, index = 0; at < bytes.length; ++index) {
  const length = bytes.readUInt32LE(at);
  const module = bytes.subarray(at + 4, at + 4 + length);
  at += 4 + length;
  if (WebAssembly.validate(module)) continue;
  ++refused;
  try {
    new WebAssembly.Module(module);
  } catch (error) {
    console.log(`${index}: ${error.message}`);
  }
}
process.exit(refused ? 1 : 0);
