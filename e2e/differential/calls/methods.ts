// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Methods of contexts with the arguments that they are for, and some that they are not.

import type {Random} from '../../random.ts';

export type ObjectKind =
  | 'Buffer'
  | 'Texture'
  | 'Framebuffer'
  | 'Renderbuffer'
  | 'Sampler'
  | 'VertexArray'
  | 'Query'
  | 'TransformFeedback'
  | 'Program'
  | 'Shader'
  | 'Uniform'
  | 'Sync';

/** An enumerant by name, a number, an array, an object by its place among those of its kind. */
export type Argument =
  | string
  | number
  | boolean
  | null
  | {readonly text: string | readonly string[]}
  | {readonly array: string; readonly values: readonly number[]}
  | {readonly object: ObjectKind; readonly index: number};

/** `strays`: how often an enumerant is one that the method does not take. */
type Make = (random: Random, strays: number) => Argument;

const kStrays = ['RGBA', 'FLOAT', 'TEXTURE_2D', 'ONE', 'LINEAR', 'BACK', 'ALWAYS', 'ARRAY_BUFFER', 'DEPTH_TEST'];

/** One of these enumerants; now and then another. */
const names =
  (text: string): Make =>
  (random, strays) =>
    random.chance(strays) ? random.pick(kStrays) : random.pick(text.split(' '));
const numbers =
  (...values: number[]): Make =>
  (random) =>
    random.pick(values);
const flags: Make = (random) => random.chance(0.5);
const unit = numbers(0, 1, 0.5, 0.25, -1, 2);
const small = numbers(0, 1, 2, 3, 4);
const size = numbers(1, 2, 4, 8, 0, -1);
const at = numbers(0, 0, 1, 2, -1);
const mask = numbers(0, 0xff, 1, 0xf0, 0xffffffff);
const of =
  (object: ObjectKind): Make =>
  (random) =>
    random.chance(0.15) ? null : {object, index: random.int(3)};
const array =
  (type: string, ...lengths: number[]): Make =>
  (random) => ({array: type, values: Array.from({length: random.pick(lengths)}, () => random.int(200))});
/** Data of a store: an array, its size alone, or none. */
const data: Make = (random, strays) =>
  random.chance(0.2) ? random.pick([16, 0, -1, null]) : array('Uint8Array', 16)(random, strays);
/** One of these; now and then nothing. */
const orNull =
  (make: Make): Make =>
  (random, strays) =>
    random.chance(0.1) ? null : make(random, strays);
const text =
  (...values: (string | readonly string[])[]): Make =>
  (random) => ({text: random.pick(values)});

const compare = names('NEVER LESS EQUAL LEQUAL GREATER NOTEQUAL GEQUAL ALWAYS');
const operation = names('KEEP ZERO REPLACE INCR INCR_WRAP DECR DECR_WRAP INVERT');
const face = names('FRONT BACK FRONT_AND_BACK');
const factor = names(
  'ZERO ONE SRC_COLOR ONE_MINUS_SRC_COLOR DST_COLOR ONE_MINUS_DST_COLOR SRC_ALPHA ONE_MINUS_SRC_ALPHA DST_ALPHA ONE_MINUS_DST_ALPHA CONSTANT_COLOR ONE_MINUS_CONSTANT_COLOR CONSTANT_ALPHA ONE_MINUS_CONSTANT_ALPHA SRC_ALPHA_SATURATE',
);
const capability = names(
  'BLEND CULL_FACE DEPTH_TEST DITHER POLYGON_OFFSET_FILL SAMPLE_ALPHA_TO_COVERAGE SAMPLE_COVERAGE SCISSOR_TEST STENCIL_TEST RASTERIZER_DISCARD',
);
const attribute = numbers(0, 1, 2, 15, 16);

