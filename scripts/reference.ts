// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// docs/reference/: what each entry of the package exports, made of the types by TypeDoc (typedoc.json). A test sees to it
// that it is not stale; `node --import tsx scripts/reference.ts --write` renews it.

import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {buildDir, root, runPackage} from './shell.ts';

const folder = path.join(root, 'docs/reference');

/** Texts by the names of their files. */
export async function makeReference(): Promise<Map<string, string>> {
  const out = path.join(buildDir, 'reference');
  await runPackage('typedoc/bin/typedoc', ['--out', out], {quiet: true});
  const made = new Map<string, string>();
  for (const file of fs.readdirSync(out).sort()) {
    const entry = file.slice(0, -'.md'.length);
    if (!file.endsWith('.md') || entry === 'README') continue;
    const name = entry === 'index' ? 'soft-webgl2' : `soft-webgl2/${entry}`;
    const text = fs.readFileSync(path.join(out, file), 'utf8');
    made.set(file, text.replace(/^# .*$/m, `# Reference: \`${name}\``));
  }
  return made;
}

/** Files that are not as the types say. */
export async function staleReference(): Promise<string[]> {
  const made = await makeReference();
  const there = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const read = (file: string): string => (there.includes(file) ? fs.readFileSync(path.join(folder, file), 'utf8') : '');
  return [...new Set([...made.keys(), ...there])].filter((file) => made.get(file) !== read(file));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv[2] === '--write') {
    fs.rmSync(folder, {recursive: true, force: true});
    fs.mkdirSync(folder, {recursive: true});
    for (const [file, text] of await makeReference()) fs.writeFileSync(path.join(folder, file), text);
  } else {
    const stale = await staleReference();
    if (stale.length > 0) {
      console.error(`docs/reference is stale (${stale.join(', ')}): node --import tsx scripts/reference.ts --write`);
      process.exit(1);
    }
  }
}
