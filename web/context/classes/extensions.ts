// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Extension objects: constants and methods by name. The core says which ones a context has (getSupportedExtensions) and
// enables them; an extension that is missing here is never offered.

import {need, toList, toNumbers} from '../idl.ts';
import {drawBuffers, drawMethods2} from '../methods/draws.ts';
import {objectMethods2} from '../methods/objects.ts';
import {ObjectKind} from '../../loader/boundary.ts';
import {scalarMethods2} from '../methods/scalar.ts';
import {queryText} from '../query.ts';
import {GLError, type ContextState} from '../state.ts';

class ExtensionObject {
  readonly #state: ContextState;

  constructor(state: ContextState) {
    this.#state = state;
  }

  static state(object: unknown): ContextState {
    return (object as ExtensionObject).#state;
  }
}

const stateOf = ExtensionObject.state;

type AnyMethod = (this: unknown, ...args: never[]) => unknown;
interface Extension {
  readonly constants?: {readonly [name: string]: number};
  readonly methods?: {readonly [name: string]: AnyMethod};
}

/** An entry point that only some extension needs, which the core has when it offers that extension. */
function call(s: ContextState, name: string, ...args: number[]): void {
  try {
    (s.x as unknown as {[name: string]: (...args: number[]) => number})[name]!(...args);
  } catch (error) {
    s.trap(error);
  }
}

function numbered(prefix: string, suffix: string, first: number, count: number): {[name: string]: number} {
  return Object.fromEntries(Array.from({length: count}, (_, i) => [`${prefix}${i}${suffix}`, first + i]));
}

/** A method of the context under another name. */
function alias(name: string, method: AnyMethod, parameters: number): AnyMethod {
  const plain = method as (this: unknown, ...args: unknown[]) => unknown;
  return rename(name, parameters, function (this: unknown, ...args: unknown[]) {
    const s = stateOf(this);
    need(args.length, parameters, name);
    return plain.apply(s.gl, args);
  });
}

function rename(name: string, parameters: number, method: AnyMethod): AnyMethod {
  Object.defineProperty(method, 'name', {value: name, configurable: true});
  Object.defineProperty(method, 'length', {value: parameters, configurable: true});
  return method;
}

/** A method whose arguments are all numbers. */
function scalar(name: string, parameters: number): AnyMethod {
  return rename(name, parameters, function (this: unknown, ...args: number[]) {
    const s = stateOf(this);
    need(args.length, parameters, name);
    call(s, `gl_${name}`, ...args);
  } as AnyMethod);
}

// --- WEBGL_multi_draw --------------------------------------------------------------------------------------------------

/** One list argument of a multi draw: integers and where to begin in them. */
type ListArgument = readonly [list: unknown, offset: unknown];

function multiDraw(
  s: ContextState,
  method: string,
  drawcount: number,
  lists: readonly ListArgument[],
  draw: (addresses: readonly number[], count: number) => void,
): void {
  const count = Number(drawcount) | 0;
  const arrays = lists.map(([list], i) => toNumbers(toList(list, 'Int32Array', method, 2 + 2 * i), 'Int32Array'));
  const offsets = lists.map(([, offset]) => Number(offset) >>> 0);
  const core = s.core;
  if (!core) return;
  if (count < 0) return s.error(GLError.InvalidValue, `${method}: drawcount is negative`);
  for (const [i, array] of arrays.entries()) {
    if (offsets[i]! > array.length || count > array.length - offsets[i]!) {
      return s.error(GLError.InvalidOperation, `${method}: drawcount reaches beyond a list`);
    }
  }
  if (s.settled) s.wake();
  try {
    const at = core.reserve(Math.max(arrays.length * count * 4, 4));
    if (at === 0) return s.error(GLError.OutOfMemory, `${method}: out of memory`);
    const addresses = arrays.map((array, i) => {
      const address = at + i * count * 4;
      const room = new Int32Array(core.memory.buffer, address, count);
      for (let k = 0; k < count; ++k) room[k] = array[offsets[i]! + k]!;
      return address;
    });
    draw(addresses, count);
    core.release(at);
  } catch (error) {
    s.trap(error);
  }
}