/** Of both versions. */
export const kMethods: Readonly<Record<string, readonly Make[]>> = {
  enable: [capability],
  disable: [capability],
  isEnabled: [capability],
  blendColor: [unit, unit, unit, unit],
  blendEquation: [names('FUNC_ADD FUNC_SUBTRACT FUNC_REVERSE_SUBTRACT MIN MAX')],
  blendEquationSeparate: [names('FUNC_ADD FUNC_SUBTRACT MAX'), names('FUNC_ADD FUNC_REVERSE_SUBTRACT MIN')],
  blendFunc: [factor, factor],
  blendFuncSeparate: [factor, factor, factor, factor],
  clearColor: [unit, unit, unit, unit],
  clearDepth: [unit],
  clearStencil: [mask],
  clear: [numbers(0x4000, 0x4100, 0x4500, 0x100, 0x400, 0, 0x8000)],
  colorMask: [flags, flags, flags, flags],
  depthMask: [flags],
  depthFunc: [compare],
  depthRange: [unit, unit],
  cullFace: [face],
  frontFace: [names('CW CCW')],
  hint: [names('GENERATE_MIPMAP_HINT FRAGMENT_SHADER_DERIVATIVE_HINT'), names('FASTEST NICEST DONT_CARE')],
  lineWidth: [numbers(1, 2, 0, -1, NaN)],
  polygonOffset: [unit, unit],
  sampleCoverage: [unit, flags],
  scissor: [at, at, size, size],
  viewport: [at, at, size, size],
  stencilFunc: [compare, mask, mask],
  stencilFuncSeparate: [face, compare, mask, mask],
  stencilMask: [mask],
  stencilMaskSeparate: [face, mask],
  stencilOp: [operation, operation, operation],
  stencilOpSeparate: [face, operation, operation, operation],
  pixelStorei: [
    names('PACK_ALIGNMENT UNPACK_ALIGNMENT UNPACK_FLIP_Y_WEBGL UNPACK_PREMULTIPLY_ALPHA_WEBGL'),
    numbers(0, 1, 2, 3, 4, 8),
  ],
  activeTexture: [names('TEXTURE0 TEXTURE1 TEXTURE7')],
  createBuffer: [],
  createTexture: [],
  createFramebuffer: [],
  createRenderbuffer: [],
  bindBuffer: [names('ARRAY_BUFFER ELEMENT_ARRAY_BUFFER'), of('Buffer')],
  bindTexture: [names('TEXTURE_2D TEXTURE_CUBE_MAP'), of('Texture')],
  bindFramebuffer: [names('FRAMEBUFFER'), of('Framebuffer')],
  bindRenderbuffer: [names('RENDERBUFFER'), of('Renderbuffer')],
  deleteBuffer: [of('Buffer')],
  deleteTexture: [of('Texture')],
  deleteFramebuffer: [of('Framebuffer')],
  deleteRenderbuffer: [of('Renderbuffer')],
  isBuffer: [of('Buffer')],
  isTexture: [of('Texture')],
  isFramebuffer: [of('Framebuffer')],
  isRenderbuffer: [of('Renderbuffer')],
  bufferData: [names('ARRAY_BUFFER ELEMENT_ARRAY_BUFFER'), data, names('STATIC_DRAW DYNAMIC_DRAW STREAM_DRAW')],
  bufferSubData: [names('ARRAY_BUFFER ELEMENT_ARRAY_BUFFER'), numbers(0, 4, 15, -1), array('Uint8Array', 4)],
  getBufferParameter: [names('ARRAY_BUFFER ELEMENT_ARRAY_BUFFER'), names('BUFFER_SIZE BUFFER_USAGE')],
  texImage2D: [
    names('TEXTURE_2D TEXTURE_CUBE_MAP_POSITIVE_X'),
    numbers(0, 0, 1, -1),
    names('RGBA RGB LUMINANCE ALPHA'),
    size,
    size,
    numbers(0, 0, 0, 1),
    names('RGBA RGB LUMINANCE ALPHA'),
    names('UNSIGNED_BYTE UNSIGNED_SHORT_5_6_5'),
    () => null,
  ],
  copyTexImage2D: [
    names('TEXTURE_2D'),
    numbers(0, 1),
    names('RGBA RGB LUMINANCE ALPHA'),
    at,
    at,
    size,
    size,
    numbers(0, 0, 1),
  ],
  copyTexSubImage2D: [names('TEXTURE_2D'), numbers(0, 1), at, at, at, at, size, size],
  texParameteri: [
    names('TEXTURE_2D TEXTURE_CUBE_MAP'),
    names('TEXTURE_MIN_FILTER TEXTURE_MAG_FILTER TEXTURE_WRAP_S TEXTURE_WRAP_T'),
    names('NEAREST LINEAR LINEAR_MIPMAP_LINEAR REPEAT CLAMP_TO_EDGE MIRRORED_REPEAT'),
  ],
  getTexParameter: [
    names('TEXTURE_2D TEXTURE_CUBE_MAP'),
    names('TEXTURE_MIN_FILTER TEXTURE_MAG_FILTER TEXTURE_WRAP_S TEXTURE_WRAP_T'),
  ],
  generateMipmap: [names('TEXTURE_2D TEXTURE_CUBE_MAP')],
  framebufferTexture2D: [
    names('FRAMEBUFFER'),
    names('COLOR_ATTACHMENT0 DEPTH_ATTACHMENT'),
    names('TEXTURE_2D TEXTURE_CUBE_MAP_POSITIVE_X'),
    of('Texture'),
    numbers(0, 0, 1),
  ],
  framebufferRenderbuffer: [
    names('FRAMEBUFFER'),
    names('COLOR_ATTACHMENT0 DEPTH_ATTACHMENT STENCIL_ATTACHMENT DEPTH_STENCIL_ATTACHMENT'),
    names('RENDERBUFFER'),
    of('Renderbuffer'),
  ],
  renderbufferStorage: [
    names('RENDERBUFFER'),
    names('RGBA4 RGB565 DEPTH_COMPONENT16 STENCIL_INDEX8 DEPTH_STENCIL'),
    size,
    size,
  ],
  getRenderbufferParameter: [
    names('RENDERBUFFER'),
    names(
      'RENDERBUFFER_WIDTH RENDERBUFFER_HEIGHT RENDERBUFFER_INTERNAL_FORMAT RENDERBUFFER_RED_SIZE RENDERBUFFER_DEPTH_SIZE RENDERBUFFER_STENCIL_SIZE',
    ),
  ],
  getFramebufferAttachmentParameter: [
    names('FRAMEBUFFER'),
    names('COLOR_ATTACHMENT0 DEPTH_ATTACHMENT STENCIL_ATTACHMENT'),
    names('FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE FRAMEBUFFER_ATTACHMENT_OBJECT_NAME FRAMEBUFFER_ATTACHMENT_TEXTURE_LEVEL'),
  ],
  checkFramebufferStatus: [names('FRAMEBUFFER')],
  readPixels: [at, at, size, size, names('RGBA'), names('UNSIGNED_BYTE'), orNull(array('Uint8Array', 256))],
  vertexAttribPointer: [
    attribute,
    numbers(1, 2, 3, 4, 5),
    names('FLOAT UNSIGNED_BYTE SHORT INT'),
    flags,
    numbers(0, 4, 16, 256),
    numbers(0, 4, 1),
  ],
  enableVertexAttribArray: [attribute],
  disableVertexAttribArray: [attribute],
  vertexAttrib4f: [attribute, unit, unit, unit, unit],
  getVertexAttrib: [
    attribute,
    names(
      'VERTEX_ATTRIB_ARRAY_ENABLED VERTEX_ATTRIB_ARRAY_SIZE VERTEX_ATTRIB_ARRAY_STRIDE VERTEX_ATTRIB_ARRAY_TYPE VERTEX_ATTRIB_ARRAY_NORMALIZED VERTEX_ATTRIB_ARRAY_BUFFER_BINDING CURRENT_VERTEX_ATTRIB',
    ),
  ],
  getVertexAttribOffset: [attribute, names('VERTEX_ATTRIB_ARRAY_POINTER')],
  useProgram: [of('Program')],
  drawArrays: [names('TRIANGLES POINTS LINES TRIANGLE_STRIP LINE_LOOP'), numbers(0, 1, -1), numbers(0, 3, 4, 6, -1)],
  drawElements: [
    names('TRIANGLES POINTS'),
    numbers(0, 3, 4, -1),
    names('UNSIGNED_BYTE UNSIGNED_SHORT UNSIGNED_INT'),
    numbers(0, 2, 1, -2),
  ],
  texSubImage2D: [
    names('TEXTURE_2D TEXTURE_CUBE_MAP_POSITIVE_X'),
    numbers(0, 0, 1, -1),
    at,
    at,
    size,
    size,
    names('RGBA RGB LUMINANCE ALPHA'),
    names('UNSIGNED_BYTE UNSIGNED_SHORT_5_6_5 UNSIGNED_SHORT_4_4_4_4'),
    orNull(array('Uint8Array', 256, 4)),
  ],
  texParameterf: [
    names('TEXTURE_2D TEXTURE_CUBE_MAP'),
    names('TEXTURE_MIN_FILTER TEXTURE_MAG_FILTER TEXTURE_WRAP_S TEXTURE_MAX_LOD'),
    numbers(0x2600, 0x2601, 0x812f, 1, NaN),
  ],
  compressedTexImage2D: [
    names('TEXTURE_2D TEXTURE_CUBE_MAP_POSITIVE_X'),
    numbers(0, 1, -1),
    names('COMPRESSED_RGBA_S3TC_DXT1_EXT'),
    size,
    size,
    numbers(0, 0, 1),
    array('Uint8Array', 8, 16),
  ],
  compressedTexSubImage2D: [
    names('TEXTURE_2D TEXTURE_CUBE_MAP_POSITIVE_X'),
    numbers(0, 1, -1),
    at,
    at,
    size,
    size,
    names('COMPRESSED_RGBA_S3TC_DXT1_EXT RGBA'),
    array('Uint8Array', 8, 16),
  ],
  vertexAttrib3fv: [attribute, array('Float32Array', 3, 2, 4)],
  attachShader: [of('Program'), of('Shader')],
  detachShader: [of('Program'), of('Shader')],
  bindAttribLocation: [of('Program'), attribute, text('p', 'q', 'gl_Position', 'webgl_p', '_webgl_p')],
  linkProgram: [of('Program')],
  validateProgram: [of('Program')],
  deleteProgram: [of('Program')],
  deleteShader: [of('Shader')],
  isProgram: [of('Program')],
  isShader: [of('Shader')],
  compileShader: [of('Shader')],
  getShaderParameter: [of('Shader'), names('COMPILE_STATUS DELETE_STATUS SHADER_TYPE')],
  getShaderPrecisionFormat: [names('VERTEX_SHADER FRAGMENT_SHADER'), names('LOW_FLOAT HIGH_FLOAT MEDIUM_INT')],
  getAttachedShaders: [of('Program')],
  getProgramParameter: [
    of('Program'),
    names('LINK_STATUS VALIDATE_STATUS DELETE_STATUS ATTACHED_SHADERS ACTIVE_ATTRIBUTES ACTIVE_UNIFORMS'),
  ],
  getAttribLocation: [of('Program'), text('p', 'q', 'gl_Position', 'webgl_p')],
  getUniformLocation: [of('Program'), text('u', 'q', 'u[0]', 'gl_Position', 'webgl_p')],
  getActiveAttrib: [of('Program'), small],
  getActiveUniform: [of('Program'), small],
  getUniform: [of('Program'), of('Uniform')],
  uniform4f: [of('Uniform'), unit, unit, unit, unit],
  uniform1f: [of('Uniform'), unit],
  uniform1i: [of('Uniform'), small],
  uniform4fv: [of('Uniform'), array('Float32Array', 4, 8, 3, 0)],
  uniform2iv: [of('Uniform'), array('Int32Array', 2, 4, 3, 0)],
  uniformMatrix4fv: [of('Uniform'), flags, array('Float32Array', 16, 15, 0)],
};

