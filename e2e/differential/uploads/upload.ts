// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Uploads from the DOM: a source of any kind, any option, any command, and the texels that arrive.

import {attachShaders} from '../attach.ts';
import type {Difference, Kind, KnownDifference, Side} from '../kind.ts';
import {Random} from '../../random.ts';
import {encodePng, kColorChunks, type PngShape} from './png.ts';

/** Formats as [internalformat, format, type]. */
const kFormats = {
  RGBA8: [0x8058, 0x1908, 0x1401],
  RGB8: [0x8051, 0x1907, 0x1401],
  RG8: [0x822b, 0x8227, 0x1401],
  R8: [0x8229, 0x1903, 0x1401],
  SRGB8_ALPHA8: [0x8c43, 0x1908, 0x1401],
  RGBA4: [0x8056, 0x1908, 0x8033],
  RGB5_A1: [0x8057, 0x1908, 0x8034],
  RGB565: [0x8d62, 0x1907, 0x8363],
  RGBA16F: [0x881a, 0x1908, 0x140b],
  RGBA32F: [0x8814, 0x1908, 0x1406],
  RGB16F: [0x881b, 0x1907, 0x140b],
  LUMINANCE_ALPHA: [0x190a, 0x190a, 0x1401],
  LUMINANCE: [0x1909, 0x1909, 0x1401],
  ALPHA: [0x1906, 0x1906, 0x1401],
} as const;
type Format = keyof typeof kFormats;

const kMakers = [
  'image',
  'bitmap of a blob',
  'bitmap of an image',
  'bitmap of ImageData',
  'bitmap of a canvas',
  'ImageData',
  'canvas',
  'OffscreenCanvas',
  'canvas of WebGL',
  'VideoFrame of a canvas',
  'svg',
] as const;

export interface Upload {
  readonly maker: (typeof kMakers)[number];
  readonly pixels: number;
  readonly shape: PngShape;
  readonly colors: string;
  readonly bitmap: ImageBitmapOptions;
  readonly crop: readonly [number, number, number, number] | null;
  readonly format: Format;
  readonly command: 'texImage2D' | 'texSubImage2D' | 'texImage3D' | 'sized texImage2D';
  readonly flipY: boolean;
  readonly premultiply: boolean;
  readonly raw: boolean;
}

function generate(seed: number): Upload {
  const random = new Random(seed);
  const maker = random.pick(kMakers);
  const colorType = random.pick([0, 2, 3, 4, 6, 6, 6] as const);
  const depth = random.pick(
    ({0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 8, 16]} as const)[colorType],
  );
  const bytes = (count: number): number[] => Array.from({length: count}, () => random.int(256));
  const colors = random.chance(0.6) ? 'none' : random.pick(Object.keys(kColorChunks));
  const chunks = [...kColorChunks[colors]!];
  if (colorType === 3) chunks.push(['PLTE', bytes(3 * 2 ** depth)], ['tRNS', bytes(random.int(2 ** depth + 1))]);
  else if (colorType !== 4 && colorType !== 6 && random.chance(0.3)) {
    chunks.push([
      'tRNS',
      Array.from({length: colorType === 2 ? 3 : 1}, () => [0, random.int((2 ** depth) & 255 || 256)]).flat(),
    ]);
  }
  const bitmap: ImageBitmapOptions = {
    premultiplyAlpha: random.pick(['none', 'premultiply', 'default']),
    ...(random.chance(0.3) ? {imageOrientation: 'flipY'} : {}),
    ...(random.chance(0.3) ? {colorSpaceConversion: 'none'} : {}),
  };
  return {
    maker,
    pixels: random.int(2 ** 30),
    shape: {
      width: 1 + random.int(24),
      height: 1 + random.int(24),
      depth,
      colorType,
      interlaced: random.chance(0.3),
      chunks,
    },
    colors,
    bitmap,
    crop: random.chance(0.3) ? [random.int(9) - 3, random.int(9) - 3, 1 + random.int(20), 1 + random.int(20)] : null,
    format: random.chance(0.4) ? 'RGBA8' : random.pick(Object.keys(kFormats) as Format[]),
    command: random.pick(['texImage2D', 'texImage2D', 'texSubImage2D', 'texImage3D', 'sized texImage2D']),
    flipY: random.chance(0.3),
    premultiply: random.chance(0.3),
    raw: random.chance(0.3),
  };
}

function rgba(seed: number, width: number, height: number): ImageData {
  const random = new Random(seed);
  const data = new ImageData(width, height);
  for (let i = 0; i < data.data.length; ++i) data.data[i] = random.chance(0.1) ? 255 : random.int(256);
  return data;
}

