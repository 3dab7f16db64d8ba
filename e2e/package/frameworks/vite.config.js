// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {svelte} from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import {defineConfig} from 'vite';

const isElement = (tag) => tag === 'soft-webgl2-canvas';

export default defineConfig({
  appType: 'mpa',
  esbuild: {jsx: 'automatic'},
  plugins: [vue({template: {compilerOptions: {isCustomElement: isElement}}}), svelte()],
  build: {
    target: 'es2022',
    outDir: 'out',
    rollupOptions: {
      input: ['react', 'fiber', 'vue', 'svelte'].map(
        (name) => new URL(`./${name}/index.html`, import.meta.url).pathname,
      ),
    },
  },
});