const target2 = names('TEXTURE_2D TEXTURE_3D TEXTURE_2D_ARRAY');
const sampled = names(
  'RGBA8 R8 RG8 RGB8 SRGB8_ALPHA8 RGBA16F R32F RGBA8I R32UI RGB10_A2 DEPTH_COMPONENT24 DEPTH24_STENCIL8 RGB9_E5',
);
const anyBuffer = names(
  'ARRAY_BUFFER COPY_READ_BUFFER COPY_WRITE_BUFFER UNIFORM_BUFFER TRANSFORM_FEEDBACK_BUFFER PIXEL_PACK_BUFFER PIXEL_UNPACK_BUFFER',
);
const anyFramebuffer = names('FRAMEBUFFER READ_FRAMEBUFFER DRAW_FRAMEBUFFER');

/** Of WebGL 2, in the place of those of the same name. */
export const kMethods2: Readonly<Record<string, readonly Make[]>> = {
  bindBuffer: [anyBuffer, of('Buffer')],
  bindTexture: [names('TEXTURE_2D TEXTURE_CUBE_MAP TEXTURE_3D TEXTURE_2D_ARRAY'), of('Texture')],
  bindFramebuffer: [anyFramebuffer, of('Framebuffer')],
  bufferData: [anyBuffer, data, names('STATIC_DRAW DYNAMIC_COPY STREAM_READ')],
  getBufferParameter: [anyBuffer, names('BUFFER_SIZE BUFFER_USAGE')],
  copyBufferSubData: [anyBuffer, anyBuffer, numbers(0, 4, -1), numbers(0, 8), numbers(4, 8, 0, 16)],
  getBufferSubData: [anyBuffer, numbers(0, 4), array('Uint8Array', 4)],
  bindBufferBase: [names('UNIFORM_BUFFER TRANSFORM_FEEDBACK_BUFFER'), numbers(0, 1, 100), of('Buffer')],
  bindBufferRange: [
    names('UNIFORM_BUFFER TRANSFORM_FEEDBACK_BUFFER'),
    numbers(0, 1),
    of('Buffer'),
    numbers(0, 4, 256, -4),
    numbers(4, 16, 0, -4),
  ],
  getIndexedParameter: [
    names(
      'UNIFORM_BUFFER_BINDING UNIFORM_BUFFER_SIZE UNIFORM_BUFFER_START TRANSFORM_FEEDBACK_BUFFER_BINDING TRANSFORM_FEEDBACK_BUFFER_SIZE',
    ),
    numbers(0, 1, 100),
  ],
  texStorage2D: [names('TEXTURE_2D TEXTURE_CUBE_MAP'), numbers(1, 2, 3, 0), sampled, size, size],
  texStorage3D: [names('TEXTURE_3D TEXTURE_2D_ARRAY'), numbers(1, 2), sampled, size, size, size],
  texParameteri: [
    target2,
    names(
      'TEXTURE_MIN_FILTER TEXTURE_WRAP_R TEXTURE_BASE_LEVEL TEXTURE_MAX_LEVEL TEXTURE_COMPARE_MODE TEXTURE_COMPARE_FUNC TEXTURE_MAX_LOD',
    ),
    names('NEAREST LINEAR_MIPMAP_LINEAR REPEAT COMPARE_REF_TO_TEXTURE LESS NONE ZERO ONE'),
  ],
  getTexParameter: [
    target2,
    names(
      'TEXTURE_WRAP_R TEXTURE_BASE_LEVEL TEXTURE_MAX_LEVEL TEXTURE_COMPARE_MODE TEXTURE_MIN_LOD TEXTURE_IMMUTABLE_FORMAT TEXTURE_IMMUTABLE_LEVELS',
    ),
  ],
  createSampler: [],
  bindSampler: [numbers(0, 1, 7, 100), of('Sampler')],
  deleteSampler: [of('Sampler')],
  isSampler: [of('Sampler')],
  samplerParameteri: [
    of('Sampler'),
    names(
      'TEXTURE_MIN_FILTER TEXTURE_MAG_FILTER TEXTURE_WRAP_S TEXTURE_WRAP_R TEXTURE_COMPARE_MODE TEXTURE_COMPARE_FUNC',
    ),
    names('NEAREST LINEAR REPEAT CLAMP_TO_EDGE COMPARE_REF_TO_TEXTURE GEQUAL NONE'),
  ],
  samplerParameterf: [of('Sampler'), names('TEXTURE_MIN_LOD TEXTURE_MAX_LOD'), unit],
  getSamplerParameter: [
    of('Sampler'),
    names('TEXTURE_MIN_FILTER TEXTURE_WRAP_R TEXTURE_COMPARE_FUNC TEXTURE_MIN_LOD TEXTURE_MAX_LOD'),
  ],
  createVertexArray: [],
  bindVertexArray: [of('VertexArray')],
  deleteVertexArray: [of('VertexArray')],
  isVertexArray: [of('VertexArray')],
  createQuery: [],
  deleteQuery: [of('Query')],
  isQuery: [of('Query')],
  beginQuery: [
    names('ANY_SAMPLES_PASSED ANY_SAMPLES_PASSED_CONSERVATIVE TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN'),
    of('Query'),
  ],
  endQuery: [names('ANY_SAMPLES_PASSED ANY_SAMPLES_PASSED_CONSERVATIVE TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN')],
  getQuery: [names('ANY_SAMPLES_PASSED TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN'), names('CURRENT_QUERY')],
  createTransformFeedback: [],
  bindTransformFeedback: [names('TRANSFORM_FEEDBACK'), of('TransformFeedback')],
  deleteTransformFeedback: [of('TransformFeedback')],
  isTransformFeedback: [of('TransformFeedback')],
  beginTransformFeedback: [names('POINTS TRIANGLES')],
  endTransformFeedback: [],
  pauseTransformFeedback: [],
  resumeTransformFeedback: [],
  drawBuffers: [
    (random) =>
      random.pick([
        {array: 'names', values: [0x8ce0]},
        {array: 'names', values: [0]},
        {array: 'names', values: [0x405]},
        {array: 'names', values: [0, 0x8ce1]},
        {array: 'names', values: [0x8ce0, 0x8ce1]},
        {array: 'names', values: [0x8ce1]},
      ]),
  ],
  readBuffer: [names('BACK NONE COLOR_ATTACHMENT0 COLOR_ATTACHMENT1')],
  renderbufferStorage: [names('RENDERBUFFER'), sampled, size, size],
  renderbufferStorageMultisample: [names('RENDERBUFFER'), numbers(0, 4, 1, 100, -1), sampled, size, size],
  framebufferTexture2D: [
    anyFramebuffer,
    names('COLOR_ATTACHMENT0 COLOR_ATTACHMENT1 DEPTH_ATTACHMENT DEPTH_STENCIL_ATTACHMENT'),
    names('TEXTURE_2D TEXTURE_CUBE_MAP_NEGATIVE_Y'),
    of('Texture'),
    numbers(0, 1),
  ],
  framebufferTextureLayer: [
    anyFramebuffer,
    names('COLOR_ATTACHMENT0 COLOR_ATTACHMENT1'),
    of('Texture'),
    numbers(0, 1),
    small,
  ],
  framebufferRenderbuffer: [
    anyFramebuffer,
    names('COLOR_ATTACHMENT0 COLOR_ATTACHMENT1 DEPTH_ATTACHMENT STENCIL_ATTACHMENT DEPTH_STENCIL_ATTACHMENT'),
    names('RENDERBUFFER'),
    of('Renderbuffer'),
  ],
  getFramebufferAttachmentParameter: [
    anyFramebuffer,
    names('COLOR_ATTACHMENT0 COLOR_ATTACHMENT1 BACK DEPTH STENCIL DEPTH_STENCIL_ATTACHMENT'),
    names(
      'FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE FRAMEBUFFER_ATTACHMENT_OBJECT_NAME FRAMEBUFFER_ATTACHMENT_RED_SIZE FRAMEBUFFER_ATTACHMENT_COMPONENT_TYPE FRAMEBUFFER_ATTACHMENT_COLOR_ENCODING FRAMEBUFFER_ATTACHMENT_TEXTURE_LAYER',
    ),
  ],
  checkFramebufferStatus: [anyFramebuffer],
  clearBufferfv: [names('COLOR DEPTH'), numbers(0, 1, -1), array('Float32Array', 4)],
  clearBufferiv: [names('COLOR STENCIL'), numbers(0, 1), array('Int32Array', 4)],
  clearBufferuiv: [names('COLOR'), numbers(0, 1), array('Uint32Array', 4)],
  clearBufferfi: [names('DEPTH_STENCIL'), numbers(0, 0, 1), unit, mask],
  blitFramebuffer: [
    at,
    at,
    size,
    size,
    at,
    at,
    size,
    size,
    numbers(0x4000, 0x100, 0x400, 0x4500),
    names('NEAREST LINEAR'),
  ],
  invalidateFramebuffer: [anyFramebuffer, () => ({array: 'names', values: [0x8ce0]})],
  vertexAttribIPointer: [
    attribute,
    numbers(1, 4, 0),
    names('INT UNSIGNED_BYTE FLOAT'),
    numbers(0, 4, 256),
    numbers(0, 4, 1),
  ],
  vertexAttribI4i: [attribute, small, small, small, small],
  vertexAttribDivisor: [attribute, small],
  getInternalformatParameter: [names('RENDERBUFFER'), sampled, names('SAMPLES')],
  drawArraysInstanced: [names('TRIANGLES POINTS'), numbers(0, -1), numbers(0, 3), numbers(0, 2, -1)],
  drawRangeElements: [
    names('TRIANGLES'),
    numbers(0, 2),
    numbers(1, 5),
    numbers(0, 3),
    names('UNSIGNED_BYTE'),
    numbers(0),
  ],
  drawElementsInstanced: [
    names('TRIANGLES POINTS'),
    numbers(0, 3, -1),
    names('UNSIGNED_BYTE UNSIGNED_SHORT'),
    numbers(0, 1, -1),
    numbers(0, 2, -1),
  ],
  texImage3D: [
    names('TEXTURE_3D TEXTURE_2D_ARRAY'),
    numbers(0, 0, 1, -1),
    sampled,
    size,
    size,
    size,
    numbers(0, 0, 0, 1),
    names('RGBA RED RGBA_INTEGER DEPTH_COMPONENT RGB'),
    names('UNSIGNED_BYTE HALF_FLOAT FLOAT UNSIGNED_INT BYTE'),
    () => null,
  ],
  texSubImage3D: [
    names('TEXTURE_3D TEXTURE_2D_ARRAY'),
    numbers(0, 0, 1, -1),
    at,
    at,
    at,
    size,
    size,
    size,
    names('RGBA RED RGBA_INTEGER'),
    names('UNSIGNED_BYTE BYTE'),
    orNull(array('Uint8Array', 2048, 4)),
  ],
  copyTexSubImage3D: [
    names('TEXTURE_3D TEXTURE_2D_ARRAY'),
    numbers(0, 1, -1),
    at,
    at,
    numbers(0, 1, -1),
    at,
    at,
    size,
    size,
  ],
  compressedTexImage3D: [
    names('TEXTURE_2D_ARRAY TEXTURE_3D'),
    numbers(0, -1),
    names('COMPRESSED_RGBA_S3TC_DXT1_EXT'),
    size,
    size,
    size,
    numbers(0, 1),
    array('Uint8Array', 8, 64),
  ],
  readPixels: [
    at,
    at,
    size,
    size,
    names('RGBA RED RGBA_INTEGER'),
    names('UNSIGNED_BYTE FLOAT INT'),
    orNull(array('Uint8Array', 256, 4)),
  ],
  invalidateSubFramebuffer: [
    anyFramebuffer,
    (random) => ({array: 'names', values: [random.pick([0x8ce0, 0x8ce1, 0x1800, 0x821a, 0])]}),
    at,
    at,
    size,
    size,
  ],
  fenceSync: [names('SYNC_GPU_COMMANDS_COMPLETE'), numbers(0, 0, 1)],
  clientWaitSync: [of('Sync'), numbers(0, 1, 2), numbers(0, -1)],
  waitSync: [of('Sync'), numbers(0, 1), numbers(-1, 0)],
  getSyncParameter: [of('Sync'), names('OBJECT_TYPE SYNC_CONDITION SYNC_FLAGS')],
  isSync: [of('Sync')],
  deleteSync: [of('Sync')],
  getQueryParameter: [of('Query'), names('QUERY_RESULT_AVAILABLE QUERY_RESULT')],
  transformFeedbackVaryings: [
    of('Program'),
    text(['gl_Position'], ['v'], []),
    names('SEPARATE_ATTRIBS INTERLEAVED_ATTRIBS'),
  ],
  getTransformFeedbackVarying: [of('Program'), small],
  uniformBlockBinding: [of('Program'), small, numbers(0, 1, 100)],
  getUniformBlockIndex: [of('Program'), text('B', 'C', 'webgl_b')],
  getActiveUniformBlockParameter: [
    of('Program'),
    small,
    names('UNIFORM_BLOCK_BINDING UNIFORM_BLOCK_DATA_SIZE UNIFORM_BLOCK_ACTIVE_UNIFORMS'),
  ],
  getActiveUniformBlockName: [of('Program'), small],
  getActiveUniforms: [
    of('Program'),
    (random) => ({array: 'names', values: [random.int(3)]}),
    names('UNIFORM_TYPE UNIFORM_SIZE UNIFORM_BLOCK_INDEX UNIFORM_OFFSET'),
  ],
  getUniformIndices: [of('Program'), text(['u'], ['u', 'q'], [])],
  getFragDataLocation: [of('Program'), text('o', 'q')],
  uniform1ui: [of('Uniform'), small],
  uniformMatrix2x3fv: [of('Uniform'), flags, array('Float32Array', 6, 5)],
  vertexAttribI4uiv: [attribute, array('Uint32Array', 4, 3)],
};

