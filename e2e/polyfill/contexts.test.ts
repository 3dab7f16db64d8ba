// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Many contexts in one page: all of them draw, too many push out the oldest, dropped ones give their memory back.

import {type Page, chromium, expect, test} from '@playwright/test';
import {launchOptions} from '../browser.ts';

async function inPage<T>(baseURL: string, work: (page: Page) => Promise<T>, flags: string[] = []): Promise<T> {
  const browser = await chromium.launch(launchOptions({renderer: 'none', flags}));
  try {
    const page = await browser.newPage({baseURL});
    await page.goto('/e2e/polyfill/page.html');
    return await work(page);
  } finally {
    await browser.close();
  }
}

test('64 contexts live in one page, and each shows what it drew', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const makeShader = (gl: WebGL2RenderingContext, type: number, source: string): WebGLShader => {
        const shader = gl.createShader(type)!;
        gl.shaderSource(shader, source);
        gl.compileShader(shader);
        return shader;
      };
      const contexts = Array.from({length: 64}, (_, i) => {
        const canvas = document.body.appendChild(document.createElement('canvas'));
        canvas.width = canvas.height = 8;
        const gl = canvas.getContext('webgl2', {preserveDrawingBuffer: true})!;
        const program = gl.createProgram();
        const vertex = '#version 300 es\nin vec2 p; void main() { gl_Position = vec4(p, 0, 1); }';
        const fragment = '#version 300 es\nprecision highp float; uniform vec4 c; out vec4 o; void main() { o = c; }';
        gl.attachShader(program, makeShader(gl, gl.VERTEX_SHADER, vertex));
        gl.attachShader(program, makeShader(gl, gl.FRAGMENT_SHADER, fragment));
        gl.linkProgram(program);
        gl.useProgram(program);
        gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
        gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
        gl.enableVertexAttribArray(0);
        gl.vertexAttribPointer(gl.getAttribLocation(program, 'p'), 2, gl.FLOAT, false, 0, 0);
        gl.uniform4f(gl.getUniformLocation(program, 'c'), i / 255, (255 - i) / 255, (i * 3) / 255, 1);
        return {canvas, gl};
      });
      for (const {gl} of contexts) gl.drawArrays(gl.TRIANGLES, 0, 3);
      for (let frame = 0; frame < 3; ++frame) await new Promise(requestAnimationFrame);
      const flat = document.createElement('canvas').getContext('2d', {willReadFrequently: true})!;
      const wrong: string[] = [];
      for (const [i, {canvas, gl}] of contexts.entries()) {
        flat.drawImage(canvas, 0, 0);
        const pixel = Array.from(flat.getImageData(4, 4, 1, 1).data).join();
        const expected = [i, 255 - i, i * 3, 255].join();
        if (pixel !== expected || gl.isContextLost()) wrong.push(`${i}: ${pixel}, not ${expected}`);
      }
      return wrong;
    }),
  );
  expect(answers).toEqual([]);
});

test('one context too many costs the one that was used least recently', async ({baseURL}) => {
  const answers = await inPage(baseURL!, (page) =>
    page.evaluate(async () => {
      const contexts: WebGL2RenderingContext[] = [];
      const lost: number[] = [];
      let refused = 0;
      for (let i = 0; i < 150; ++i) {
        const canvas = document.createElement('canvas');
        canvas.addEventListener('webglcontextlost', () => lost.push(i));
        const gl = canvas.getContext('webgl2');
        if (!gl) ++refused;
        else contexts.push(gl);
        if (i % 8 !== 0) continue;
        await new Promise(requestAnimationFrame);
        contexts[0]!.clear(contexts[0]!.COLOR_BUFFER_BIT); // in use throughout
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      const gone = contexts.filter((gl) => gl.isContextLost()).length;
      const last = contexts.slice(-64);
      return {
        refused,
        someLost: gone > 0 && gone < 150 - 64,
        told: lost.length === gone,
        oldestFirst: lost.every((index, i) => index === i + 1),
        usedStays: !contexts[0]!.isContextLost(),
        newStay: last.every((gl) => !gl.isContextLost()),
      };
    }),
  );
  expect(answers).toEqual({
    refused: 0,
    someLost: true,
    told: true,
    oldestFirst: true,
    usedStays: true,
    newStay: true,
  });
});

test('contexts that a page drops give their memory back', async ({baseURL}) => {
  const answers = await inPage(
    baseURL!,
    (page) =>
      page.evaluate(async () => {
        const collect = (globalThis as unknown as {gc: () => void}).gc;
        const kept = document.createElement('canvas').getContext('webgl2')!;
        const references: WeakRef<object>[] = [];
        const makeSome = (): void => {
          for (let i = 0; i < 20; ++i) {
            const gl = document.createElement('canvas').getContext('webgl2')!;
            gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
            gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 512, 512, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
            gl.clear(gl.COLOR_BUFFER_BIT);
            references.push(new WeakRef(gl));
          }
        };
        for (let round = 0; round < 15; ++round) {
          makeSome();
          await new Promise((resolve) => setTimeout(resolve, 20));
          collect();
        }
        // A sweep of each context's objects may hold it for a second.
        for (let i = 0; i < 40 && references.filter((reference) => reference.deref()).length > 1; ++i) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          collect();
        }
        return {
          // The engine may still have the last one in a register.
          alive: references.filter((reference) => reference.deref()).length > 1,
          keptLost: kept.isContextLost(),
        };
      }),
    ['--js-flags=--expose-gc'],
  );
  expect(answers).toEqual({alive: false, keptLost: false});
});
