// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The declarations of the package: one file for each entry, with what entries share in chunks, so that nothing internal can
// be imported. They name no other package: scripts/declarations/ has what the element shows of Lit, the globals of the
// classic scripts, and the element for React's JSX, which are put in or copied.

import fs from 'node:fs';
import path from 'node:path';
import {rollup} from 'rollup';
import {dts} from 'rollup-plugin-dts';
import {kClassic, kModules, kPeers, sources} from './bundling.ts';
import {distDir, root} from './shell.ts';

const kDeclarations = path.join(root, 'scripts/declarations');

/** Entries of projects that may also have the scripts of a page in sight. */
const kWithGlobals = ['index', 'auto', 'auto-inline', 'worker'];

/** A document has one class for the element, however many kinds of modules a project is made of. */
const kSameElement =
  "'soft-webgl2-canvas': import('./element.js', {with: {'resolution-mode': 'import'}}).SoftWebgl2Canvas;";

const kHeader = '// SPDX-FileCopyrightText: The soft-webgl2 authors\n// SPDX-License-Identifier: MIT\n';

/** `export =`, with the named types inside, for what `require` gives as a function. */
function exportEquals(code: string): string {
  const [, list = ''] = /^export \{ (.*) \};$/m.exec(code) ?? [];
  const made = /^(\w+) as default$/.exec(list)?.[1] ?? /^declare const (\w+):/m.exec(code)?.[1];
  const types = /^export type \{ (.*) \};$/m.exec(code)?.[1];
  if (made === undefined || types === undefined) throw new Error('headless-gl has other exports than expected');
  const rest = code.replace(/^export .*;$\n?/gm, '');
  return `${rest}declare namespace ${made} {\n  export { ${types} };\n}\nexport = ${made};\n`;
}

/** `dist/types/<entry>.d.ts`, and the same as `.d.cts` for those who `require`. */
export async function buildTypes(): Promise<void> {
  const folder = path.join(distDir, 'types');
  fs.rmSync(folder, {recursive: true, force: true});
  const lit = path.join(kDeclarations, 'lit.d.ts');
  const bundle = await rollup({
    input: sources([...kModules, ...kClassic]),
    external: [...kPeers, 'react'],
    plugins: [
      {name: 'lit-public', resolveId: (id) => (id === 'lit' ? lit : null)},
      dts({tsconfig: path.join(root, 'tsconfig.json'), compilerOptions: {paths: {lit: [lit]}, baseUrl: root}}),
    ],
    onwarn(warning) {
      if (warning.code !== 'EMPTY_BUNDLE') throw new Error(warning.message);
    },
  });
  const {output} = await bundle.generate({
    format: 'es',
    entryFileNames: '[name].d.ts',
    chunkFileNames: 'shared-[name].d.ts',
  });
  await bundle.close();
  fs.mkdirSync(folder, {recursive: true});
  const write = (name: string, code: string): void => {
    fs.writeFileSync(path.join(folder, `${name}.d.ts`), code);
    const common = code
      .replace(/(['"])(\.\/[\w-]+)\.js\1/g, '$1$2.cjs$1')
      .replace("'soft-webgl2-canvas': SoftWebgl2Canvas;", kSameElement);
    const whole = name === 'headless-gl' ? exportEquals(common) : common;
    fs.writeFileSync(path.join(folder, `${name}.d.cts`), whole);
  };
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue;
    const name = chunk.fileName.replace(/\.d\.ts$/, '');
    const globals = kWithGlobals.includes(name) ? "import './globals.js';\n" : '';
    write(name, kHeader + globals + chunk.code);
  }
  for (const name of ['globals', 'react', 'wasm']) {
    write(name, fs.readFileSync(path.join(kDeclarations, `${name}.d.ts`), 'utf8'));
  }
}