const kParameters =
  'ACTIVE_TEXTURE ARRAY_BUFFER_BINDING BLEND BLEND_COLOR BLEND_DST_ALPHA BLEND_DST_RGB BLEND_EQUATION_ALPHA BLEND_EQUATION_RGB BLEND_SRC_ALPHA BLEND_SRC_RGB COLOR_CLEAR_VALUE COLOR_WRITEMASK CULL_FACE CULL_FACE_MODE CURRENT_PROGRAM DEPTH_BITS DEPTH_CLEAR_VALUE DEPTH_FUNC DEPTH_RANGE DEPTH_TEST DEPTH_WRITEMASK DITHER ELEMENT_ARRAY_BUFFER_BINDING FRAMEBUFFER_BINDING FRONT_FACE GENERATE_MIPMAP_HINT IMPLEMENTATION_COLOR_READ_FORMAT IMPLEMENTATION_COLOR_READ_TYPE LINE_WIDTH PACK_ALIGNMENT POLYGON_OFFSET_FACTOR POLYGON_OFFSET_FILL POLYGON_OFFSET_UNITS RED_BITS ALPHA_BITS RENDERBUFFER_BINDING SAMPLE_BUFFERS SAMPLE_COVERAGE SAMPLE_COVERAGE_INVERT SAMPLE_COVERAGE_VALUE SAMPLES SCISSOR_BOX SCISSOR_TEST STENCIL_BACK_FAIL STENCIL_BACK_FUNC STENCIL_BACK_PASS_DEPTH_FAIL STENCIL_BACK_PASS_DEPTH_PASS STENCIL_BACK_REF STENCIL_BACK_VALUE_MASK STENCIL_BACK_WRITEMASK STENCIL_BITS STENCIL_CLEAR_VALUE STENCIL_FAIL STENCIL_FUNC STENCIL_PASS_DEPTH_FAIL STENCIL_PASS_DEPTH_PASS STENCIL_REF STENCIL_TEST STENCIL_VALUE_MASK STENCIL_WRITEMASK TEXTURE_BINDING_2D TEXTURE_BINDING_CUBE_MAP UNPACK_ALIGNMENT UNPACK_FLIP_Y_WEBGL UNPACK_PREMULTIPLY_ALPHA_WEBGL VIEWPORT';
const kParameters2 =
  'COPY_READ_BUFFER_BINDING COPY_WRITE_BUFFER_BINDING DRAW_BUFFER0 DRAW_BUFFER1 DRAW_FRAMEBUFFER_BINDING FRAGMENT_SHADER_DERIVATIVE_HINT PIXEL_PACK_BUFFER_BINDING RASTERIZER_DISCARD READ_BUFFER READ_FRAMEBUFFER_BINDING SAMPLER_BINDING TEXTURE_BINDING_2D_ARRAY TEXTURE_BINDING_3D TRANSFORM_FEEDBACK_ACTIVE TRANSFORM_FEEDBACK_BINDING TRANSFORM_FEEDBACK_BUFFER_BINDING TRANSFORM_FEEDBACK_PAUSED UNIFORM_BUFFER_BINDING VERTEX_ARRAY_BINDING';

/** Everything that getParameter tells of the state. */
export const parametersOf = (isWebGL2: boolean): string[] =>
  (isWebGL2 ? `${kParameters} ${kParameters2}` : kParameters).split(' ');
