// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Made of cpp/ by scripts/boundary.ts: node --import tsx scripts/exports.ts --write. What the core exports and imports
// (docs/abi.md), and the numbers that both sides know. WebAssembly converts arguments as WebIDL does: i32 parameters by
// ToInt32 (which has the bits of ToUint32), f32 and f64 by ToNumber.

/** An address in the core's memory, 0 for none; results are signed. */
export type Pointer = number;
/** An ephemeral result: what is there is copied before the next call (docs/abi.md). */
export type Payload = Pointer;

/** What a typed value is: the first word of its payload. `ValueKind` of cpp/gl/state_value.h. */
export const ValueKind = {
  Null: 0,
  Boolean: 1,
  Int: 2,
  Uint: 3,
  Float: 4,
  IntArray: 5,
  UintArray: 6,
  FloatArray: 7,
  BooleanSequence: 8,
  String: 9,
  Object: 10,
  Number: 11,
  EnumSequence: 12,
} as const;
export type ValueKind = (typeof ValueKind)[keyof typeof ValueKind];

/** What an object is. `ObjectKind` of cpp/gl/state_value.h. */
export const ObjectKind = {
  Buffer: 1,
  Framebuffer: 2,
  Program: 3,
  Query: 4,
  Renderbuffer: 5,
  Sampler: 6,
  Shader: 7,
  Sync: 8,
  Texture: 9,
  TransformFeedback: 10,
  VertexArray: 11,
} as const;
export type ObjectKind = (typeof ObjectKind)[keyof typeof ObjectKind];

/** Why a context is lost (`context_isLost`). `Loss` of cpp/gl/context.h. */
export const Loss = {None: 0, ByPage: 1, TimedOut: 2, OutOfMemory: 3, Trapped: 4} as const;
export type Loss = (typeof Loss)[keyof typeof Loss];

/** Of `context_create`. `AttributeBits` of cpp/abi/call.cpp. */
export const AttributeBits = {
  Alpha: 1,
  Depth: 2,
  Stencil: 4,
  Antialias: 8,
  PremultipliedAlpha: 16,
  PreserveDrawingBuffer: 32,
} as const;
export type AttributeBits = (typeof AttributeBits)[keyof typeof AttributeBits];

/** Of `gl_tex*FromSource`. `SourceFlags` of cpp/abi/textures.cpp. */
export const SourceFlags = {Premultiplied: 1, HalfFloats: 2, KeepsUpperBits: 4} as const;
export type SourceFlags = (typeof SourceFlags)[keyof typeof SourceFlags];

/** Bits of `context_presentedLook`. `Look` of cpp/texture/present.h. */
export const Look = {HasContent: 1, ShowsThrough: 2, ExceedsAlpha: 4} as const;
export type Look = (typeof Look)[keyof typeof Look];

/** Of `compiler_routine`. `RoutineKind` of cpp/pipeline/routine_keys.h. */
export const RoutineKind = {Vertex: 0, Fragment: 1, VertexMain: 2, FragmentMain: 3} as const;
export type RoutineKind = (typeof RoutineKind)[keyof typeof RoutineKind];

/** Of `host_log`. `LogLevel` of cpp/host/imports.h. */
export const LogLevel = {Error: 0, Warning: 1, Lost: 2} as const;
export type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

/** Before each payload, whose length is the first word there. cpp/host/arena.h. */
export const kHeaderBytes = 16;
/** Of a typed value: its kind, and nothing more before the data. cpp/abi/typed_value.cpp. */
export const kKindBytes = 16;
/** The address of an array that the core fetches. cpp/host/imports.h. */
export const kFetched = 1;
/** Beside the kind of `compiler_routine`: for a core whose memory is shared. cpp/abi/compiler.cpp. */
export const kSharedMemory = 256;
/** Of textures, renderbuffers and drawing buffers. cpp/gl/limits.h. */
export const kMaxTextureSize = 8192;
/** That draw for one context. cpp/threads/shading_queue.h. */
export const kMaxThreads = 16;
/** Of `context_statistics`. Where each lies in `StatisticsPayload` of cpp/abi/draw.cpp. */
export const StatisticsPayload = {
  draws: 0,
  primitives: 8,
  fragments: 16,
  verticesMs: 24,
  rasterMs: 32,
  bytes: 40,
} as const;

