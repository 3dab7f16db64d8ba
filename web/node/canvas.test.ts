// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What libraries ask of a canvas, and the ways out for its picture.

import assert from 'node:assert/strict';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'node:test';
import {PNG} from 'pngjs';
import {bindFullQuad, coreModule, makeProgram, makeTestContext, pixelAt} from '../testing/contexts.ts';
import {NodeImageBitmap, NodeImageData} from './image.ts';
import {createCanvas} from './node.ts';

const makeCanvas = (width: number, height: number) => createCanvas(width, height, {wasmModule: coreModule()});

function clear(gl: WebGLRenderingContext | WebGL2RenderingContext, red: number, green: number, blue: number): void {
  gl.clearColor(red, green, blue, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
}

test('a canvas gives one context, of the version that was asked for first', () => {
  const canvas = makeCanvas(4, 4);
  assert.equal(canvas.getContext('2d'), null);
  const gl = canvas.getContext('webgl', {alpha: false})!;
  assert.equal(gl.getContextAttributes()!.alpha, false);
  assert.equal(canvas.getContext('webgl'), gl);
  assert.equal(canvas.getContext('experimental-webgl'), gl);
  assert.equal(canvas.getContext('webgl2'), null);
  assert.equal(gl.canvas, canvas);
});

test('what is drawn after a resize goes into the new size', () => {
  const canvas = makeCanvas(4, 4);
  const gl = canvas.getContext('webgl2')!;
  clear(gl, 1, 0, 0);
  canvas.width = 9;
  canvas.height = 7;
  clear(gl, 0, 1, 0);
  const png = PNG.sync.read(Buffer.from(canvas.toBuffer()));
  assert.deepEqual([png.width, png.height], [9, 7]);
  assert.deepEqual([...png.data.subarray(-4)], [0, 255, 0, 255]);
});

test('a resize empties the drawing buffer, and the same size does not', () => {
  const canvas = makeCanvas(4, 4);
  const gl = canvas.getContext('webgl2')!;
  clear(gl, 1, 0, 0);
  canvas.width = 4;
  assert.deepEqual([...canvas.toBuffer('raw').subarray(0, 4)], [255, 0, 0, 255]);
  canvas.width = 5;
  assert.deepEqual([...canvas.toBuffer('raw').subarray(0, 4)], [0, 0, 0, 0]);
});

test('a picture leaves as a buffer, a blob, a promise of one and an address', async () => {
  const canvas = makeCanvas(3, 2);
  clear(canvas.getContext('webgl2')!, 0, 0, 1);
  const file = Buffer.from(canvas.toBuffer('image/png'));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  assert.equal(blob?.type, 'image/png');
  assert.deepEqual(Buffer.from(await blob.arrayBuffer()), file);
  assert.deepEqual(Buffer.from(await (await canvas.convertToBlob()).arrayBuffer()), file);
  assert.equal(canvas.toDataURL(), `data:image/png;base64,${file.toString('base64')}`);
  assert.throws(() => canvas.toBuffer('image/jpeg' as never), /image\/jpeg.*image\/png/);
});

test('a canvas without a context is empty', () => {
  const png = PNG.sync.read(Buffer.from(makeCanvas(2, 2).toBuffer()));
  assert.deepEqual([...png.data], Array(16).fill(0));
});

test('it measures as an element of its size, or of the one that CSS gave', () => {
  const canvas = makeCanvas(40, 30);
  assert.deepEqual([canvas.clientWidth, canvas.offsetHeight], [40, 30]);
  canvas.style.width = '20px';
  const {left, right, bottom} = canvas.getBoundingClientRect();
  assert.deepEqual([left, right, bottom], [0, 20, 30]);
  canvas.setAttribute('width', '8');
  assert.deepEqual([canvas.width, canvas.getAttribute('width')], [8, '8']);
  assert.equal(canvas.ownerDocument, canvas.getRootNode());
  assert.throws(() => canvas.ownerDocument.createElement('video'), /can load in Node/);
});

test('a lost context tells, and comes back when the page asked for it', async () => {
  const canvas = makeCanvas(4, 4);
  const gl = canvas.getContext('webgl2')!;
  const seen: string[] = [];
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    seen.push(event.type);
  });
  canvas.addEventListener('webglcontextrestored', (event) => seen.push(event.type));
  const extension = gl.getExtension('WEBGL_lose_context')!;
  extension.loseContext();
  assert.equal(gl.isContextLost(), true);
  await sleep(5);
  extension.restoreContext();
  await sleep(5);
  assert.deepEqual(seen, ['webglcontextlost', 'webglcontextrestored']);
  clear(gl, 0, 1, 0);
  assert.deepEqual(pixelAt(gl, 0, 0), [0, 255, 0, 255]);
});

const kSampling = `#version 300 es
precision highp float;
uniform sampler2D picture;
out vec4 result;
void main() { result = texelFetch(picture, ivec2(gl_FragCoord.xy), 0); }`;

function drawTexture(gl: WebGL2RenderingContext, source: object, flip: boolean): number[][] {
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, flip);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source as TexImageSource);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.equal(gl.getError(), gl.NO_ERROR);
  return [pixelAt(gl, 0, 0), pixelAt(gl, 0, 1)];
}

test('canvases, ImageData and bitmaps are sources of textures; of bitmaps nothing is flipped', () => {
  const gl = makeTestContext({width: 1, height: 2});
  bindFullQuad(
    gl,
    makeProgram(
      gl,
      '#version 300 es\nin vec2 position; void main() { gl_Position = vec4(position, 0, 1); }',
      kSampling,
    ),
  );
  const [top, bottom] = [
    [10, 20, 30, 40],
    [50, 60, 70, 80],
  ];
  const image = new NodeImageData(new Uint8ClampedArray([...top, ...bottom]), 1, 2);
  assert.deepEqual(drawTexture(gl, image, false), [top, bottom]);
  assert.deepEqual(drawTexture(gl, image, true), [bottom, top]);
  const bitmap = new NodeImageBitmap({data: image.data, width: 1, height: 2, bitmap: true});
  assert.deepEqual(drawTexture(gl, bitmap, true), [top, bottom]);
  const canvas = makeCanvas(1, 2);
  clear(canvas.getContext('webgl2')!, 0, 1, 0);
  assert.deepEqual(drawTexture(gl, canvas, false)[0], [0, 255, 0, 255]);
});

test('what was closed, or has no context, uploads nothing', () => {
  const gl = makeTestContext();
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  const bitmap = new NodeImageBitmap({data: new Uint8Array(4), width: 1, height: 1, bitmap: true});
  bitmap.close();
  for (const source of [bitmap, makeCanvas(1, 1)]) {
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source as unknown as TexImageSource);
    assert.notEqual(gl.getError(), gl.NO_ERROR);
  }
});
