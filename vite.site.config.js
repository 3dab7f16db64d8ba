// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The site: demos/ and docs/ as static pages in build/site, which work from any folder (`npm run site`). scripts/site.ts
// frames the pages and turns documents into HTML.

import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vite';
import {kPages} from './demos/pages.js';
import {sitePages} from './scripts/site-pages.ts';

const root = path.dirname(fileURLToPath(import.meta.url));
const names = ['index', ...kPages.map(({name}) => `${name}/index`), 'three/index'];

export default defineConfig({
  root: path.join(root, 'demos'),
  base: './',
  publicDir: false,
  logLevel: 'warn',
  plugins: [sitePages()],
  resolve: {
    alias: [
      {find: /^soft-webgl2$/, replacement: path.join(root, 'dist/index.js')},
      {find: /^soft-webgl2\/element$/, replacement: path.join(root, 'dist/element.js')},
    ],
  },
  worker: {format: 'es'},
  build: {
    target: 'es2022',
    outDir: path.join(root, 'build/site'),
    emptyOutDir: true,
    modulePreload: {polyfill: false},
    reportCompressedSize: false,
    chunkSizeWarningLimit: 8192,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: Object.fromEntries(names.map((name) => [name.replace('/', '-'), path.join(root, `demos/${name}.html`)])),
    },
  },
});
