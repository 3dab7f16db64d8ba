// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What becomes of web/. `vite build --mode modules` makes the ES modules of dist/, `--mode commonjs` the same for
// `require`, `--mode auto` and the like the classic scripts; scripts/build.ts runs all of them after CMake has made the
// core. As a server (`vite`) it shows the demos, with the package's own name leading to dist/, as it would on a page that
// installed it.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {deflateRawSync} from 'node:zlib';
import {defineConfig} from 'vite';
import {sumOf} from './web/front/sum.ts';
import {
  fileOfCommonJs,
  kCommonJsIntro,
  kModules,
  kPeers,
  kTools,
  litAnywhere,
  minify,
  sources,
} from './scripts/bundling.ts';

const root = path.dirname(fileURLToPath(import.meta.url));
const threadsFile = path.join(root, 'dist/soft-webgl2.threads.wasm');
const wasmFile = path.join(root, 'dist/soft-webgl2.wasm');
const {version} = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const wasmModule = 'virtual:soft-webgl2-wasm';

/**
 * The core for the entries that carry it inside: deflated, since base64 of plain bytes hides their repetition from the
 * compression of the transport.
 */
function inlineWasm() {
  return {
    name: 'soft-webgl2-inline-wasm',
    resolveId: (id) => (id === wasmModule ? `\0${wasmModule}` : null),
    load: (id) => {
      if (id !== `\0${wasmModule}`) return null;
      const wasm = fs.readFileSync(wasmFile);
      const base64 = deflateRawSync(wasm, {level: 9}).toString('base64');
      return `export const base64 = ${JSON.stringify(base64)};\nexport const byteLength = ${wasm.length};`;
    },
  };
}

/** Scripts that are served as they are: what Vite adds to an import() makes a module of them. */
const kClassicScripts = /^(?:\/demos)?\/dist\/(auto|auto-inline|soft-webgl2|thread|worker)\.js$/;

/** Pages that are cross-origin isolated, and the scripts of their workers. */
const kIsolated = /^\/e2e\/threads\/|^(?:\/demos)?\/dist\/thread\.js$/;

/** Answers every address that ends in soft-webgl2.wasm, so that sources served from web/ find the core too. */
function serveWasm() {
  return {
    name: 'soft-webgl2-serve-wasm',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        if (kIsolated.test(url.pathname) || url.searchParams.has('isolated')) {
          // docs/threads.md
          response.setHeader('cross-origin-opener-policy', 'same-origin');
          response.setHeader('cross-origin-embedder-policy', 'require-corp');
        }
        if (url.pathname === '/') {
          response.writeHead(302, {location: '/demos/'}).end();
        } else if (url.pathname.endsWith('/soft-webgl2.wasm') && fs.existsSync(wasmFile)) {
          response.setHeader('content-type', 'application/wasm');
          response.setHeader('access-control-allow-origin', '*'); // as from a CDN
          response.end(fs.readFileSync(wasmFile));
        } else if (url.pathname.endsWith('/soft-webgl2.threads.wasm') && fs.existsSync(threadsFile)) {
          response.setHeader('content-type', 'application/wasm');
          response.end(fs.readFileSync(threadsFile));
        } else if (kClassicScripts.test(url.pathname)) {
          response.setHeader('content-type', 'text/javascript');
          response.setHeader('access-control-allow-origin', '*'); // as from a CDN
          response.end(fs.readFileSync(path.join(root, url.pathname.replace('/demos', ''))));
        } else {
          next();
        }
      });
    },
  };
}

/** `js`: what bundlers and browsers import; `cjs`: what `require` gets, in Node and Jest. */
const modules = (extension) => ({
  target: 'es2022',
  emptyOutDir: false,
  reportCompressedSize: false,
  lib: {
    entry: sources([...kModules, ...(extension === 'cjs' ? ['auto-inline'] : kTools)]),
    formats: [extension === 'cjs' ? 'cjs' : 'es'],
  },
  rollupOptions: {
    external: kPeers,
    output: {
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `chunk-[name]-[hash].${extension}`,
      experimentalMinChunkSize: 1500, // small files compress badly
      // Otherwise the smallest chunks are joined to others that not everybody loads.
      manualChunks: (id) => kChunks.find(([, files]) => files.test(id))?.[0],
      intro: extension === 'cjs' ? kCommonJsIntro : '',
    },
  },
});

