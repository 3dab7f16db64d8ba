// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The exports of the core that web/ calls (docs/abi.md); a test compares this list with the wasm. WebAssembly converts
// arguments as WebIDL does: i32 parameters by ToInt32 (which has the bits of ToUint32), f32 and f64 by ToNumber.

// prettier-ignore
const kStateExports = [
  'gl_activeTexture', 'gl_blendColor', 'gl_blendEquation', 'gl_blendEquationSeparate', 'gl_blendFunc',
  'gl_blendFuncSeparate', 'gl_clearColor', 'gl_clearDepth', 'gl_clearStencil', 'gl_colorMask', 'gl_cullFace',
  'gl_depthFunc', 'gl_depthMask', 'gl_depthRange', 'gl_disable', 'gl_drawingBufferFormat',
  'gl_drawingBufferStorage', 'gl_enable', 'gl_finish', 'gl_flush', 'gl_frontFace',
  'gl_getContextAttributeBits', 'gl_getError', 'gl_hint', 'gl_isEnabled', 'gl_lineWidth', 'gl_pixelStorei', 'gl_polygonOffset', 'gl_recordError',
  'gl_sampleCoverage', 'gl_scissor', 'gl_stencilFunc', 'gl_stencilFuncSeparate', 'gl_stencilMask',
  'gl_stencilMaskSeparate', 'gl_stencilOp', 'gl_stencilOpSeparate', 'gl_viewport',
] as const;

// prettier-ignore
const kObjectExports = [
  'gl_bindBuffer', 'gl_bindBufferBase', 'gl_bindBufferRange', 'gl_bindFramebuffer', 'gl_bindRenderbuffer',
  'gl_bindSampler', 'gl_bindTexture', 'gl_bindTransformFeedback', 'gl_bindVertexArray', 'gl_createBuffer',
  'gl_createFramebuffer', 'gl_createProgram', 'gl_createQuery', 'gl_createRenderbuffer', 'gl_createSampler',
  'gl_createShader', 'gl_createTexture', 'gl_createTransformFeedback', 'gl_createVertexArray', 'gl_deleteBuffer',
  'gl_deleteFramebuffer', 'gl_deleteProgram', 'gl_deleteQuery', 'gl_deleteRenderbuffer', 'gl_deleteSampler',
  'gl_deleteShader', 'gl_deleteSync', 'gl_deleteTexture', 'gl_deleteTransformFeedback', 'gl_deleteVertexArray',
  'gl_isBuffer', 'gl_isFramebuffer', 'gl_isProgram', 'gl_isQuery', 'gl_isRenderbuffer', 'gl_isSampler', 'gl_isShader',
  'gl_isSync', 'gl_isTexture', 'gl_isTransformFeedback', 'gl_isVertexArray',
] as const;

// prettier-ignore
const kBufferExports = [
  'gl_bufferData', 'gl_bufferSubData', 'gl_copyBufferSubData', 'gl_getBufferParameter', 'gl_getBufferSubData',
] as const;

// prettier-ignore
const kTextureExports = [
  'gl_copyTexImage2D', 'gl_copyTexSubImage2D', 'gl_copyTexSubImage3D', 'gl_generateMipmap', 'gl_getTexParameter',
  'gl_texImage2D', 'gl_texImage2DFromBuffer', 'gl_texImage2DFromSource', 'gl_texImage3D', 'gl_texImage3DFromBuffer',
  'gl_texImage3DFromSource', 'gl_texParameterf', 'gl_texParameteri', 'gl_texStorage2D', 'gl_texStorage3D',
  'gl_texSubImage2D', 'gl_texSubImage2DFromBuffer', 'gl_texSubImage2DFromSource', 'gl_texSubImage3D',
  'gl_texSubImage3DFromBuffer', 'gl_texSubImage3DFromSource', 'gl_compressedTexImage2D',
  'gl_compressedTexImage2DFromBuffer', 'gl_compressedTexImage3D', 'gl_compressedTexImage3DFromBuffer',
  'gl_compressedTexSubImage2D', 'gl_compressedTexSubImage2DFromBuffer', 'gl_compressedTexSubImage3D',
  'gl_compressedTexSubImage3DFromBuffer', 'gl_samplerParameterf', 'gl_samplerParameteri', 'gl_getSamplerParameter',
] as const;

// prettier-ignore
const kFramebufferExports = [
  'gl_blitFramebuffer', 'gl_checkFramebufferStatus', 'gl_clear', 'gl_clearBufferfi', 'gl_clearBufferfv',
  'gl_clearBufferiv', 'gl_clearBufferuiv', 'gl_drawBuffers', 'gl_framebufferRenderbuffer', 'gl_framebufferTexture2D',
  'gl_framebufferTextureLayer', 'gl_getFramebufferAttachmentParameter', 'gl_getInternalformatParameter',
  'gl_getRenderbufferParameter', 'gl_invalidateFramebuffer', 'gl_invalidateSubFramebuffer', 'gl_readBuffer',
  'gl_readPixels', 'gl_readPixelsToBuffer', 'gl_renderbufferStorage', 'gl_renderbufferStorageMultisample',
] as const;

