// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What contexts hold: known, bounded, and told at the call that asks for more.

import assert from 'node:assert/strict';
import {afterEach, mock, test} from 'node:test';
import {getInfo} from '../entries/node.ts';
import {page} from '../loader/page.ts';
import {bindFullQuad, kPlainVertex, makeProgram, makeTestContext, pixelAt} from '../testing/contexts.ts';
import {stateOf} from './state.ts';

afterEach(() => mock.restoreAll());

const kMiB = 2 ** 20;

test('bytes are known, and given back with the object', () => {
  const gl = makeTestContext({antialias: false});
  const empty = getInfo(gl).bytes;
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 1024, 1024);
  const withTexture = getInfo(gl).bytes;
  assert(withTexture - empty >= 4 * kMiB && withTexture - empty < 4.1 * kMiB, String(withTexture - empty));
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, kMiB, gl.STATIC_DRAW);
  gl.bufferData(gl.ARRAY_BUFFER, 2 * kMiB, gl.STATIC_DRAW);
  assert.equal(getInfo(gl).bytes, withTexture + 2 * kMiB);
  gl.deleteBuffer(buffer);
  gl.deleteTexture(texture);
  assert.equal(getInfo(gl).bytes, empty);
});

test('storage that is reserved now and touched later is refused at the call, and the context goes on', () => {
  mock.method(console, 'warn', () => undefined);
  const gl = makeTestContext({antialias: false, maxBytes: 64 * kMiB});
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  let refused = 0;
  for (let i = 0; i < 40; ++i) {
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 1024, 1024);
    const error = gl.getError();
    assert(error === gl.NO_ERROR || error === gl.OUT_OF_MEMORY);
    if (error === gl.OUT_OF_MEMORY) ++refused;
  }
  assert.equal(refused, 25); // fifteen of a little more than 4 MiB fit
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, 8 * kMiB, gl.STATIC_DRAW);
  assert.equal(gl.getError(), gl.OUT_OF_MEMORY);
  gl.bindRenderbuffer(gl.RENDERBUFFER, gl.createRenderbuffer());
  gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, 2048, 2048);
  assert.equal(gl.getError(), gl.OUT_OF_MEMORY);
  assert.equal(gl.isContextLost(), false);
  assert.deepEqual(pixelAt(gl, 3, 3), [0, 255, 0, 255]);
});

test('where the contexts of a page hold more than it may, the least recently used is lost, and says so', async () => {
  mock.method(console, 'warn', () => undefined);
  page.limits = {maxBytes: 48 * kMiB};
  try {
    const make = (): WebGL2RenderingContext => {
      const gl = makeTestContext({antialias: false});
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, 40 * kMiB, gl.STATIC_DRAW);
      gl.clear(gl.COLOR_BUFFER_BIT);
      return gl;
    };
    const first = make();
    const second = make();
    const third = make();
    assert.equal(first.isContextLost(), true);
    assert.match(getInfo(first).loss, /^evicted: /);
    assert.equal(third.isContextLost(), false);
    assert.equal(second.getError(), second.isContextLost() ? second.CONTEXT_LOST_WEBGL : second.NO_ERROR);
  } finally {
    page.limits = {};
  }
});

/** Arrays that no scratch holds. */
const kUploads: readonly {
  name: string;
  format: number;
  internalFormat: number;
  bytes: number;
  store?: readonly [number, number][];
}[] = [
  {name: 'as they are stored', internalFormat: 0x8058, format: 0x1908, bytes: 4}, // RGBA8
  {name: 'of three channels', internalFormat: 0x8051, format: 0x1907, bytes: 3}, // RGB8
  {name: 'of luminance', internalFormat: 0x1909, format: 0x1909, bytes: 1},
  {name: 'upside down', internalFormat: 0x8058, format: 0x1908, bytes: 4, store: [[0x9240, 1]]},
  {name: 'premultiplied', internalFormat: 0x8058, format: 0x1908, bytes: 4, store: [[0x9241, 1]]},
  {name: 'premultiplied, upside down', internalFormat: 0x8058, format: 0x1908, bytes: 4, store: [[0x9240, 1], [0x9241, 1]]}, // prettier-ignore
];