/** Of `gl_readPixels`, then the rows without gaps. Where each lies in `PackedRows` of cpp/gl/read_pixels.h. */
export const PackedRows = {rowBytes: 0, rowStrideBytes: 4, rows: 8, firstByte: 12, bytes: 16} as const;

/** Of `gl_getActive*` of one, then the name. Where each lies in `VariablePayload` of cpp/abi/programs.cpp. */
export const VariablePayload = {size: 0, type: 4, bytes: 8} as const;

/** Of `compiler_routine_text`, then key and listing. Where each lies in `RoutineTextPayload` of cpp/abi/compiler.cpp. */
export const RoutineTextPayload = {wasmBytes: 0, keyBytes: 4, bytes: 8} as const;

/** Of `gl_getShaderPrecisionFormat`. Where each lies in `PrecisionFormat` of cpp/gl/shaders.h. */
export const PrecisionFormat = {rangeMin: 0, rangeMax: 4, precision: 8, bytes: 12} as const;

/** Of a core at first, most of it untouched. INITIAL_MEMORY of cmake/wasm.cmake. */
export const kFirstMemoryBytes = 16777216;
/** That a core may come to have. MAXIMUM_MEMORY of cmake/wasm.cmake. */
export const kMostMemoryBytes = 4294967296;
/** The globals of a core that generated routines import. cpp/host/environment.cpp. */
export const kRoutineGlobals = [
  'ACTIVE_UNIFORM_PTR',
  'ACTIVE_ATTR_PTR',
  'ACTIVE_PRIVATE_PTR',
  'ACTIVE_TEXTURE_PTR',
  'ACTIVE_FRAME_SP',
] as const;