async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** Fills a canvas with pixels, as far as a canvas of bytes can hold them. */
function fill<C extends HTMLCanvasElement | OffscreenCanvas>(canvas: C, data: ImageData): C {
  [canvas.width, canvas.height] = [data.width, data.height];
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.putImageData(data, 0, 0);
  return canvas;
}

const kVector = (width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="9" height="30" fill="rgb(200,100,50)" fill-opacity=".3"/><rect x="5" y="5" width="9" height="9" fill="rgb(10,250,90)" fill-opacity=".6"/></svg>`;

/** What is uploaded; both sides get one of their own, made alike. */
async function makeSource(
  {maker, pixels, shape, bitmap, crop}: Upload,
  release: (() => void)[],
): Promise<TexImageSource> {
  const {width, height} = shape;
  const random = new Random(pixels);
  const file = encodePng(
    shape,
    () => random.int(5),
    () => random.int(256),
  );
  const blob = new Blob([file], {type: 'image/png'});
  const data = rgba(pixels, width, height);
  const url = (of: Blob): string => {
    const made = URL.createObjectURL(of);
    release.push(() => URL.revokeObjectURL(made));
    return made;
  };
  const makeBitmap = (source: ImageBitmapSource): Promise<ImageBitmap> =>
    crop ? createImageBitmap(source, ...crop, bitmap) : createImageBitmap(source, bitmap);
  const canvas = (): HTMLCanvasElement => fill(document.createElement('canvas'), data);
  switch (maker) {
    case 'image':
      return loadImage(url(blob));
    case 'bitmap of a blob':
      return makeBitmap(blob);
    case 'bitmap of an image':
      return makeBitmap(await loadImage(url(blob)));
    case 'bitmap of ImageData': {
      const made = makeBitmap(data);
      data.data.fill(77); // the bitmap has been made
      return made;
    }
    case 'bitmap of a canvas':
      return makeBitmap(canvas());
    case 'ImageData':
      return data;
    case 'canvas':
      return canvas();
    case 'OffscreenCanvas':
      return fill(new OffscreenCanvas(1, 1), data);
    case 'canvas of WebGL': {
      const drawn = document.createElement('canvas');
      [drawn.width, drawn.height] = [width, height];
      const gl = drawn.getContext('webgl', {preserveDrawingBuffer: true})!;
      release.push(() => gl.getExtension('WEBGL_lose_context')?.loseContext());
      gl.enable(gl.SCISSOR_TEST);
      for (let y = 0; y < height; ++y) {
        const [r, g, b, a] = data.data.subarray(y * width * 4);
        gl.scissor(0, y, width, 1);
        gl.clearColor((r! * a!) / 65025, (g! * a!) / 65025, (b! * a!) / 65025, a! / 255);
        gl.clear(gl.COLOR_BUFFER_BIT);
      }
      return drawn;
    }
    case 'VideoFrame of a canvas': {
      const frame = new VideoFrame(canvas(), {timestamp: 0});
      release.push(() => frame.close());
      return frame;
    }
    case 'svg':
      return loadImage(url(new Blob([kVector(width, height)], {type: 'image/svg+xml'})));
  }
}

export interface Arrived {
  readonly errors: readonly number[];
  readonly texels: readonly number[];
}

const kVertex =
  '#version 300 es\nvoid main() {gl_Position = vec4(ivec2(gl_VertexID & 1, gl_VertexID >> 1) * 4 - 1, 0, 1);}';
const fragment = (sampler: string, at: string): string => `#version 300 es
precision highp float; precision highp ${sampler};
uniform ${sampler} image;
out vec4 color;
void main() {color = texelFetch(image, ${at}, 0);}`;

const kSide = 32;

/** All texels, as a float target gets them. */
function readTexels(gl: WebGL2RenderingContext, layered: boolean, width: number, height: number): number[] {
  const program = gl.createProgram();
  const source = layered
    ? fragment('sampler2DArray', 'ivec3(gl_FragCoord.xy, 0)')
    : fragment('sampler2D', 'ivec2(gl_FragCoord.xy)');
  attachShaders(gl, program, kVertex, source);
  gl.linkProgram(program);
  gl.useProgram(program);
  const target = gl.createRenderbuffer();
  gl.bindRenderbuffer(gl.RENDERBUFFER, target);
  gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA32F, kSide, kSide);
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, target);
  gl.viewport(0, 0, kSide, kSide);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const floats = new Float32Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, floats);
  gl.deleteFramebuffer(framebuffer);
  gl.deleteRenderbuffer(target);
  gl.deleteProgram(program);
  return [...floats];
}

async function run(side: Side, test: Upload): Promise<Arrived> {
  const gl = side.context('webgl2') as WebGL2RenderingContext;
  gl.getExtension('EXT_color_buffer_float');
  const release: (() => void)[] = [];
  try {
    const source = await makeSource(test, release);
    const [internalformat, format, type] = kFormats[test.format];
    const layered = test.command === 'texImage3D';
    const target = layered ? gl.TEXTURE_2D_ARRAY : gl.TEXTURE_2D;
    const texture = gl.createTexture();
    gl.bindTexture(target, texture);
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    const errors: number[] = [];
    if (test.command === 'texSubImage2D') {
      gl.texImage2D(target, 0, internalformat, kSide, kSide, 0, format, type, null);
    }
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, test.flipY);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, test.premultiply);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, test.raw ? gl.NONE : gl.BROWSER_DEFAULT_WEBGL);
    const isCropped = test.crop !== null && test.maker.startsWith('bitmap');
    let {width, height} = isCropped ? {width: test.crop![2], height: test.crop![3]} : test.shape;
    if (layered) gl.texImage3D(target, 0, internalformat, width, height, 1, 0, format, type, source);
    else if (test.command === 'texSubImage2D') {
      gl.texSubImage2D(target, 0, 3, 2, format, type, source);
      width = height = kSide;
    } else if (test.command === 'sized texImage2D') {
      width = Math.max(width >> 1, 1);
      gl.texImage2D(target, 0, internalformat, width, height, 0, format, type, source);
    } else gl.texImage2D(target, 0, internalformat, format, type, source);
    errors.push(gl.getError());
    for (const name of [gl.UNPACK_FLIP_Y_WEBGL, gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL]) gl.pixelStorei(name, false);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.BROWSER_DEFAULT_WEBGL);
    const texels = errors[0] === 0 ? readTexels(gl, layered, width, height) : [];
    gl.deleteTexture(texture);
    errors.push(gl.getError());
    return {errors, texels};
  } finally {
    release.forEach((undo) => undo());
  }
}

/** Single precision of what are bytes; of half floats one step, because browsers cut where we round. */
const toleranceOf = (format: Format, texel: number): number =>
  kFormats[format][2] === 0x140b ? Math.max(texel, 2 ** -14) * 2 ** -10 : 1e-5;

function compare(native: Arrived, ours: Arrived, {maker, bitmap, colors, format, shape}: Upload): Difference[] {
  const isFile = maker === 'image' || /^bitmap of (a blob|an image)$/.test(maker);
  const what = [
    maker.startsWith('bitmap') ? `${maker} (${bitmap.premultiplyAlpha})` : maker,
    ...(isFile && shape.depth === 16 ? ['16 bits'] : []),
    ...(isFile ? [`colours: ${colors}`] : []),
    ...(/RGBA4|RGB565|RGB5_A1/.test(format) ? ['packed'] : []),
    ...(format.endsWith('16F') ? ['half floats'] : []),
    ...(format.startsWith('SRGB') ? ['linear'] : []),
  ].join(', ');
  if (String(native.errors) !== String(ours.errors)) {
    return [{what: `${what}: errors`, native: String(native.errors), ours: String(ours.errors)}];
  }
  let off = 0;
  let most = 0;
  let first = -1;
  for (const [i, texel] of native.texels.entries()) {
    const difference = Math.abs(texel - ours.texels[i]!);
    if (difference <= toleranceOf(format, texel)) continue;
    if (first < 0) first = i & ~3;
    ++off;
    most = Math.max(most, difference);
  }
  if (off === 0) return [];
  const show = ({texels}: Arrived): string =>
    texels
      .slice(first, first + 4)
      .map((x) => (x * 255).toFixed(2))
      .join(' ');
  const size = most <= 1.001 / 255 ? 'by a step' : 'by more';
  return [
    {
      what: `${what}: texels ${size}`,
      native: show(native),
      ours: `${show(ours)} (${off} of ${native.texels.length} channels)`,
    },
  ];
}

function* reduce(test: Upload): Iterable<Upload> {
  if (test.crop) yield {...test, crop: null};
  if (test.command !== 'texImage2D') yield {...test, command: 'texImage2D'};
  if (test.format !== 'RGBA8') yield {...test, format: 'RGBA8'};
  for (const name of ['flipY', 'premultiply', 'raw'] as const) if (test[name]) yield {...test, [name]: false};
  if (test.shape.interlaced) yield {...test, shape: {...test.shape, interlaced: false}};
  for (const side of ['width', 'height'] as const) {
    if (test.shape[side] > 1) yield {...test, shape: {...test.shape, [side]: test.shape[side] >> 1}};
  }
}

const example = (text: string): Upload => JSON.parse(text) as Upload;

/** What a browser may keep on the GPU. */
const kDrawn = '^(canvas|OffscreenCanvas|VideoFrame|bitmap of a canvas)';

const known: readonly KnownDifference<Upload>[] = [
  {
    because: 'open',
    reason: 'colour / alpha of a canvas is computed in single precision, on the GPU or not: ties fall to either side',
    what: new RegExp(`${kDrawn}.*(by a step|linear: texels by more)$`),
    example: example(
      `{"maker":"OffscreenCanvas","pixels":623031765,"shape":{"width":14,"height":12,"depth":8,"colorType":4,"interlaced":false,"chunks":[]},"colors":"none","bitmap":{"premultiplyAlpha":"premultiply"},"crop":null,"format":"RGBA8","command":"texImage2D","flipY":false,"premultiply":false,"raw":false}`,
    ),
  },
  {
    because: 'open',
    reason: 'a canvas in a packed format is rounded or cut off, depending on where the browser keeps it',
    what: new RegExp(`${kDrawn}.*packed: texels by more$`),
    example: example(
      `{"maker":"canvas of WebGL","pixels":104067547,"shape":{"width":9,"height":24,"depth":8,"colorType":6,"interlaced":false,"chunks":[]},"colors":"none","bitmap":{"premultiplyAlpha":"premultiply"},"crop":null,"format":"RGB5_A1","command":"texImage3D","flipY":false,"premultiply":false,"raw":false}`,
    ),
  },
  {
    because: 'open',
    reason: 'files of 16 bits become 8 by rounding or by cutting off, depending on the path that they take',
    what: /16 bits, colours: (none|sRGB|gamma).*texels by (a step|more)$/,
    example: example(
      `{"maker":"bitmap of an image","pixels":766031438,"shape":{"width":19,"height":8,"depth":16,"colorType":2,"interlaced":true,"chunks":[]},"colors":"none","bitmap":{"premultiplyAlpha":"premultiply","imageOrientation":"flipY"},"crop":null,"format":"R8","command":"texImage2D","flipY":true,"premultiply":false,"raw":false}`,
    ),
  },
  {
    because: 'open',
    reason: 'colours multiplied by alpha are rounded to bytes before they become half floats',
    what: /half floats: texels by (a step|more)$/,
    example: example(
      `{"maker":"ImageData","pixels":866051154,"shape":{"width":10,"height":19,"depth":8,"colorType":0,"interlaced":true,"chunks":[]},"colors":"none","bitmap":{"premultiplyAlpha":"default"},"crop":null,"format":"RGB16F","command":"texImage2D","flipY":true,"premultiply":true,"raw":false}`,
    ),
  },
  {
    because: 'ours',
    reason: 'SVG images come as bytes, where browsers keep the quotient of colour and alpha for textures of floats',
    what: /^svg.*by a step$/,
    example: example(
      `{"maker":"svg","pixels":650405839,"shape":{"width":1,"height":20,"depth":8,"colorType":6,"interlaced":false,"chunks":[["sRGB",[0]]]},"colors":"sRGB","bitmap":{"premultiplyAlpha":"premultiply"},"crop":[3,0,10,15],"format":"RGBA32F","command":"texImage2D","flipY":false,"premultiply":false,"raw":false}`,
    ),
  },
  {
    because: 'ours',
    reason: 'colours that have a profile and alpha are converted after the browser has multiplied them by alpha',
    what: /colours: (linear|primaries|p3).*: texels by (a step|more)$/,
    example: example(
      `{"maker":"image","pixels":972723300,"shape":{"width":9,"height":19,"depth":16,"colorType":6,"interlaced":false,"chunks":[["cICP",[12,13,0,1]]]},"colors":"p3","bitmap":{"premultiplyAlpha":"premultiply"},"crop":null,"format":"RGBA8","command":"texImage2D","flipY":false,"premultiply":false,"raw":false}`,
    ),
  },
];

export const uploadKind: Kind<Upload, Arrived> = {
  name: 'uploads',
  generate,
  run,
  compare,
  accepted: ({errors}) => errors.every((error) => error === 0),
  reduce,
  show: (test) => JSON.stringify(test),
  read: (text) => JSON.parse(text) as Upload,
  describe: ({errors, texels}) =>
    `errors ${errors.join(' ')}\n${texels
      .slice(0, 64)
      .map((x) => (x * 255).toFixed(2))
      .join(' ')}`,
  known,
};