test('a large array is uploaded as its rows are, one by one', () => {
  const gl = makeTestContext({antialias: false});
  const [width, height] = [301, 290];
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  for (const {name, internalFormat, format, bytes, store = []} of kUploads) {
    const texels = new Uint8Array(width * height * bytes);
    for (let i = 0; i < texels.length; ++i) texels[i] = (i * 37 + (i >> 7)) & 255;
    for (const [parameter, value] of store) gl.pixelStorei(parameter, value);
    const read = (): Uint8Array => {
      const pixels = new Uint8Array((width + 9) * (height + 9) * 4);
      gl.readPixels(0, 0, width + 9, height + 9, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      return pixels;
    };
    const pictures = [true, false].flatMap((whole) => {
      const target = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, target);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target, 0);
      const isFlipped = store.some(([parameter]) => parameter === 0x9240);
      gl.texImage2D(gl.TEXTURE_2D, 0, internalFormat, width + 9, height + 9, 0, format, gl.UNSIGNED_BYTE, null);
      const rows = whole ? height : 1;
      for (let y = 0; y < height; y += rows) {
        const part = texels.subarray(y * width * bytes, (y + rows) * width * bytes);
        const at = isFlipped ? height - y - rows : y;
        gl.texSubImage2D(gl.TEXTURE_2D, 0, 5, 3 + at, width, rows, format, gl.UNSIGNED_BYTE, part);
      }
      if (internalFormat === 0x1909) return [sampled(gl, width + 9, height + 9)];
      const part = read();
      if (!whole) return [part];
      gl.texImage2D(gl.TEXTURE_2D, 0, internalFormat, width, height, 0, format, gl.UNSIGNED_BYTE, texels);
      const image = new Uint8Array(width * height * 4);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, image);
      for (let y = 0; y < height; ++y) {
        const start = ((y + 3) * (width + 9) + 5) * 4;
        assert.deepEqual(
          image.subarray(y * width * 4, (y + 1) * width * 4),
          part.subarray(start, start + width * 4),
          `${name}: row ${y} of the whole image`,
        );
      }
      return [part];
    });
    assert.equal(gl.getError(), 0, name);
    assert.deepEqual(pictures[0], pictures[1], name);
    for (const [parameter] of store) gl.pixelStorei(parameter, 0);
  }
});

/** The bound texture as a draw sees it. */
function sampled(gl: WebGL2RenderingContext, width: number, height: number): Uint8Array {
  const source = `#version 300 es
precision highp float;
uniform sampler2D image;
out vec4 result;
void main() { result = texelFetch(image, ivec2(gl_FragCoord.xy), 0); }`;
  const target = gl.createRenderbuffer();
  gl.bindRenderbuffer(gl.RENDERBUFFER, target);
  gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, width, height);
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, target);
  gl.viewport(0, 0, width, height);
  bindFullQuad(gl, makeProgram(gl, kPlainVertex, source));
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  const pixels = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  return pixels;
}

test('volumes and buffers of large arrays', () => {
  const gl = makeTestContext({antialias: false});
  const texels = Uint8Array.from({length: 4 * 70 * 50 * 12}, (_, i) => (i * 13 + (i >> 9)) & 255);
  gl.bindTexture(gl.TEXTURE_3D, gl.createTexture());
  gl.pixelStorei(gl.UNPACK_SKIP_IMAGES, 1);
  gl.pixelStorei(gl.UNPACK_SKIP_ROWS, 2);
  gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, 3);
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 70);
  gl.pixelStorei(gl.UNPACK_IMAGE_HEIGHT, 50);
  gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGBA8, 60, 40, 9, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  for (let z = 0; z < 9; ++z) {
    gl.framebufferTextureLayer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.getParameter(gl.TEXTURE_BINDING_3D), 0, z);
    const pixels = new Uint8Array(60 * 40 * 4);
    gl.readPixels(0, 0, 60, 40, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    for (let y = 0; y < 40; ++y) {
      const start = (((z + 1) * 50 + y + 2) * 70 + 3) * 4;
      assert.deepEqual(pixels.subarray(y * 240, (y + 1) * 240), texels.subarray(start, start + 240), `${z}, ${y}`);
    }
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, texels, gl.STATIC_DRAW, 5, 150_000);
  gl.bufferSubData(gl.ARRAY_BUFFER, 1000, texels, 70, 100_000);
  const want = texels.slice(5, 150_005);
  want.set(texels.subarray(70, 100_070), 1000);
  const read = new Uint8Array(150_000);
  gl.getBufferSubData(gl.ARRAY_BUFFER, 0, read);
  assert.deepEqual(read, want);
  gl.bufferSubData(gl.ARRAY_BUFFER, 100_000, texels, 0, 70_000);
  assert.equal(gl.getError(), gl.INVALID_VALUE);
  gl.getBufferSubData(gl.ARRAY_BUFFER, 0, read);
  assert.deepEqual(read, want, 'nothing is changed by what is refused');
});

test('an upload takes as much memory as what it makes, and no more', () => {
  const gl = makeTestContext({antialias: false});
  const {memory} = stateOf(gl).core!;
  const bytes = new Uint8Array(16 * kMiB);
  const takes = (upload: () => void): number => {
    const before = memory.buffer.byteLength;
    upload();
    assert.equal(gl.getError(), 0);
    return memory.buffer.byteLength - before;
  };
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  const grown = [
    takes(() => gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 2048, 2048, 0, gl.RGBA, gl.UNSIGNED_BYTE, bytes)),
    takes(() => gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.STATIC_DRAW)),
    takes(() => gl.bufferSubData(gl.ARRAY_BUFFER, 0, bytes)),
  ];
  assert.ok(grown[0]! < 17.5 * kMiB && grown[1]! < 17.5 * kMiB && grown[2] === 0, grown.join(', '));
});