/** What several files share, and only those are to load which need it. */
const kChunks = [
  ['threads', /\/web\/threads\/pool\.ts$/],
  ['wasm-url', /\/web\/loader\/wasm-url\.ts$/],
  ['facts', /\/web\/(front\/(build|say|probe)|host\/(canvas-facts|support|context-types))\.ts$/],
];

/** Scripts that are whole by themselves. The second stage comes first: the first stages hold its digest. */
const kScripts = {
  'soft-webgl2': 'softWebgl2Engine',
  auto: 'softWebgl2Auto',
  worker: 'softWebgl2Worker',
  'auto-inline': 'softWebgl2Inline',
  'visual-page': 'softWebgl2VisualPage',
  thread: 'softWebgl2Thread',
};

const isFirstStage = (mode) => mode === 'auto' || mode === 'worker';

const classic = (name) => ({
  // First stages must be understood where the engine would not: the page is to learn why.
  target: isFirstStage(name) ? 'es2018' : 'es2022',
  emptyOutDir: false,
  reportCompressedSize: false,
  chunkSizeWarningLimit: 8192, // kB; the core may be inside
  minify: 'esbuild',
  lib: {
    entry: path.join(root, `web/entries/${name}.ts`),
    formats: ['iife'],
    name: kScripts[name],
    fileName: () => `${name}.js`,
  },
});

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('base64');

/** Of a core. */
function digest(name) {
  const bytes = fs.readFileSync(path.join(root, 'dist', name));
  return {sha256: sha256(bytes), sum: sumOf(bytes), bytes: bytes.length};
}

const kMarkLength = 12;

/** Ends the second stage with a digest of itself, by which a first stage knows it: web/front/build.ts. */
function mark() {
  return {
    name: 'soft-webgl2-mark',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) chunk.code += `//${sha256(chunk.code).slice(0, kMarkLength)}`;
    },
  };
}

function digestOfEngine() {
  const text = fs.readFileSync(path.join(root, 'dist/soft-webgl2.js'), 'utf8');
  return {sha256: sha256(text), mark: text.slice(-kMarkLength)};
}

/** What each stage has to know of the others; as text, since a value of `define` is code. */
function buildDigests(mode) {
  return {
    __SOFT_WEBGL2_BUILD__: JSON.stringify(`${version} ${digest('soft-webgl2.wasm').sha256.slice(0, 8)}`),
    __SOFT_WEBGL2_THREADS_CORE__: JSON.stringify(digest('soft-webgl2.threads.wasm')),
    __SOFT_WEBGL2_CORE__: JSON.stringify(digest('soft-webgl2.wasm')),
    ...(isFirstStage(mode) ? {__SOFT_WEBGL2_ENGINE__: JSON.stringify(digestOfEngine())} : {}),
  };
}

export default defineConfig(({command, mode}) => ({
  root,
  appType: 'mpa',
  publicDir: false,
  plugins: [
    inlineWasm(),
    serveWasm(),
    ...(command === 'build'
      ? [minify({firstStage: isFirstStage(mode)}), fileOfCommonJs(), ...(mode === 'soft-webgl2' ? [mark()] : [])]
      : []),
  ],
  resolve: {
    conditions: command === 'build' ? litAnywhere.conditions : undefined,
    alias: [
      ...litAnywhere.alias,
      {find: /^soft-webgl2$/, replacement: path.join(root, 'dist/index.js')},
      {
        find: /^soft-webgl2\/(inline|auto|auto-inline|worker|element|node|alloc)$/,
        replacement: path.join(root, 'dist/$1.js'),
      },
    ],
  },
  // Found at start instead of on first use: a page must not reload under a test.
  optimizeDeps: {entries: ['demos/three/*.html', 'e2e/**/*.html', '!e2e/package/**'], include: ['three']},
  server: {
    host: '127.0.0.1',
    fs: {strict: true, allow: [root]},
    watch: {ignored: ['**/build/**', '**/test-results/**', '**/cpp/**']},
  },
  define: mode === 'modules' || mode === 'commonjs' || mode in kScripts ? buildDigests(mode) : {},
  esbuild: {charset: 'ascii'},
  build: mode in kScripts ? classic(mode) : modules(mode === 'commonjs' ? 'cjs' : 'js'),
}));
