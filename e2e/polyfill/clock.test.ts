// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// An endless shader ends in pages whose time stands still.

import {type Page, expect, test} from '@playwright/test';

/** Draws without end; what the lost context says, and what drawing took by a clock outside of the page. */
async function drawWithoutEnd(page: Page): Promise<{loss: string; tookMs: number}> {
  await page.addInitScript({content: "window.softWebgl2Options = {prefer: 'software', maxCommandMs: 300}"});
  await page.goto('/e2e/polyfill/page.html');
  await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 16;
    const gl = canvas.getContext('webgl2')!;
    const program = gl.createProgram();
    const texts = [
      [gl.VERTEX_SHADER, 'void main() { gl_Position = vec4(gl_VertexID & 1, gl_VertexID >> 1, 0, 0.25); }'],
      [
        gl.FRAGMENT_SHADER,
        'precision highp float; uniform float u; out vec4 o; void main() { float x = 1.0; while (x > u) x = x * 0.5 + 0.5; o = vec4(x); }',
      ],
    ] as const;
    for (const [type, text] of texts) {
      const shader = gl.createShader(type)!;
      gl.shaderSource(shader, `#version 300 es\n${text}`);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    Object.assign(window, {endless: gl});
  });
  const start = Date.now();
  const loss = await page.evaluate(() => {
    const {endless, softWebgl2} = window as unknown as {
      endless: WebGL2RenderingContext;
      softWebgl2: {getInfo(gl: WebGL2RenderingContext): {loss: string}};
    };
    endless.drawArrays(endless.TRIANGLES, 0, 3);
    return softWebgl2.getInfo(endless).loss;
  });
  return {loss, tookMs: Date.now() - start};
}

const timedOut = 'timed out: a command took longer than 300 ms (maxCommandMs)';

test('with a clock that Playwright has stopped', async ({page}) => {
  await page.clock.install({time: 0});
  await page.clock.pauseAt(1000);
  const {loss, tookMs} = await drawWithoutEnd(page);
  expect(loss).toBe(timedOut);
  expect(tookMs).toBeLessThan(20_000);
});

test('with performance.now() replaced by the page, on the object and on its prototype', async ({page}) => {
  await page.addInitScript({
    content: 'performance.now = () => 0; Performance.prototype.now = () => 0; window.setTimeout = () => 0;',
  });
  const {loss, tookMs} = await drawWithoutEnd(page);
  expect(loss).toBe(timedOut);
  expect(tookMs).toBeLessThan(20_000);
});

test('with every clock of the page replaced, work alone counts', async ({page}) => {
  await page.addInitScript({
    content: `performance.now = () => 0; Performance.prototype.now = () => 0; Date.now = () => 0;
      Object.defineProperty(Event.prototype, 'timeStamp', {get: () => 0});`,
  });
  const {loss, tookMs} = await drawWithoutEnd(page);
  expect(loss).toBe(timedOut);
  expect(tookMs).toBeLessThan(20_000);
});