/** Exports of a core that a context has. */
export interface CoreExports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  gl_createBuffer(): number;
  gl_deleteBuffer(name: number): void;
  gl_isBuffer(name: number): number;
  gl_bindBuffer(target: number, name: number): void;
  gl_bindBufferBase(target: number, index: number, name: number): void;
  gl_bindBufferRange(target: number, index: number, name: number, offset: number, size: number): void;
  gl_bufferData(target: number, data: Pointer, size: number, usage: number): void;
  gl_bufferSubData(target: number, offset: number, data: Pointer, size: number): void;
  gl_copyBufferSubData(
    readTarget: number,
    writeTarget: number,
    readOffset: number,
    writeOffset: number,
    size: number,
  ): void;
  gl_getBufferParameter(target: number, pname: number): Payload;
  gl_getBufferSubData(target: number, offset: number, size: number): Payload;
  gl_createVertexArray(): number;
  gl_deleteVertexArray(name: number): void;
  gl_isVertexArray(name: number): number;
  gl_bindVertexArray(name: number): void;
  gl_enableVertexAttribArray(index: number): void;
  gl_disableVertexAttribArray(index: number): void;
  gl_vertexAttribPointer(
    index: number,
    size: number,
    type: number,
    normalized: number,
    stride: number,
    offset: number,
  ): void;
  gl_vertexAttribIPointer(index: number, size: number, type: number, stride: number, offset: number): void;
  gl_vertexAttribDivisor(index: number, divisor: number): void;
  gl_vertexAttrib1f(index: number, x: number): void;
  gl_vertexAttrib2f(index: number, x: number, y: number): void;
  gl_vertexAttrib3f(index: number, x: number, y: number, z: number): void;
  gl_vertexAttrib4f(index: number, x: number, y: number, z: number, w: number): void;
  gl_vertexAttribI4i(index: number, x: number, y: number, z: number, w: number): void;
  gl_vertexAttribI4ui(index: number, x: number, y: number, z: number, w: number): void;
  gl_getVertexAttrib(index: number, pname: number): Payload;
  gl_getVertexAttribOffset(index: number, pname: number): number;
  context_create(version: number, width: number, height: number, bits: number): number;
  context_resize(width: number, height: number): number;
  context_width(): number;
  context_height(): number;
  gl_drawingBufferStorage(format: number, width: number, height: number): void;
  gl_drawingBufferFormat(): number;
  context_present(): Payload;
  context_presentedLook(): number;
  context_presentHalves(): Payload;
  context_presented(): void;
  context_dirty(): number;
  context_turn(): void;
  context_lose(): void;
  context_isLost(): number;
  context_setLimits(maxCommandMs: number, maxBytes: number): void;
  context_heldBytes(): number;
  gl_isContextLost(): number;
  gl_getError(): number;
  gl_recordError(code: number): void;
  gl_getContextAttributeBits(): number;
  gl_finish(): void;
  gl_flush(): void;
  last_error(): Payload;
  gl_drawArrays(mode: number, first: number, count: number): void;
  gl_drawArraysInstanced(mode: number, first: number, count: number, instances: number): void;
  gl_drawElements(mode: number, count: number, type: number, offset: number): void;
  gl_drawElementsInstanced(mode: number, count: number, type: number, offset: number, instances: number): void;
  gl_drawRangeElements(mode: number, start: number, end: number, count: number, type: number, offset: number): void;
  gl_multiDrawArrays(mode: number, firsts: Pointer, counts: Pointer, instances: Pointer, drawCount: number): void;
  gl_multiDrawElements(
    mode: number,
    counts: Pointer,
    type: number,
    offsets: Pointer,
    instances: Pointer,
    drawCount: number,
  ): void;
  context_statistics(): Payload;
  context_watch(on: number): void;
  gl_createTransformFeedback(): number;
  gl_deleteTransformFeedback(name: number): void;
  gl_isTransformFeedback(name: number): number;
  gl_bindTransformFeedback(target: number, name: number): void;
  gl_beginTransformFeedback(primitiveMode: number): void;
  gl_endTransformFeedback(): void;
  gl_pauseTransformFeedback(): void;
  gl_resumeTransformFeedback(): void;
  gl_createQuery(): number;
  gl_deleteQuery(name: number): void;
  gl_isQuery(name: number): number;
  gl_beginQuery(target: number, name: number): void;
  gl_endQuery(target: number): void;
  gl_queryCounterEXT(name: number, target: number): void;
  gl_getQuery(target: number, pname: number): Payload;
  gl_getQueryParameter(name: number, pname: number): Payload;
  gl_fenceSync(condition: number, flags: number): number;
  gl_deleteSync(name: number): void;
  gl_isSync(name: number): number;
  gl_clientWaitSync(name: number, flags: number, timeout: number): number;
  gl_waitSync(name: number, flags: number, timeout: number): void;
  gl_getSyncParameter(name: number, pname: number): Payload;
  gl_createFramebuffer(): number;
  gl_deleteFramebuffer(framebuffer: number): void;
  gl_isFramebuffer(framebuffer: number): number;
  gl_bindFramebuffer(target: number, framebuffer: number): void;
  gl_checkFramebufferStatus(target: number): number;
  gl_framebufferTexture2D(
    target: number,
    attachment: number,
    textureTarget: number,
    texture: number,
    level: number,
  ): void;
  gl_framebufferTextureLayer(target: number, attachment: number, texture: number, level: number, layer: number): void;
  gl_framebufferRenderbuffer(
    target: number,
    attachment: number,
    renderbufferTarget: number,
    renderbuffer: number,
  ): void;
  gl_getFramebufferAttachmentParameter(target: number, attachment: number, pname: number): Payload;
  gl_drawBuffers(buffers: Pointer, bytes: number): void;
  gl_readBuffer(buffer: number): void;
  gl_invalidateFramebuffer(target: number, attachments: Pointer, bytes: number): void;
  gl_invalidateSubFramebuffer(
    target: number,
    attachments: Pointer,
    bytes: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void;
  gl_createRenderbuffer(): number;
  gl_deleteRenderbuffer(renderbuffer: number): void;
  gl_isRenderbuffer(renderbuffer: number): number;
  gl_bindRenderbuffer(target: number, renderbuffer: number): void;
  gl_renderbufferStorage(target: number, internalFormat: number, width: number, height: number): void;
  gl_renderbufferStorageMultisample(
    target: number,
    samples: number,
    internalFormat: number,
    width: number,
    height: number,
  ): void;
  gl_getRenderbufferParameter(target: number, pname: number): Payload;
  gl_getInternalformatParameter(target: number, internalFormat: number, pname: number): Payload;
  gl_clear(mask: number): void;
  gl_clearBufferfv(buffer: number, drawBuffer: number, values: Pointer, bytes: number): void;
  gl_clearBufferiv(buffer: number, drawBuffer: number, values: Pointer, bytes: number): void;
  gl_clearBufferuiv(buffer: number, drawBuffer: number, values: Pointer, bytes: number): void;
  gl_clearBufferfi(buffer: number, drawBuffer: number, depth: number, stencil: number): void;
  gl_blitFramebuffer(
    sourceX0: number,
    sourceY0: number,
    sourceX1: number,
    sourceY1: number,
    targetX0: number,
    targetY0: number,
    targetX1: number,
    targetY1: number,
    mask: number,
    filter: number,
  ): void;
  gl_readPixels(
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    availableBytes: number,
  ): Payload;
  gl_readPixelsToBuffer(
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    offset: number,
  ): void;
  wasm_alloc(bytes: number): Pointer;
  wasm_free(memory: Pointer): void;
  guest_alloc(bytes: number): number;
  guest_alloc_large(bytes: number): number;
  memory_spareBytes(): number;
  memory_plan(): Pointer;
  memory_moved(plan: Pointer): void;
  memory_kept(plan: Pointer): void;
  context_unreferenced(): Payload;
  context_collect(wantedKind: number, name: number): number;
  gl_createShader(type: number): number;
  gl_deleteShader(name: number): void;
  gl_isShader(name: number): number;
  gl_shaderSource(name: number, source: Pointer, sourceBytes: number): void;
  gl_compileShader(name: number): void;
  gl_getShaderParameter(name: number, pname: number): Payload;
  gl_getShaderInfoLog(name: number): Payload;
  gl_getShaderSource(name: number): Payload;
  gl_getTranslatedShaderSource(name: number): Payload;
  gl_getShaderPrecisionFormat(shaderType: number, precisionType: number): Payload;
  gl_createProgram(): number;
  gl_deleteProgram(name: number): void;
  gl_isProgram(name: number): number;
  gl_attachShader(program: number, shader: number): void;
  gl_detachShader(program: number, shader: number): void;
  gl_linkProgram(name: number): void;
  gl_useProgram(name: number): void;
  gl_validateProgram(name: number): void;
  gl_bindAttribLocation(program: number, index: number, name: Pointer, nameBytes: number): void;
  gl_transformFeedbackVaryings(program: number, names: Pointer, namesBytes: number, bufferMode: number): void;
  gl_uniformBlockBinding(program: number, blockIndex: number, binding: number): void;
  context_deferredBytes(): number;
  context_doDeferredWork(): number;
  context_makeExpectedRoutine(): number;
  gl_currentProgram(): number;
  gl_linkSerial(program: number): number;
  gl_programHandle(program: number): number;
  gl_getProgramParameter(program: number, pname: number): Payload;
  gl_getProgramInfoLog(program: number): Payload;
  gl_getAttribLocation(program: number, name: Pointer, nameBytes: number): number;
  gl_getUniformLocation(program: number, name: Pointer, nameBytes: number): number;
  gl_getFragDataLocation(program: number, name: Pointer, nameBytes: number): number;
  gl_getUniformBlockIndex(program: number, name: Pointer, nameBytes: number): number;
  gl_getUniformIndices(program: number, names: Pointer, namesBytes: number): Payload;
  gl_getActiveUniforms(program: number, indices: Pointer, indicesBytes: number, pname: number): Payload;
  gl_getActiveUniformBlockParameter(program: number, index: number, pname: number): Payload;
  gl_getActiveUniformBlockName(program: number, index: number): Payload;
  gl_getActiveAttrib(program: number, index: number): Payload;
  gl_getActiveUniform(program: number, index: number): Payload;
  gl_getTransformFeedbackVarying(program: number, index: number): Payload;
  gl_getAttachedShaders(program: number): Payload;
  gl_viewport(x: number, y: number, width: number, height: number): void;
  gl_depthRange(zNear: number, zFar: number): void;
  gl_cullFace(mode: number): void;
  gl_frontFace(mode: number): void;
  gl_polygonOffset(factor: number, units: number): void;
  gl_polygonOffsetClampEXT(factor: number, units: number, clamp: number): void;
  gl_lineWidth(width: number): void;
  gl_provokingVertexWEBGL(mode: number): void;
  gl_clipControlEXT(origin: number, depth: number): void;
  gl_hint(target: number, mode: number): void;
  gl_scissor(x: number, y: number, width: number, height: number): void;
  gl_sampleCoverage(value: number, invert: number): void;
  gl_stencilFunc(func: number, reference: number, mask: number): void;
  gl_stencilFuncSeparate(face: number, func: number, reference: number, mask: number): void;
  gl_stencilOp(fail: number, depthFail: number, depthPass: number): void;
  gl_stencilOpSeparate(face: number, fail: number, depthFail: number, depthPass: number): void;
  gl_stencilMask(mask: number): void;
  gl_stencilMaskSeparate(face: number, mask: number): void;
  gl_depthFunc(func: number): void;
  gl_depthMask(write: number): void;
  gl_colorMask(red: number, green: number, blue: number, alpha: number): void;
  gl_blendColor(red: number, green: number, blue: number, alpha: number): void;
  gl_blendEquation(mode: number): void;
  gl_blendEquationSeparate(modeRgb: number, modeAlpha: number): void;
  gl_blendFunc(source: number, destination: number): void;
  gl_blendFuncSeparate(sourceRgb: number, destinationRgb: number, sourceAlpha: number, destinationAlpha: number): void;
  gl_clearColor(red: number, green: number, blue: number, alpha: number): void;
  gl_clearDepth(depth: number): void;
  gl_clearStencil(stencil: number): void;
  gl_colorMaskiOES(buffer: number, red: number, green: number, blue: number, alpha: number): void;
  gl_blendEquationiOES(buffer: number, mode: number): void;
  gl_blendEquationSeparateiOES(buffer: number, modeRgb: number, modeAlpha: number): void;
  gl_blendFunciOES(buffer: number, source: number, destination: number): void;
  gl_blendFuncSeparateiOES(
    buffer: number,
    sourceRgb: number,
    destinationRgb: number,
    sourceAlpha: number,
    destinationAlpha: number,
  ): void;
  gl_enable(cap: number): void;
  gl_disable(cap: number): void;
  gl_isEnabled(cap: number): number;
  gl_enableiOES(cap: number, index: number): void;
  gl_disableiOES(cap: number, index: number): void;
  gl_isEnablediOES(cap: number, index: number): number;
  gl_pixelStorei(pname: number, param: number): void;
  gl_getParameter(pname: number): Payload;
  gl_getIndexedParameter(target: number, index: number): Payload;
  gl_getSupportedExtensions(): Payload;
  gl_getExtension(name: Pointer, nameBytes: number): number;
  gl_createTexture(): number;
  gl_deleteTexture(texture: number): void;
  gl_isTexture(texture: number): number;
  gl_activeTexture(unit: number): void;
  gl_bindTexture(target: number, texture: number): void;
  gl_texParameterf(target: number, pname: number, value: number): void;
  gl_texParameteri(target: number, pname: number, value: number): void;
  gl_getTexParameter(target: number, pname: number): Payload;
  gl_generateMipmap(target: number): void;
  gl_texImage2D(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    border: number,
    format: number,
    type: number,
    data: Pointer,
    bytes: number,
  ): void;
  gl_texImage2DFromBuffer(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    border: number,
    format: number,
    type: number,
    offset: number,
  ): void;
  gl_texImage2DFromSource(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    format: number,
    type: number,
    data: Pointer,
    sourceWidth: number,
    sourceHeight: number,
    flags: number,
  ): void;
  gl_texSubImage2D(
    target: number,
    level: number,
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    data: Pointer,
    bytes: number,
  ): void;
  gl_texSubImage2DFromBuffer(
    target: number,
    level: number,
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    offset: number,
  ): void;
  gl_texSubImage2DFromSource(
    target: number,
    level: number,
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    data: Pointer,
    sourceWidth: number,
    sourceHeight: number,
    flags: number,
  ): void;
  gl_texImage3D(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    depth: number,
    border: number,
    format: number,
    type: number,
    data: Pointer,
    bytes: number,
  ): void;
  gl_texImage3DFromBuffer(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    depth: number,
    border: number,
    format: number,
    type: number,
    offset: number,
  ): void;
  gl_texImage3DFromSource(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    depth: number,
    format: number,
    type: number,
    data: Pointer,
    sourceWidth: number,
    sourceHeight: number,
    flags: number,
  ): void;
  gl_texSubImage3D(
    target: number,
    level: number,
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    depth: number,
    format: number,
    type: number,
    data: Pointer,
    bytes: number,
  ): void;
  gl_texSubImage3DFromBuffer(
    target: number,
    level: number,
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    depth: number,
    format: number,
    type: number,
    offset: number,
  ): void;
  gl_texSubImage3DFromSource(
    target: number,
    level: number,
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    depth: number,
    format: number,
    type: number,
    data: Pointer,
    sourceWidth: number,
    sourceHeight: number,
    flags: number,
  ): void;
  gl_texStorage2D(target: number, levels: number, internalFormat: number, width: number, height: number): void;
  gl_texStorage3D(
    target: number,
    levels: number,
    internalFormat: number,
    width: number,
    height: number,
    depth: number,
  ): void;
  gl_copyTexImage2D(
    target: number,
    level: number,
    internalFormat: number,
    x: number,
    y: number,
    width: number,
    height: number,
    border: number,
  ): void;
  gl_copyTexSubImage2D(
    target: number,
    level: number,
    xOffset: number,
    yOffset: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void;
  gl_copyTexSubImage3D(
    target: number,
    level: number,
    xOffset: number,
    yOffset: number,
    zOffset: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void;
  gl_compressedTexImage2D(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    border: number,
    data: Pointer,
    bytes: number,
  ): void;
  gl_compressedTexImage2DFromBuffer(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    border: number,
    sizeBytes: number,
    offsetBytes: number,
  ): void;
  gl_compressedTexImage3D(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    depth: number,
    border: number,
    data: Pointer,
    bytes: number,
  ): void;
  gl_compressedTexImage3DFromBuffer(
    target: number,
    level: number,
    internalFormat: number,
    width: number,
    height: number,
    depth: number,
    border: number,
    sizeBytes: number,
    offsetBytes: number,
  ): void;
  gl_compressedTexSubImage2D(
    target: number,
    level: number,
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    data: Pointer,
    bytes: number,
  ): void;
  gl_compressedTexSubImage2DFromBuffer(
    target: number,
    level: number,
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    sizeBytes: number,
    offsetBytes: number,
  ): void;
  gl_compressedTexSubImage3D(
    target: number,
    level: number,
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    depth: number,
    format: number,
    data: Pointer,
    bytes: number,
  ): void;
  gl_compressedTexSubImage3DFromBuffer(
    target: number,
    level: number,
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    depth: number,
    format: number,
    sizeBytes: number,
    offsetBytes: number,
  ): void;
  gl_createSampler(): number;
  gl_deleteSampler(sampler: number): void;
  gl_isSampler(sampler: number): number;
  gl_bindSampler(unit: number, sampler: number): void;
  gl_samplerParameteri(sampler: number, pname: number, value: number): void;
  gl_samplerParameterf(sampler: number, pname: number, value: number): void;
  gl_getSamplerParameter(sampler: number, pname: number): Payload;
  gl_uniform1f(location: number, x: number): void;
  gl_uniform1fv(location: number, values: Pointer, bytes: number): void;
  gl_uniform2f(location: number, x: number, y: number): void;
  gl_uniform2fv(location: number, values: Pointer, bytes: number): void;
  gl_uniform3f(location: number, x: number, y: number, z: number): void;
  gl_uniform3fv(location: number, values: Pointer, bytes: number): void;
  gl_uniform4f(location: number, x: number, y: number, z: number, w: number): void;
  gl_uniform4fv(location: number, values: Pointer, bytes: number): void;
  gl_uniform1i(location: number, x: number): void;
  gl_uniform1iv(location: number, values: Pointer, bytes: number): void;
  gl_uniform2i(location: number, x: number, y: number): void;
  gl_uniform2iv(location: number, values: Pointer, bytes: number): void;
  gl_uniform3i(location: number, x: number, y: number, z: number): void;
  gl_uniform3iv(location: number, values: Pointer, bytes: number): void;
  gl_uniform4i(location: number, x: number, y: number, z: number, w: number): void;
  gl_uniform4iv(location: number, values: Pointer, bytes: number): void;
  gl_uniform1ui(location: number, x: number): void;
  gl_uniform1uiv(location: number, values: Pointer, bytes: number): void;
  gl_uniform2ui(location: number, x: number, y: number): void;
  gl_uniform2uiv(location: number, values: Pointer, bytes: number): void;
  gl_uniform3ui(location: number, x: number, y: number, z: number): void;
  gl_uniform3uiv(location: number, values: Pointer, bytes: number): void;
  gl_uniform4ui(location: number, x: number, y: number, z: number, w: number): void;
  gl_uniform4uiv(location: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix2fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix2x3fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix2x4fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix3x2fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix3fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix3x4fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix4x2fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix4x3fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_uniformMatrix4fv(location: number, transpose: number, values: Pointer, bytes: number): void;
  gl_getUniform(program: number, location: number): Payload;
}

/** Exports of the core with threads alone. */
export interface ThreadExports {
  threads_open(threads: number): Pointer;
  threads_join(thread: number): void;
  threads_lose(thread: number): void;
  threads_work(thread: number, routines: number): number;
  threads_count(): number;
  threads_waitedMs(): number;
}

/** Exports that the page's compiler is asked for. */
export interface CompilerExports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  last_error(): Payload;
  wasm_alloc(bytes: number): Pointer;
  wasm_free(memory: Pointer): void;
  compiler_setLimits(maxCommandMs: number): void;
  compiler_compile(
    stage: number,
    source: Pointer,
    sourceBytes: number,
    webglVersion: number,
    extensions: number,
  ): Payload;
  compiler_link(vertex: number, fragment: number, options: Pointer, optionsBytes: number): Payload;
  compiler_routine(program: number, kind: number, key: Pointer, keyBytes: number): Payload;
  compiler_text(program: number, stage: number): Payload;
  compiler_routine_text(program: number, kind: number, key: Pointer, keyBytes: number): Payload;
  compiler_release_shader(shader: number): void;
  compiler_release_program(program: number): void;
  compiler_warm_up(step: number): number;
}

/** What the core asks of its host. cpp/host/imports.h. */
export type HostImports = {
  host_compile_shader(stage: number, source: Pointer, length: number, webglVersion: number, extensions: number): bigint;
  host_link_program(vertexShader: number, fragmentShader: number, options: Pointer, length: number): bigint;
  host_release_shader(shader: number): void;
  host_release_program(program: number): void;
  host_make_routine(program: number, kind: number, key: Pointer, keyLength: number, slot: number): bigint;
  host_acquire_slot(): number;
  host_release_slot(slot: number): void;
  host_allocate_data(bytes: number): Pointer;
  host_free_data(data: Pointer): void;
  host_fetch_bytes(offset: number, to: Pointer, bytes: number): void;
  host_offer_memory(): void;
  host_offer_work(): void;
  host_now(): number;
  host_log(level: number, text: Pointer, length: number): void;
};

/** And the core with threads. */
export type ThreadImports = {
  host_wake_threads(): void;
  host_want_threads(): void;
};