const multiDrawMethods: {readonly [name: string]: AnyMethod} = {
  multiDrawArraysWEBGL(
    this: unknown,
    mode: number,
    firsts: unknown,
    firstsOffset: unknown,
    counts: unknown,
    countsOffset: unknown,
    drawcount: number,
  ) {
    const s = stateOf(this);
    need(arguments.length, 6, 'multiDrawArraysWEBGL');
    mode = +mode;
    multiDraw(
      s,
      'multiDrawArraysWEBGL',
      drawcount,
      [
        [firsts, firstsOffset],
        [counts, countsOffset],
      ],
      (at, count) => call(s, 'gl_multiDrawArrays', mode, at[0]!, at[1]!, 0, count),
    );
  },
  multiDrawElementsWEBGL(
    this: unknown,
    mode: number,
    counts: unknown,
    countsOffset: unknown,
    type: number,
    offsets: unknown,
    offsetsOffset: unknown,
    drawcount: number,
  ) {
    const s = stateOf(this);
    need(arguments.length, 7, 'multiDrawElementsWEBGL');
    mode = +mode;
    type = +type;
    multiDraw(
      s,
      'multiDrawElementsWEBGL',
      drawcount,
      [
        [counts, countsOffset],
        [offsets, offsetsOffset],
      ],
      (at, count) => call(s, 'gl_multiDrawElements', mode, at[0]!, type, at[1]!, 0, count),
    );
  },
  multiDrawArraysInstancedWEBGL(
    this: unknown,
    mode: number,
    firsts: unknown,
    firstsOffset: unknown,
    counts: unknown,
    countsOffset: unknown,
    instanceCounts: unknown,
    instanceCountsOffset: unknown,
    drawcount: number,
  ) {
    const s = stateOf(this);
    need(arguments.length, 8, 'multiDrawArraysInstancedWEBGL');
    mode = +mode;
    multiDraw(
      s,
      'multiDrawArraysInstancedWEBGL',
      drawcount,
      [
        [firsts, firstsOffset],
        [counts, countsOffset],
        [instanceCounts, instanceCountsOffset],
      ],
      (at, count) => call(s, 'gl_multiDrawArrays', mode, at[0]!, at[1]!, at[2]!, count),
    );
  },
  multiDrawElementsInstancedWEBGL(
    this: unknown,
    mode: number,
    counts: unknown,
    countsOffset: unknown,
    type: number,
    offsets: unknown,
    offsetsOffset: unknown,
    instanceCounts: unknown,
    instanceCountsOffset: unknown,
    drawcount: number,
  ) {
    const s = stateOf(this);
    need(arguments.length, 9, 'multiDrawElementsInstancedWEBGL');
    mode = +mode;
    type = +type;
    multiDraw(
      s,
      'multiDrawElementsInstancedWEBGL',
      drawcount,
      [
        [counts, countsOffset],
        [offsets, offsetsOffset],
        [instanceCounts, instanceCountsOffset],
      ],
      (at, count) => call(s, 'gl_multiDrawElements', mode, at[0]!, type, at[1]!, at[2]!, count),
    );
  },
};

// --- the table -----------------------------------------------------------------------------------------------------------