// prettier-ignore
const kProgramExports = [
  'gl_attachShader', 'gl_bindAttribLocation', 'gl_compileShader', 'gl_currentProgram', 'gl_detachShader',
  'gl_getActiveAttrib', 'gl_getActiveUniform', 'gl_getActiveUniformBlockName', 'gl_getActiveUniformBlockParameter',
  'gl_getActiveUniforms', 'gl_getAttachedShaders', 'gl_getAttribLocation', 'gl_getFragDataLocation',
  'gl_getProgramInfoLog', 'gl_getProgramParameter', 'gl_getShaderInfoLog', 'gl_getShaderParameter',
  'gl_getShaderPrecisionFormat', 'gl_getShaderSource', 'gl_getTransformFeedbackVarying',
  'gl_getTranslatedShaderSource', 'gl_getUniform',
  'gl_getUniformBlockIndex', 'gl_getUniformIndices', 'gl_getUniformLocation', 'gl_linkProgram', 'gl_linkSerial',
  'gl_programHandle', 'gl_shaderSource', 'gl_transformFeedbackVaryings', 'gl_uniformBlockBinding', 'gl_useProgram', 'gl_validateProgram',
] as const;

// prettier-ignore
const kUniformExports = [
  'gl_uniform1f', 'gl_uniform1fv', 'gl_uniform1i', 'gl_uniform1iv', 'gl_uniform1ui', 'gl_uniform1uiv', 'gl_uniform2f',
  'gl_uniform2fv', 'gl_uniform2i', 'gl_uniform2iv', 'gl_uniform2ui', 'gl_uniform2uiv', 'gl_uniform3f', 'gl_uniform3fv',
  'gl_uniform3i', 'gl_uniform3iv', 'gl_uniform3ui', 'gl_uniform3uiv', 'gl_uniform4f', 'gl_uniform4fv', 'gl_uniform4i',
  'gl_uniform4iv', 'gl_uniform4ui', 'gl_uniform4uiv', 'gl_uniformMatrix2fv', 'gl_uniformMatrix2x3fv',
  'gl_uniformMatrix2x4fv', 'gl_uniformMatrix3fv', 'gl_uniformMatrix3x2fv', 'gl_uniformMatrix3x4fv',
  'gl_uniformMatrix4fv', 'gl_uniformMatrix4x2fv', 'gl_uniformMatrix4x3fv',
] as const;

// prettier-ignore
const kVertexExports = [
  'gl_disableVertexAttribArray', 'gl_enableVertexAttribArray', 'gl_getVertexAttrib', 'gl_getVertexAttribOffset',
  'gl_vertexAttrib1f', 'gl_vertexAttrib2f', 'gl_vertexAttrib3f', 'gl_vertexAttrib4f', 'gl_vertexAttribDivisor',
  'gl_vertexAttribI4i', 'gl_vertexAttribI4ui', 'gl_vertexAttribIPointer', 'gl_vertexAttribPointer', 'gl_drawArrays',
  'gl_drawArraysInstanced', 'gl_drawElements', 'gl_drawElementsInstanced', 'gl_drawRangeElements',
] as const;

// prettier-ignore
const kQueryExports = [
  'gl_beginQuery', 'gl_beginTransformFeedback', 'gl_clientWaitSync', 'gl_endQuery', 'gl_endTransformFeedback',
  'gl_fenceSync', 'gl_getExtension', 'gl_getIndexedParameter', 'gl_getParameter', 'gl_getQuery', 'gl_getQueryParameter',
  'gl_getSupportedExtensions', 'gl_getSyncParameter', 'gl_pauseTransformFeedback', 'gl_resumeTransformFeedback',
  'gl_waitSync',
] as const;

export const kGlExports = [
  ...kStateExports,
  ...kObjectExports,
  ...kBufferExports,
  ...kTextureExports,
  ...kFramebufferExports,
  ...kProgramExports,
  ...kUniformExports,
  ...kVertexExports,
  ...kQueryExports,
] as const;

export type GlExport = (typeof kGlExports)[number];
export type GlCall = (...args: number[]) => number;

export interface CoreExports extends Readonly<Record<GlExport, GlCall>> {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly wasm_alloc: (size: number) => number;
  readonly wasm_free: (pointer: number) => void;
  readonly memory_spareBytes: () => number;
  readonly memory_plan: () => number;
  readonly memory_moved: (plan: number) => void;
  readonly memory_kept: (plan: number) => void;
  readonly guest_alloc: (size: number) => number;
  readonly guest_alloc_large: (size: number) => number;
  readonly last_error: () => number;
  readonly context_create: (version: number, width: number, height: number, attributes: number) => number;
  readonly context_resize: (width: number, height: number) => number;
  readonly context_width: () => number;
  readonly context_height: () => number;
  readonly context_present: () => number;
  readonly context_presented: () => void;
  readonly context_presentedLook: () => number;
  readonly context_presentHalves: () => number;
  readonly context_dirty: () => number;
  readonly context_isLost: () => number;
  readonly context_setLimits: (maxCommandMs: number, maxBytes: number) => void;
  readonly context_heldBytes: () => number;
  readonly context_turn: () => void;
  readonly context_statistics: () => number;
  readonly context_watch: (on: number) => void;
  readonly context_unreferenced: () => number;
  readonly context_collect: (kind: number, name: number) => number;
  readonly context_deferredBytes: () => number;
  readonly context_doDeferredWork: () => number;
}
