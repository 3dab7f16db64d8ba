// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import {pathToFileURL} from 'node:url';
import {kPixels} from '../host/pixel-source.ts';
import {createImageBitmap, defineGlobals} from './globals.ts';
import {nodeDocument} from './canvas.ts';
import {NodeImage} from './image-element.ts';
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

/** An image's size and texels once it has loaded, or what went wrong. */
async function loaded(image: NodeImage): Promise<unknown> {
  const event = await new Promise<Event>((resolve) => {
    for (const type of ['load', 'error']) image.addEventListener(type, resolve, {once: true});
  });
  if (event.type === 'error') return (event as Event & {message: string}).message;
  return [image.naturalWidth, image.naturalHeight, ...image[kPixels]()!.data];
}

test('an Image loads by data:, blob:, file: and path, as a source of textures', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'image-'));
  const picture = path.join(folder, 'a picture.png');
  fs.writeFileSync(picture, file);
  const sources = [
    `data:image/png;base64,${Buffer.from(file).toString('base64')}`,
    URL.createObjectURL(new Blob([file])),
    pathToFileURL(picture).href,
    path.relative(process.cwd(), picture),
  ];
  try {
    for (const src of sources) {
      const image = nodeDocument().createElement('img') as NodeImage;
      image.src = src;
      assert.deepEqual([image.complete, image.naturalWidth, image[kPixels]()], [false, 0, null], src);
      assert.deepEqual(await loaded(image), [1, 2, ...pixels], src);
      assert.deepEqual([image.complete, image.width, image.height], [true, 1, 2], src);
      await image.decode();
    }
  } finally {
    fs.rmSync(folder, {recursive: true});
  }
});

test('an Image tells by its error event why there is none, and forgets what it was to load before', async () => {
  const image = new NodeImage();
  const errors: unknown[] = [];
  image.onerror = (event) => errors.push(event.type);
  image.src = 'no/such/file.png';
  assert.match(String(await loaded(image)), /no\/such\/file\.png: .*ENOENT/);
  await assert.rejects(image.decode(), {name: 'EncodingError'});
  image.src = `data:,${encodeURIComponent('GIF89a')}`;
  assert.match(String(await loaded(image)), /PNG, JPEG and WebP/);
  assert.deepEqual(errors, ['error', 'error']);
  image.src = 'no/such/file.png';
  image.src = `data:image/png;base64,${Buffer.from(file).toString('base64')}`;
  assert.deepEqual(await loaded(image), [1, 2, ...pixels]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(errors.length, 2);
});

test("three.js' TextureLoader has what it asks for", async () => {
  defineGlobals();
  // Its types would tell web/ of WebXR.
  const {TextureLoader} = (await import('three' as string)) as {
    TextureLoader: new () => {loadAsync(url: string): Promise<{image: NodeImage}>};
  };
  const url = `data:image/png;base64,${Buffer.from(file).toString('base64')}`;
  const {image} = await new TextureLoader().loadAsync(url);
  assert.deepEqual([image.width, image.height, ...image[kPixels]()!.data], [1, 2, ...pixels]);
  await assert.rejects(new TextureLoader().loadAsync('no/such/file.png'));
});
