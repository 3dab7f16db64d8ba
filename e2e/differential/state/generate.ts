// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Cases of states from seeds. A case has one theme and little else, so that what differs has few causes.
//
// Positions lie on eighths of the viewport and sizes are whole, so that every position has at most 4 fractional bits in
// window coordinates and all renderers agree on what is covered. Colours are chosen off the middles between values of
// fixed-point formats, texture coordinates off the edges between texels: both are for roundings to decide.

import {Random} from '../../random.ts';
import type {Argument, Draw, LookUp, StateCase, Step, TargetSpec, TextureSpec, TextureTarget} from './case.ts';
import {kDepthFormats, kFormats} from './formats.ts';

export type Theme =
  | 'blend'
  | 'depth'
  | 'stencil'
  | 'targets'
  | 'samples'
  | 'blits'
  | 'mipmaps'
  | 'look-ups'
  | 'primitives'
  | 'lines'
  | 'feedback'
  | 'reads'
  | 'mixed';

const words = (text: string): string[] => text.split(' ');
const kFactors = words(
  'ZERO ONE SRC_COLOR ONE_MINUS_SRC_COLOR DST_COLOR ONE_MINUS_DST_COLOR SRC_ALPHA ONE_MINUS_SRC_ALPHA DST_ALPHA ' +
    'ONE_MINUS_DST_ALPHA CONSTANT_COLOR ONE_MINUS_CONSTANT_COLOR CONSTANT_ALPHA ONE_MINUS_CONSTANT_ALPHA',
);
const kSourceFactors = [...kFactors, 'SRC_ALPHA_SATURATE'];
const kEquations = words('FUNC_ADD FUNC_SUBTRACT FUNC_REVERSE_SUBTRACT MIN MAX');
const kCompare = words('NEVER LESS EQUAL LEQUAL GREATER NOTEQUAL GEQUAL ALWAYS');
const kOperations = words('KEEP ZERO REPLACE INCR INCR_WRAP DECR DECR_WRAP INVERT');
const kFaces = words('FRONT BACK FRONT_AND_BACK');
const kModes = words('POINTS LINES LINE_STRIP LINE_LOOP TRIANGLES TRIANGLE_STRIP TRIANGLE_FAN');
const kWraps = words('REPEAT CLAMP_TO_EDGE MIRRORED_REPEAT');
const kMinFilters = words(
  'NEAREST LINEAR NEAREST_MIPMAP_NEAREST LINEAR_MIPMAP_NEAREST NEAREST_MIPMAP_LINEAR LINEAR_MIPMAP_LINEAR',
);
/** None in the middle between two values of 4, 5, 6, 8 or 10 bits. */
export const kColors = [0, 1, 0.2, 0.35, 0.61, 0.77, 0.13];
const kPlain = words(
  'RGBA8 RGBA8 RGBA8 SRGB8_ALPHA8 RGBA16F RGBA32F R11F_G11F_B10F RGB10_A2 RGB565 RGBA4 RGB5_A1 RG8 R8',
);
const kIntegers = words('RGBA8I RGBA8UI RGBA16I RGBA16UI RGBA32I RGBA32UI R8I R32UI RG16I RGB10_A2UI');
const kSize = 16;

const call = (name: string, ...args: Argument[]): Step => ({do: 'call', name, args});

class Generator {
  readonly #r: Random;
  readonly #theme: Theme;
  #targets: TargetSpec[] = [];
  #textures: TextureSpec[] = [];

  constructor(random: Random, theme: Theme) {
    this.#r = random;
    this.#theme = theme;
  }