const kExtensions: {readonly [name: string]: Extension} = {
  ANGLE_instanced_arrays: {
    constants: {VERTEX_ATTRIB_ARRAY_DIVISOR_ANGLE: 0x88fe},
    methods: {
      drawArraysInstancedANGLE: alias('drawArraysInstancedANGLE', drawMethods2.drawArraysInstanced, 4),
      drawElementsInstancedANGLE: alias('drawElementsInstancedANGLE', drawMethods2.drawElementsInstanced, 5),
      vertexAttribDivisorANGLE: alias('vertexAttribDivisorANGLE', scalarMethods2['vertexAttribDivisor']!, 2),
    },
  },
  EXT_blend_minmax: {constants: {MIN_EXT: 0x8007, MAX_EXT: 0x8008}},
  EXT_clip_control: {
    constants: {
      LOWER_LEFT_EXT: 0x8ca1,
      UPPER_LEFT_EXT: 0x8ca2,
      NEGATIVE_ONE_TO_ONE_EXT: 0x935e,
      ZERO_TO_ONE_EXT: 0x935f,
      CLIP_ORIGIN_EXT: 0x935c,
      CLIP_DEPTH_MODE_EXT: 0x935d,
    },
    methods: {clipControlEXT: scalar('clipControlEXT', 2)},
  },
  EXT_color_buffer_float: {},
  EXT_color_buffer_half_float: {
    constants: {
      RGBA16F_EXT: 0x881a,
      RGB16F_EXT: 0x881b,
      FRAMEBUFFER_ATTACHMENT_COMPONENT_TYPE_EXT: 0x8211,
      UNSIGNED_NORMALIZED_EXT: 0x8c17,
    },
  },
  EXT_depth_clamp: {constants: {DEPTH_CLAMP_EXT: 0x864f}},
  EXT_disjoint_timer_query_webgl2: {
    constants: {
      QUERY_COUNTER_BITS_EXT: 0x8864,
      TIME_ELAPSED_EXT: 0x88bf,
      TIMESTAMP_EXT: 0x8e28,
      GPU_DISJOINT_EXT: 0x8fbb,
    },
    methods: {
      queryCounterEXT(this: unknown, query: unknown, target: number) {
        const s = stateOf(this);
        need(arguments.length, 2, 'queryCounterEXT');
        const name = s.required(query, ObjectKind.Query, 'queryCounterEXT', 1);
        if (name < 0) return;
        s.scheduleTurn();
        call(s, 'gl_queryCounterEXT', name, target);
      },
    },
  },
  EXT_float_blend: {},
  EXT_frag_depth: {},
  EXT_polygon_offset_clamp: {
    constants: {POLYGON_OFFSET_CLAMP_EXT: 0x8e1b},
    methods: {polygonOffsetClampEXT: scalar('polygonOffsetClampEXT', 3)},
  },
  EXT_shader_texture_lod: {},
  EXT_sRGB: {
    constants: {
      SRGB_EXT: 0x8c40,
      SRGB_ALPHA_EXT: 0x8c42,
      SRGB8_ALPHA8_EXT: 0x8c43,
      FRAMEBUFFER_ATTACHMENT_COLOR_ENCODING_EXT: 0x8210,
    },
  },
  EXT_texture_compression_rgtc: {
    constants: {
      COMPRESSED_RED_RGTC1_EXT: 0x8dbb,
      COMPRESSED_SIGNED_RED_RGTC1_EXT: 0x8dbc,
      COMPRESSED_RED_GREEN_RGTC2_EXT: 0x8dbd,
      COMPRESSED_SIGNED_RED_GREEN_RGTC2_EXT: 0x8dbe,
    },
  },
  EXT_texture_filter_anisotropic: {
    constants: {TEXTURE_MAX_ANISOTROPY_EXT: 0x84fe, MAX_TEXTURE_MAX_ANISOTROPY_EXT: 0x84ff},
  },
  EXT_texture_norm16: {
    constants: {
      R16_EXT: 0x822a,
      RG16_EXT: 0x822c,
      RGB16_EXT: 0x8054,
      RGBA16_EXT: 0x805b,
      R16_SNORM_EXT: 0x8f98,
      RG16_SNORM_EXT: 0x8f99,
      RGB16_SNORM_EXT: 0x8f9a,
      RGBA16_SNORM_EXT: 0x8f9b,
    },
  },
  KHR_parallel_shader_compile: {constants: {COMPLETION_STATUS_KHR: 0x91b1}},
  OES_draw_buffers_indexed: {
    methods: {
      enableiOES: scalar('enableiOES', 2),
      disableiOES: scalar('disableiOES', 2),
      blendEquationiOES: scalar('blendEquationiOES', 2),
      blendEquationSeparateiOES: scalar('blendEquationSeparateiOES', 3),
      blendFunciOES: scalar('blendFunciOES', 3),
      blendFuncSeparateiOES: scalar('blendFuncSeparateiOES', 5),
      colorMaskiOES(this: unknown, buffer: number, r: unknown, g: unknown, b: unknown, a: unknown) {
        const s = stateOf(this);
        need(arguments.length, 5, 'colorMaskiOES');
        call(s, 'gl_colorMaskiOES', buffer, r ? 1 : 0, g ? 1 : 0, b ? 1 : 0, a ? 1 : 0);
      },
    },
  },
  OES_element_index_uint: {},
  OES_fbo_render_mipmap: {},
  OES_standard_derivatives: {constants: {FRAGMENT_SHADER_DERIVATIVE_HINT_OES: 0x8b8b}},
  OES_texture_float: {},
  OES_texture_float_linear: {},
  OES_texture_half_float: {constants: {HALF_FLOAT_OES: 0x8d61}},
  OES_texture_half_float_linear: {},
  OES_vertex_array_object: {
    constants: {VERTEX_ARRAY_BINDING_OES: 0x85b5},
    methods: {
      createVertexArrayOES: alias('createVertexArrayOES', objectMethods2['createVertexArray']!, 0),
      deleteVertexArrayOES: alias('deleteVertexArrayOES', objectMethods2['deleteVertexArray']!, 1),
      isVertexArrayOES: alias('isVertexArrayOES', objectMethods2['isVertexArray']!, 1),
      bindVertexArrayOES: alias('bindVertexArrayOES', objectMethods2['bindVertexArray']!, 1),
    },
  },
  WEBGL_clip_cull_distance: {
    constants: {
      MAX_CLIP_DISTANCES_WEBGL: 0x0d32,
      MAX_CULL_DISTANCES_WEBGL: 0x82f9,
      MAX_COMBINED_CLIP_AND_CULL_DISTANCES_WEBGL: 0x82fa,
      ...numbered('CLIP_DISTANCE', '_WEBGL', 0x3000, 8),
    },
  },
  WEBGL_color_buffer_float: {
    constants: {
      RGBA32F_EXT: 0x8814,
      FRAMEBUFFER_ATTACHMENT_COMPONENT_TYPE_EXT: 0x8211,
      UNSIGNED_NORMALIZED_EXT: 0x8c17,
    },
  },
  WEBGL_compressed_texture_s3tc: {
    constants: {
      COMPRESSED_RGB_S3TC_DXT1_EXT: 0x83f0,
      COMPRESSED_RGBA_S3TC_DXT1_EXT: 0x83f1,
      COMPRESSED_RGBA_S3TC_DXT3_EXT: 0x83f2,
      COMPRESSED_RGBA_S3TC_DXT5_EXT: 0x83f3,
    },
  },
  WEBGL_compressed_texture_s3tc_srgb: {
    constants: {
      COMPRESSED_SRGB_S3TC_DXT1_EXT: 0x8c4c,
      COMPRESSED_SRGB_ALPHA_S3TC_DXT1_EXT: 0x8c4d,
      COMPRESSED_SRGB_ALPHA_S3TC_DXT3_EXT: 0x8c4e,
      COMPRESSED_SRGB_ALPHA_S3TC_DXT5_EXT: 0x8c4f,
    },
  },
  WEBGL_debug_renderer_info: {constants: {UNMASKED_VENDOR_WEBGL: 0x9245, UNMASKED_RENDERER_WEBGL: 0x9246}},
  WEBGL_debug_shaders: {
    methods: {
      getTranslatedShaderSource(this: unknown, shader: unknown): string | null {
        const s = stateOf(this);
        need(arguments.length, 1, 'getTranslatedShaderSource');
        const name = s.required(shader, ObjectKind.Shader, 'getTranslatedShaderSource', 1);
        if (name < 0) return null;
        return queryText(s, 'gl_getTranslatedShaderSource', name);
      },
    },
  },
  WEBGL_depth_texture: {constants: {UNSIGNED_INT_24_8_WEBGL: 0x84fa}},
  WEBGL_draw_buffers: {
    constants: {
      ...numbered('COLOR_ATTACHMENT', '_WEBGL', 0x8ce0, 16),
      ...numbered('DRAW_BUFFER', '_WEBGL', 0x8825, 16),
      MAX_COLOR_ATTACHMENTS_WEBGL: 0x8cdf,
      MAX_DRAW_BUFFERS_WEBGL: 0x8824,
    },
    methods: {
      drawBuffersWEBGL(this: unknown, buffers: unknown) {
        const s = stateOf(this);
        need(arguments.length, 1, 'drawBuffersWEBGL');
        drawBuffers(s, buffers, 'drawBuffersWEBGL');
      },
    },
  },
  WEBGL_lose_context: {
    methods: {
      loseContext(this: unknown) {
        stateOf(this).loseContext();
      },
      restoreContext(this: unknown) {
        stateOf(this).restoreContext();
      },
    },
  },
  WEBGL_multi_draw: {methods: multiDrawMethods},
  WEBGL_provoking_vertex: {
    constants: {
      FIRST_VERTEX_CONVENTION_WEBGL: 0x8e4d,
      LAST_VERTEX_CONVENTION_WEBGL: 0x8e4e,
      PROVOKING_VERTEX_WEBGL: 0x8e4f,
    },
    methods: {provokingVertexWEBGL: scalar('provokingVertexWEBGL', 1)},
  },
};

