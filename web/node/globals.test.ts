// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {kPixels} from '../host/pixel-source.ts';
import {createImageBitmap, defineGlobals} from './globals.ts';
import {loadTexture, NodeImageData} from './image.ts';
import {encodePng} from './png.ts';

const pixels = Uint8Array.from([10, 20, 30, 128, 50, 60, 70, 255]); // one below the other
const file = Uint8Array.from(encodePng(pixels, 1, 2));

test('what is there stays, what is missing is defined', () => {
  const scope: {[name: string]: unknown} = {ImageData: 'theirs'};
  const names = defineGlobals(scope);
  assert.equal(scope['ImageData'], 'theirs');
  assert.equal(scope['self'], scope);
  for (const name of ['createImageBitmap', 'requestAnimationFrame', 'WebGL2RenderingContext', 'WebGLBuffer']) {
    assert.ok(names.includes(name), name);
    assert.equal(typeof scope[name], 'function', name);
  }
  assert.deepEqual(defineGlobals(scope), []);
});

test('frames of requestAnimationFrame come once, and can be cancelled', async () => {
  const scope = {} as typeof globalThis;
  defineGlobals(scope);
  let cancelled = false;
  scope.cancelAnimationFrame(scope.requestAnimationFrame(() => (cancelled = true)));
  const time = await new Promise<number>((resolve) => scope.requestAnimationFrame(resolve));
  assert.ok(time > 0);
  assert.equal(cancelled, false);
});

test('loadTexture reads PNG by itself, and says what other files need', async () => {
  const texture = await loadTexture(file);
  assert.deepEqual([texture.width, texture.height, ...texture.data], [1, 2, ...pixels]);
  await assert.rejects(loadTexture(Uint8Array.of(0xff, 0xd8, 0xff)), /npm install @jsquash\/jpeg/);
  await assert.rejects(loadTexture(Buffer.from('RIFF....WEBPVP8 ')), /npm install @jsquash\/webp/);
  await assert.rejects(loadTexture(Buffer.from('GIF89a')), /PNG, JPEG and WebP/);
});

test('createImageBitmap flips and multiplies by alpha as it is told', async () => {
  const texelsOf = async (...args: Parameters<typeof createImageBitmap>) => {
    const {data} = (await createImageBitmap(...args))[kPixels]()!;
    return [...data];
  };
  const blob = new Blob([file]);
  assert.deepEqual(await texelsOf(blob), [5, 10, 15, 128, 50, 60, 70, 255]);
  assert.deepEqual(await texelsOf(blob, {premultiplyAlpha: 'none'}), [...pixels]);
  const flipped = await texelsOf(blob, {premultiplyAlpha: 'none', imageOrientation: 'flipY'});
  assert.deepEqual(flipped, [50, 60, 70, 255, 10, 20, 30, 128]);
  const image = new NodeImageData(new Uint8ClampedArray(pixels), 1, 2);
  assert.deepEqual(await texelsOf(image, {premultiplyAlpha: 'none'}), [...pixels]);
  await assert.rejects(createImageBitmap({}), /in Node a source is/);
});

test('an ImageData must have as many bytes as pixels', () => {
  assert.throws(() => new NodeImageData(new Uint8ClampedArray(4), 2, 1), RangeError);
  assert.throws(() => new NodeImageData(0, 1), RangeError);
  assert.equal(new NodeImageData(2, 2).data.length, 16);
});