  #target(): TargetSpec {
    const r = this.#r;
    const theme = this.#theme;
    const count = theme === 'targets' || theme === 'mixed' ? 1 + r.int(4) : theme === 'blend' ? 1 + r.int(2) : 1;
    const integers = theme === 'targets' || theme === 'blits' || theme === 'reads' || theme === 'mixed' ? 0.3 : 0;
    const colors = Array.from({length: count}, () => (r.chance(integers) ? r.pick(kIntegers) : r.pick(kPlain)));
    const samples = theme === 'samples' || (theme === 'mixed' && r.chance(0.2)) ? 4 : 0;
    const deep = theme === 'depth' || r.chance(0.3);
    const depth = theme === 'stencil' ? 'DEPTH24_STENCIL8' : deep ? r.pick(kDepthFormats) : undefined;
    return {
      // Integer formats have no samples to resolve, and a format of few bits shows little.
      colors: samples ? colors.map((color) => (kIntegers.includes(color) ? 'RGBA8' : color)) : colors,
      depth,
      samples,
      storage: samples || r.chance(0.3) ? 'renderbuffer' : 'texture',
      size: kSize,
    };
  }

  #parameters(spec: {format: string; levels: number; target: TextureTarget}): [string, string | number][] {
    const r = this.#r;
    const format = kFormats.find(({name}) => name === spec.format)!;
    const compared = format.component === 'depth' && r.chance(0.6);
    const mipmapped = spec.levels > 1;
    // SwiftShader filters what is compared, ES 3.0 leaves it open: kept to what is nearest.
    const filters = (names: readonly string[]): string[] =>
      names.filter(
        (name) => (format.filterable && !compared) || !name.replace(/_MIPMAP_LINEAR$/, '').includes('LINEAR'),
      );
    const min = filters(kMinFilters)
      .filter((name) => mipmapped || !name.includes('MIPMAP'))
      .filter((name) => format.filterable || !name.includes('MIPMAP_LINEAR'));
    const minFilter = r.pick(min);
    const parameters: [string, string | number][] = [
      ['TEXTURE_MIN_FILTER', minFilter],
      ['TEXTURE_MAG_FILTER', r.pick(filters(['NEAREST', 'LINEAR']))],
      ['TEXTURE_WRAP_S', r.pick(kWraps)],
      ['TEXTURE_WRAP_T', r.pick(kWraps)],
      ['TEXTURE_WRAP_R', r.pick(kWraps)],
    ];
    if (compared) {
      parameters.push(['TEXTURE_COMPARE_MODE', 'COMPARE_REF_TO_TEXTURE'], ['TEXTURE_COMPARE_FUNC', r.pick(kCompare)]);
    }
    // Without levels, ANGLE tells magnification before the level is clamped.
    const levelled = minFilter.includes('MIPMAP');
    if (levelled && r.chance(0.3)) parameters.push(['TEXTURE_MIN_LOD', r.pick([0.3, 1.2, -1.3])]);
    if (levelled && r.chance(0.3)) parameters.push(['TEXTURE_MAX_LOD', r.pick([0.3, 1.2, 0.8])]);
    return parameters;
  }

  #texture(mipmaps: boolean): TextureSpec {
    const r = this.#r;
    const target = r.pick<TextureTarget>([
      'TEXTURE_2D',
      'TEXTURE_2D',
      'TEXTURE_CUBE_MAP',
      'TEXTURE_3D',
      'TEXTURE_2D_ARRAY',
    ]);
    const formats = kFormats.filter(
      ({renderable, filterable, component, name}) =>
        (!mipmaps || (renderable && filterable)) &&
        (component !== 'depth' || (target === 'TEXTURE_2D' && name !== 'DEPTH24_STENCIL8')),
    );
    const format = r.pick(formats).name;
    const width = mipmaps ? r.pick([8, 4, 16, 5, 7, 12, 1]) : r.pick([4, 8, 5, 3]);
    const height = target === 'TEXTURE_CUBE_MAP' ? width : mipmaps ? r.pick([8, 4, 6, 3, 16]) : r.pick([4, 8, 5, 2]);
    const depth = target === 'TEXTURE_3D' ? r.pick([4, 2, 3]) : target === 'TEXTURE_2D_ARRAY' ? 4 : 1;
    const levels =
      mipmaps || r.chance(0.4)
        ? 1
        : Math.floor(Math.log2(Math.max(width, height, target === 'TEXTURE_3D' ? depth : 1))) + 1;
    const spec = {target, format, width, height, depth, levels, content: r.int(1 << 20)};
    const parameters = this.#parameters(mipmaps ? {...spec, levels: 4} : spec);
    if (levels > 1 && r.chance(0.25)) parameters.push(['TEXTURE_BASE_LEVEL', 1]);
    if (levels > 1 && r.chance(0.25)) parameters.push(['TEXTURE_MAX_LEVEL', 1]);
    return {...spec, parameters};
  }

  #lookUp(texture: number): LookUp {
    const r = this.#r;
    const spec = this.#textures[texture]!;
    const sampler = r.chance(0.3) ? this.#parameters(spec) : undefined;
    // How slopes on the faces of a cube come to a level is for implementations to say.
    const cube = spec.target === 'TEXTURE_CUBE_MAP';
    // SwiftShader clamps where an offset leaves a mirrored texture.
    const mirrored = (sampler ?? spec.parameters).some(([, value]) => value === 'MIRRORED_REPEAT');
    const methods: LookUp['method'][] = cube
      ? ['textureLod']
      : ['texture', 'texture', 'textureLod', 'textureGrad', 'texelFetch', 'textureProj', 'bias'];
    return {
      texture,
      method: r.pick(cube || mirrored ? methods : [...methods, 'textureOffset']),
      lod: r.pick([0, 0.3, 0.8, 1.2, 1.7, -0.3]),
      scale: r.pick([0.37, 0.71, 1.13, 1.9, 3.1, -0.9, 6.3]),
      offset: r.pick([0.0131, -0.317, 0.413]),
      sampler,
    };
  }

  #draw(): Draw {
    const r = this.#r;
    const theme = this.#theme;
    const primitives = theme === 'primitives' || theme === 'lines' || (theme === 'mixed' && r.chance(0.4));
    const full = !primitives && r.chance(0.3);
    const modes = kModes.filter((mode) => (theme === 'lines' ? mode.includes('LINE') : mode !== 'LINE_LOOP'));
    const mode = full ? 'TRIANGLE_STRIP' : primitives ? r.pick(modes) : r.pick(['TRIANGLES', 'TRIANGLE_STRIP']);
    const restart = primitives && r.chance(0.3);
    const samples = theme === 'look-ups' ? 1 : theme === 'mixed' ? 0.3 : 0;
    const texture = this.#textures.length > 0 && r.chance(samples) ? r.int(this.#textures.length) : undefined;
    const sources: Draw['source'][] =
      theme === 'depth' || theme === 'mixed'
        ? ['flat', 'flat', 'stripes', 'depth', 'facing']
        : theme === 'stencil'
          ? ['flat', 'stripes', 'facing']
          : primitives
            ? ['flat', 'flat', 'smooth', 'facing', mode === 'POINTS' ? 'pointCoord' : 'flat', 'block']
            : ['flat', 'flat', 'block', 'stripes'];
    return {
      do: 'draw',
      source: texture === undefined ? r.pick(sources) : 'texture',
      mode,
      vertices: full ? 4 : 3 + r.int(8),
      instances: r.chance(0.2) ? 1 + r.int(3) : 1,
      indices: restart || r.chance(0.2) ? r.pick(['UNSIGNED_BYTE', 'UNSIGNED_SHORT', 'UNSIGNED_INT']) : undefined,
      restart,
      full,
      square: theme !== 'lines' && mode.includes('LINE'),
      z: theme === 'depth' && r.chance(0.3) ? undefined : r.int(33) - 16,
      pointSize: r.pick([1, 2, 3, 4, 5, 8]),
      content: r.int(1 << 20),
      ...(texture === undefined ? {} : {lookUp: this.#lookUp(texture)}),
      ...(r.chance(theme === 'depth' || theme === 'stencil' || theme === 'mixed' ? 0.08 : 0)
        ? {query: r.pick(['ANY_SAMPLES_PASSED', 'ANY_SAMPLES_PASSED_CONSERVATIVE'])}
        : {}),
    };
  }

  #rect(size: number): number[] {
    const r = this.#r;
    const x = r.int(size);
    const y = r.int(size);
    return [x, y, 1 + r.int(size - x), 1 + r.int(size - y)];
  }

  #fragmentState(): Step {
    const r = this.#r;
    const flag = (): boolean => r.chance(0.6);
    switch (r.int(8)) {
      case 0:
        return call('colorMask', flag(), flag(), flag(), flag());
      case 1:
        return call('scissor', ...this.#rect(kSize));
      case 2:
        return call(r.chance(0.7) ? 'enable' : 'disable', 'SCISSOR_TEST');
      case 3:
        return call('viewport', ...this.#rect(kSize));
      case 4:
        return call(r.chance(0.5) ? 'enable' : 'disable', 'CULL_FACE');
      case 5:
        return call('cullFace', r.pick(kFaces));
      case 6:
        return call('frontFace', r.pick(['CW', 'CCW']));
      default:
        return r.chance(0.3)
          ? call(r.chance(0.2) ? 'enable' : 'disable', 'RASTERIZER_DISCARD')
          : {do: 'clear', mask: r.pick([0x4000, 0x4500, 0x100, 0x400])};
    }
  }

  #blendState(): Step {
    const r = this.#r;
    const color = (): number => r.pick(kColors);
    switch (r.int(5)) {
      case 0:
        return call('blendEquation', r.pick(kEquations));
      case 1:
        return call('blendEquationSeparate', r.pick(kEquations), r.pick(kEquations));
      case 2:
        return call('blendFunc', r.pick(kSourceFactors), r.pick(kFactors));
      case 3:
        return call(
          'blendFuncSeparate',
          r.pick(kSourceFactors),
          r.pick(kFactors),
          r.pick(kSourceFactors),
          r.pick(kFactors),
        );
      default:
        return call('blendColor', color(), color(), color(), color());
    }
  }

  #depthState(): Step {
    const r = this.#r;
    switch (r.int(6)) {
      case 0:
        return call(r.chance(0.8) ? 'enable' : 'disable', 'DEPTH_TEST');
      case 1:
        return call('depthFunc', r.pick(kCompare));
      case 2:
        return call('depthMask', r.chance(0.7));
      case 3:
        return call(
          'depthRange',
          ...r.pick([
            [0, 1],
            [0.25, 0.75],
            [0, 0.5],
            [0.5, 1],
            [0.5, 0.5],
          ] as const),
        );
      case 4:
        return call(r.chance(0.7) ? 'enable' : 'disable', 'POLYGON_OFFSET_FILL');
      default:
        return call('polygonOffset', r.pick([0, 1, -1, 0.5]), r.pick([0, 0, 4, -4]));
    }
  }

  #stencilState(): Step {
    const r = this.#r;
    const mask = (): number => r.pick([0xff, 0xff, 1, 0xf0, 0x0f, 0]);
    const reference = (): number => r.pick([0, 1, 3, 0x80, 0xff, 300, -1]);
    const operations = (): string[] => [r.pick(kOperations), r.pick(kOperations), r.pick(kOperations)];
    switch (r.int(7)) {
      case 0:
        return call(r.chance(0.9) ? 'enable' : 'disable', 'STENCIL_TEST');
      case 1:
        return call('stencilFunc', r.pick(kCompare), reference(), mask());
      case 2:
        return call('stencilFuncSeparate', r.pick(kFaces), r.pick(kCompare), reference(), mask());
      case 3:
        return call('stencilOp', ...operations());
      case 4:
        return call('stencilOpSeparate', r.pick(kFaces), ...operations());
      case 5:
        return call('stencilMask', mask());
      default:
        return call('stencilMaskSeparate', r.pick(kFaces), mask());
    }
  }

  #blit(): Step {
    const r = this.#r;
    const from = r.int(this.#targets.length);
    const others = this.#targets.map((_, i) => i).filter((i) => i !== from);
    const to = r.pick(others);
    const source = this.#targets[from]!;
    const target = this.#targets[to]!;
    const [x, y, width, height] = this.#rect(kSize) as [number, number, number, number];
    const resolves = source.samples > 0;
    // Odd multiples, so that no middle of a pixel lies on the border of two.
    const scale = resolves ? 1 : r.pick([1, 1, 3, 1 / 3]);
    const [toX, toY] = resolves ? [x, y] : [r.int(kSize), r.int(kSize)];
    const scaled = (size: number): number => Math.max(1, Math.round(size * scale));
    const sized = (size: number): number => (scale < 1 ? scaled(size) * 3 : size);
    let rects = [x, y, x + sized(width), y + sized(height), toX, toY, toX + scaled(width), toY + scaled(height)];
    if (!resolves && r.chance(0.25)) rects = [rects[2]!, rects[1]!, rects[0]!, rects[3]!, ...rects.slice(4)];
    if (!resolves && r.chance(0.25)) rects = [...rects.slice(0, 5), rects[7]!, rects[6]!, rects[5]!];
    const readBuffer = r.int(source.colors.length);
    const component = (format: string): string => kFormats.find(({name}) => name === format)!.component;
    const read = source.colors[readBuffer]!;
    const fits = target.colors.every((format) => (resolves ? format === read : component(format) === component(read)));
    const deep = source.depth !== undefined && source.depth === target.depth;
    const depths = source.depth === 'DEPTH24_STENCIL8' ? [0x100, 0x400, 0x500] : [0x100];
    const masks = [...(fits ? [0x4000, 0x4000] : []), ...(deep ? [...depths, ...(fits ? [0x4100] : [])] : [])];
    // Some that are refused.
    const mask = masks.length === 0 || r.chance(0.1) ? r.pick([0x4000, 0x4100, 0x100, 0x4500]) : r.pick(masks);
    const filtered = mask === 0x4000 && component(read) === 'float' && r.chance(0.3);
    return {do: 'blit', from, to, readBuffer, rects, mask, filter: filtered ? 'LINEAR' : 'NEAREST'};
  }

  #clearBuffer(): Step {
    const r = this.#r;
    if (r.chance(0.3)) return {do: 'clearDepthStencil', depth: r.pick([0, 0.25, 0.5, 1]), stencil: r.int(256)};
    return {
      do: 'clearBuffer',
      index: r.int(4),
      values: [r.pick(kColors), r.pick(kColors), r.pick(kColors), r.pick(kColors)],
    };
  }

  #read(): Step {
    const r = this.#r;
    const pack: [string, number][] = [];
    if (r.chance(0.4)) pack.push(['PACK_ALIGNMENT', r.pick([1, 2, 4, 8])]);
    if (r.chance(0.3)) pack.push(['PACK_ROW_LENGTH', r.pick([16, 20, 3])]);
    if (r.chance(0.3)) pack.push(['PACK_SKIP_ROWS', r.int(3)]);
    if (r.chance(0.3)) pack.push(['PACK_SKIP_PIXELS', r.int(3)]);
    const rect = r.chance(0.2) ? [-2, -1, 20, 18] : this.#rect(kSize);
    return {do: 'read', rect, pack, buffer: r.chance(0.3), implementation: r.chance(0.4)};
  }

  #textureStep(): Step {
    const r = this.#r;
    const texture = r.int(this.#textures.length);
    const spec = this.#textures[texture]!;
    const size = Math.min(spec.width, spec.height);
    // Components of the framebuffer, and of their sizes. Now and then others, which are refused.
    const color = this.#targets[0]!.colors[0]!;
    const fits = color === spec.format || (color === 'RGBA8' && ['RGB8', 'RG8', 'R8'].includes(spec.format));
    switch (r.int(3)) {
      case 0:
        return {do: 'mipmap', texture};
      case 1:
        if (!fits && r.chance(0.95)) return {do: 'mipmap', texture};
        return {
          do: 'copy',
          texture,
          level: 0,
          face: r.int(spec.target === 'TEXTURE_CUBE_MAP' ? 6 : spec.depth),
          rect: this.#rect(size),
        };
      default:
        return {do: 'subImage', texture, rect: this.#rect(size), content: r.int(1 << 20)};
    }
  }

  #step(): Step {
    const r = this.#r;
    const any = (...makers: (() => Step)[]): Step => r.pick(makers)();
    const draw = (): Step => this.#draw();
    const state = (): Step => this.#fragmentState();
    switch (this.#theme) {
      case 'blend':
        return any(
          draw,
          draw,
          () => this.#blendState(),
          () => this.#blendState(),
          state,
        );
      case 'depth':
        return any(
          draw,
          draw,
          () => this.#depthState(),
          () => this.#depthState(),
          state,
        );
      case 'stencil':
        return any(
          draw,
          draw,
          () => this.#stencilState(),
          () => this.#stencilState(),
          () => this.#depthState(),
          state,
        );
      case 'targets':
        return any(
          draw,
          draw,
          state,
          () => this.#clearBuffer(),
          () => ({
            do: 'drawBuffers',
            on: [r.chance(0.7), r.chance(0.7), r.chance(0.7), r.chance(0.7)],
          }),
        );
      case 'samples':
        return any(
          draw,
          draw,
          state,
          () => this.#sampleState(),
          () => this.#blendState(),
        );
      case 'blits':
        return any(
          draw,
          () => this.#blit(),
          () => this.#blit(),
          () => this.#retarget(),
          () => this.#clearBuffer(),
        );
      case 'mipmaps':
        return any(draw, () => this.#textureStep());
      case 'look-ups':
        return draw();
      case 'primitives':
      case 'lines':
        return any(draw, draw, draw, state);
      case 'feedback':
        return this.#feedback();
      case 'reads':
        return any(
          draw,
          () => this.#read(),
          () => this.#clearBuffer(),
        );
      case 'mixed':
        return any(
          draw,
          draw,
          state,
          () => this.#blendState(),
          () => this.#depthState(),
          () => this.#stencilState(),
          () => this.#blit(),
          () => this.#retarget(),
          () => this.#clearBuffer(),
          () => this.#read(),
          () => (this.#textures.length > 0 ? this.#textureStep() : draw()),
        );
    }
  }

  #retarget(): Step {
    return {do: 'target', index: this.#r.int(this.#targets.length)};
  }

  #sampleState(): Step {
    const r = this.#r;
    switch (r.int(3)) {
      case 0:
        return call(r.chance(0.6) ? 'enable' : 'disable', 'SAMPLE_COVERAGE');
      case 1:
        return call('sampleCoverage', r.pick([0, 0.5, 1]), r.chance(0.5));
      default:
        return call(r.chance(0.6) ? 'enable' : 'disable', 'BLEND');
    }
  }

  #feedback(): Step {
    const r = this.#r;
    return {
      do: 'feedback',
      mode: r.pick(['POINTS', 'LINES', 'TRIANGLES']),
      vertices: r.int(9),
      instances: r.chance(0.3) ? 2 : 1,
      interleaved: r.chance(0.5),
      content: r.int(1 << 20),
    };
  }

  case(): StateCase {
    const r = this.#r;
    const theme = this.#theme;
    this.#targets = Array.from({length: theme === 'blits' || theme === 'mixed' ? 2 : 1}, () => this.#target());
    if (theme === 'blits' && r.chance(0.6)) {
      // Of one kind, so that all that they hold can be copied.
      const {depth, colors} = this.#targets[0]!;
      this.#targets[1] = {...this.#targets[1]!, depth, colors};
    }
    if (theme === 'samples' || (theme === 'blits' && r.chance(0.5))) {
      // What samples are resolved into.
      this.#targets.push({...this.#targets[0]!, samples: 0, storage: r.chance(0.5) ? 'texture' : 'renderbuffer'});
    }
    const textures = theme === 'look-ups' ? 2 : theme === 'mipmaps' ? 2 : theme === 'mixed' ? r.int(2) : 0;
    this.#textures = Array.from({length: textures}, () => this.#texture(theme === 'mipmaps'));
    const first: Step[] = [];
    if (theme === 'blend' || (theme === 'mixed' && r.chance(0.4))) first.push(call('enable', 'BLEND'));
    if (theme === 'depth' || (theme === 'mixed' && r.chance(0.4))) first.push(call('enable', 'DEPTH_TEST'));
    if (theme === 'stencil' || (theme === 'mixed' && r.chance(0.4))) first.push(call('enable', 'STENCIL_TEST'));
    const count = theme === 'look-ups' ? 2 + r.int(3) : 4 + r.int(12);
    return {
      targets: this.#targets,
      textures: this.#textures,
      steps: [...first, ...Array.from({length: count}, () => this.#step())],
    };
  }
}

export const generate = (seed: number, theme: Theme): StateCase => new Generator(new Random(seed), theme).case();