const classes = new Map<string, new (state: ContextState) => object>();

function classOf(name: string, extension: Extension): new (state: ContextState) => object {
  let made = classes.get(name);
  if (!made) {
    made = class extends ExtensionObject {};
    const prototype = made.prototype as object;
    Object.setPrototypeOf(prototype, Object.prototype);
    delete (prototype as {constructor?: unknown}).constructor; // WebGL gives extensions no interface object
    for (const [key, value] of Object.entries(extension.constants ?? {})) {
      Object.defineProperty(prototype, key, {value, enumerable: true});
    }
    for (const [key, value] of Object.entries(extension.methods ?? {})) {
      Object.defineProperty(prototype, key, {value, enumerable: true, writable: true, configurable: true});
    }
    Object.defineProperty(prototype, Symbol.toStringTag, {value: name, configurable: true});
    classes.set(name, made);
  }
  return made;
}

/** Names that this context offers; null while it is lost. */
export function supportedExtensions(s: ContextState): string[] | null {
  if (!s.core) return null;
  const names = queryText(s, 'gl_getSupportedExtensions');
  return names === null ? null : names.split(' ').filter((name) => name in kExtensions);
}

/** Enables an extension; names are compared without regard to case. */
export function getExtension(s: ContextState, wanted: string): object | null {
  const name = supportedExtensions(s)?.find((candidate) => candidate.toLowerCase() === wanted.toLowerCase());
  if (name === undefined || !s.core) return null;
  const known = s.extensions.get(name);
  if (known) return known;
  try {
    const bytes = new TextEncoder().encode(name);
    const {core} = s;
    const at = core.reserve(bytes.length);
    new Uint8Array(core.memory.buffer).set(bytes, at);
    const enabled = s.x.gl_getExtension(at, bytes.length) !== 0;
    core.release(at);
    if (!enabled) return null;
  } catch (error) {
    return s.trap(error) || null;
  }
  const made = new (classOf(name, kExtensions[name]!))(s);
  s.extensions.set(name, made);
  return made;
}
