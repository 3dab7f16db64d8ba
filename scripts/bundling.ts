// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What vite.config.js does to the package's own files beyond bundling them.

import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {minify as terser} from 'terser';
import type {Plugin} from 'vite';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Entries of the package that are ES modules, and those that are classic scripts; web/entries/ has their sources. */
export const kModules = [
  ...['index', 'inline', 'element', 'alloc', 'alloc-debug'],
  ...['node', 'node-globals', 'headless-gl', 'visual', 'playwright', 'test-setup'],
];
/** Modules that no project imports, and nobody requires: the command, threads and scenes that it starts. */
export const kTools = ['cli', 'render-worker', 'model-scene'];
export const kClassic = ['auto', 'auto-inline', 'worker'];

/** Packages that some entries want, and whoever imports these entries has. */
export const kPeers = [/^node:/, '@playwright/test'];

/** Source files by the names of entries. */
export const sources = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, path.join(root, `web/entries/${name}.ts`)]));

/**
 * Everything small. Vite leaves the white space of ES libraries, for the sake of annotations that only matter to files
 * larger than ours; the comments that go with it also hide `new URL('./soft-webgl2.wasm', import.meta.url)` from this
 * build alone: whoever bundles the package must see it. `firstStage`: smaller still, for code that reads no getter for its
 * effect; every page loads it, most of them for nothing.
 */
export function minify({firstStage = false} = {}): Plugin {
  return {
    name: 'soft-webgl2-minify',
    enforce: 'post',
    async generateBundle({format}, bundle) {
      const ecma = firstStage ? 2018 : 2020;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const {code} = await terser(chunk.code, {
          ecma,
          module: format === 'es',
          compress: firstStage ? {passes: 3, keep_fargs: false, pure_getters: true, unsafe_arrows: true} : {passes: 2},
          format: {ascii_only: true, comments: false}, // THIRD-PARTY-NOTICES.txt has those of licences
        });
        chunk.code = code!;
      }
    },
  };
}

/**
 * For the head of CommonJS files: Jest's jsdom environment has no TextDecoder. Node's own reads the arrays of any realm.
 */
export const kCommonJsIntro =
  "const {TextDecoder, TextEncoder} = globalThis.TextDecoder ? globalThis : require('node:util');";

/** In CommonJS, `import.meta.url` is the address of the file, also where a test runner has put up a document. */
export function fileOfCommonJs(): Plugin {
  return {
    name: 'soft-webgl2-file-of-commonjs',
    resolveImportMeta: (property, {format}) =>
      format === 'cjs' && property === 'url' ? "require('node:url').pathToFileURL(__filename).href" : null,
  };
}

/**
 * Lit's build for servers, which is its build for browsers with a look at what there is: importing the element must not
 * throw where there is no HTMLElement. Of the DOM that Lit would bring along there, an empty class is enough.
 */
export const litAnywhere = {
  conditions: ['module', 'node', 'production'],
  alias: [{find: '@lit-labs/ssr-dom-shim', replacement: path.join(root, 'web/element/no-dom.ts')}],
};
