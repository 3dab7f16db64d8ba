// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Where soft-webgl2.wasm is, and what to say to those who find something else there.

/** Vite's development server serves modules of packages from here, without the files that lay beside them. */
const kViteModules = /^(.*\/node_modules\/)\.vite[^/]*\/deps[^/]*\//;

/** Where a file is when `url` is what a module takes for its neighbour. */
export function fileBeside(url: URL): URL {
  const moved = kViteModules.exec(url.href);
  return moved ? new URL(`soft-webgl2/dist/${url.pathname.replace(/.*\//, '')}`, moved[1]) : url;
}

/**
 * Beside this module. Bundlers look for these very words, and bring the file along: Vite, webpack, Parcel, Turbopack.
 */
export function wasmUrl(): URL {
  return fileBeside(new URL(/* @vite-ignore */ './soft-webgl2.wasm', import.meta.url));
}

/** The line that helps where nothing else does; docs/getting-started.md explains it. */
export function wasmAdvice(url: string): string {
  return url.includes('/node_modules/')
    ? "or, with Vite's development server, say `optimizeDeps: {exclude: ['soft-webgl2']}` in vite.config.js"
    : "or import from 'soft-webgl2/inline', or say where it is: `load({wasmUrl})` " +
        '(docs/getting-started.md has a line for each bundler)';
}

interface Process {
  /** Node 20.16 and later. */
  getBuiltinModule?(name: string): unknown;
}

/**
 * A file of this machine, where this is Node; null where it is none, or no file. Without an `import` of Node's modules,
 * which bundlers for pages would stumble over.
 */
export function readLocalFile(url: string | URL): Uint8Array<ArrayBuffer> | null {
  if (!String(url).startsWith('file:')) return null;
  const fs = (globalThis as {process?: Process}).process?.getBuiltinModule?.('node:fs');
  return fs ? ((fs as typeof import('node:fs')).readFileSync(new URL(url)) as Uint8Array<ArrayBuffer>) : null;
}
