// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/limits_test.cpp.

#include "gl/parameters.h"

#include "gl/capabilities.h"
#include "gl/framebuffers.h"
#include "gl/pixel_store_commands.h"
#include "gl/textures.h"
#include "host/imports.h"

namespace sw::gl {
namespace {

struct IntegerLimit {
  GLenum pname;
  int32_t value;
  ExtensionSet availability = kInWebgl2;
};

constexpr IntegerLimit kIntegerLimits[] = {
    {GL_MAX_TEXTURE_SIZE, kMaxTextureSize, kAlways},
    {GL_MAX_CUBE_MAP_TEXTURE_SIZE, kMaxCubeMapTextureSize, kAlways},
    {GL_MAX_RENDERBUFFER_SIZE, kMaxTextureSize, kAlways},
    {GL_MAX_TEXTURE_IMAGE_UNITS, int32_t(kMaxTextureImageUnits), kAlways},
    {GL_MAX_VERTEX_TEXTURE_IMAGE_UNITS, int32_t(kMaxTextureImageUnits), kAlways},
    {GL_MAX_COMBINED_TEXTURE_IMAGE_UNITS, int32_t(kMaxCombinedTextureImageUnits), kAlways},
    {GL_MAX_VERTEX_ATTRIBS, int32_t(kMaxAttributes), kAlways},
    {GL_MAX_VARYING_VECTORS, int32_t(kMaxVaryingVectors), kAlways},
    {GL_MAX_VERTEX_UNIFORM_VECTORS, int32_t(kMaxUniformVectors), kAlways},
    {GL_MAX_FRAGMENT_UNIFORM_VECTORS, int32_t(kMaxUniformVectors), kAlways},
    {GL_SUBPIXEL_BITS, kSubpixelBits, kAlways},
    {GL_MAX_3D_TEXTURE_SIZE, kMax3DTextureSize},
    {GL_MAX_ARRAY_TEXTURE_LAYERS, kMaxArrayTextureLayers},
    {GL_MAX_COLOR_ATTACHMENTS, int32_t(kMaxColorAttachments), kInWebgl2 | kWebglDrawBuffers},
    {GL_MAX_DRAW_BUFFERS, int32_t(kMaxDrawBuffers), kInWebgl2 | kWebglDrawBuffers},
    {GL_MAX_SAMPLES, kMaxSamples},
    {GL_MIN_PROGRAM_TEXEL_OFFSET, kMinProgramTexelOffset},
    {GL_MAX_PROGRAM_TEXEL_OFFSET, kMaxProgramTexelOffset},
    {GL_MAX_VERTEX_UNIFORM_COMPONENTS, int32_t(kMaxUniformComponents)},
    {GL_MAX_FRAGMENT_UNIFORM_COMPONENTS, int32_t(kMaxUniformComponents)},
    {GL_MAX_VARYING_COMPONENTS, int32_t(4 * kMaxVaryingVectors)},
    {GL_MAX_VERTEX_OUTPUT_COMPONENTS, int32_t(kMaxVertexOutputComponents)},
    {GL_MAX_FRAGMENT_INPUT_COMPONENTS, int32_t(kMaxFragmentInputComponents)},
    {GL_MAX_ELEMENTS_INDICES, int32_t(kMaxElements)},
    {GL_MAX_ELEMENTS_VERTICES, int32_t(kMaxElements)},
    {GL_MAX_VERTEX_UNIFORM_BLOCKS, int32_t(kMaxStageUniformBlocks)},
    {GL_MAX_FRAGMENT_UNIFORM_BLOCKS, int32_t(kMaxStageUniformBlocks)},
    {GL_MAX_COMBINED_UNIFORM_BLOCKS, int32_t(kMaxCombinedUniformBlocks)},
    {GL_MAX_UNIFORM_BUFFER_BINDINGS, int32_t(kMaxUniformBufferBindings)},
    {GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT, int32_t(kUniformBufferOffsetAlignment)},
    {GL_MAX_TRANSFORM_FEEDBACK_INTERLEAVED_COMPONENTS, int32_t(kMaxFeedbackInterleavedComponents)},
    {GL_MAX_TRANSFORM_FEEDBACK_SEPARATE_ATTRIBS, int32_t(kMaxFeedbackSeparateAttributes)},
    {GL_MAX_TRANSFORM_FEEDBACK_SEPARATE_COMPONENTS, int32_t(kMaxFeedbackSeparateComponents)},
};

/// Those that JavaScript sees as GLint64.
struct NumberLimit {
  GLenum pname;
  double value;
};

constexpr uint32_t kCombinedUniformComponents =
    kMaxStageUniformBlocks * (kMaxUniformBlockBytes / 4) + kMaxUniformComponents;

constexpr NumberLimit kNumberLimits[] = {
    {GL_MAX_ELEMENT_INDEX, 4294967294.0},  // the next is the restart index
    {GL_MAX_UNIFORM_BLOCK_SIZE, kMaxUniformBlockBytes},
    {GL_MAX_COMBINED_VERTEX_UNIFORM_COMPONENTS, kCombinedUniformComponents},
    {GL_MAX_COMBINED_FRAGMENT_UNIFORM_COMPONENTS, kCombinedUniformComponents},
    {GL_MAX_SERVER_WAIT_TIMEOUT, 0},
    {GL_MAX_CLIENT_WAIT_TIMEOUT_WEBGL, kMaxClientWaitTimeoutNs},
};

bool limitParameter(const Context& c, GLenum pname, StateValue& out) {
  for (const IntegerLimit& limit : kIntegerLimits) {
    if (limit.pname != pname || !c.hasAny(limit.availability)) continue;
    out = StateValue::integer(limit.value);
    return true;
  }
  for (const NumberLimit& limit : kNumberLimits) {
    if (limit.pname != pname || !c.webgl2()) continue;
    out = StateValue::number(limit.value);
    return true;
  }
  return false;
}

bool textParameter(const Context& c, GLenum pname, StateValue& out) {
  switch (pname) {
    case GL_VENDOR: out = StateValue::string("soft-webgl2"); return true;
    case GL_RENDERER: out = StateValue::string("soft-webgl2 (software, WebAssembly)"); return true;
    case GL_VERSION:
      out = StateValue::string(c.webgl2() ? "WebGL 2.0 (soft-webgl2)" : "WebGL 1.0 (soft-webgl2)");
      return true;
    case GL_SHADING_LANGUAGE_VERSION:
      out = StateValue::string(c.webgl2() ? "WebGL GLSL ES 3.00 (soft-webgl2)" : "WebGL GLSL ES 1.0 (soft-webgl2)");
      return true;
    case GL_UNMASKED_VENDOR_WEBGL:
      if (!c.has(kWebglDebugRendererInfo)) return false;
      out = StateValue::string("soft-webgl2");
      return true;
    case GL_UNMASKED_RENDERER_WEBGL:
      if (!c.has(kWebglDebugRendererInfo)) return false;
      out = StateValue::string("soft-webgl2 (software, WebAssembly)");
      return true;
  }
  return false;
}

StateValue integers4(const Rectangle& rectangle) {
  const int32_t values[] = {rectangle.x, rectangle.y, rectangle.width, rectangle.height};
  return StateValue::integers(values);
}

StateValue colorMaskValue(uint8_t mask) {
  const bool channels[] = {(mask & 1) != 0, (mask & 2) != 0, (mask & 4) != 0, (mask & 8) != 0};
  return StateValue::booleans(channels);
}

bool rasterParameter(const Context& c, GLenum pname, StateValue& out) {
  const RasterizationState& raster = c.raster;
  const auto answer = [&out](StateValue value) {
    out = std::move(value);
    return true;
  };
  switch (pname) {
    case GL_VIEWPORT: return answer(integers4(raster.viewport));
    case GL_MAX_VIEWPORT_DIMS: {
      const int32_t sizes[] = {kMaxTextureSize, kMaxTextureSize};
      return answer(StateValue::integers(sizes));
    }
    case GL_DEPTH_RANGE: {
      const float range[] = {raster.depthNear, raster.depthFar};
      return answer(StateValue::floats(range));
    }
    case GL_ALIASED_LINE_WIDTH_RANGE: {
      const float range[] = {1, kMaxLineWidth};
      return answer(StateValue::floats(range));
    }
    case GL_ALIASED_POINT_SIZE_RANGE: {
      const float range[] = {1, kMaxPointSize};
      return answer(StateValue::floats(range));
    }
    case GL_CULL_FACE_MODE: return answer(StateValue::enumerant(raster.cullFaceMode));
    case GL_FRONT_FACE: return answer(StateValue::enumerant(raster.frontFace));
    case GL_LINE_WIDTH: return answer(StateValue::floating(raster.lineWidth));
    case GL_POLYGON_OFFSET_FACTOR: return answer(StateValue::floating(raster.polygonOffsetFactor));
    case GL_POLYGON_OFFSET_UNITS: return answer(StateValue::floating(raster.polygonOffsetUnits));
    case GL_GENERATE_MIPMAP_HINT: return answer(StateValue::enumerant(c.generateMipmapHint));
    case GL_FRAGMENT_SHADER_DERIVATIVE_HINT:
      if (!c.webgl2() && !c.has(kOesStandardDerivatives)) return false;
      return answer(StateValue::enumerant(c.fragmentShaderDerivativeHint));
    case GL_POLYGON_OFFSET_CLAMP_EXT:
      if (!c.has(kExtPolygonOffsetClamp)) return false;
      return answer(StateValue::floating(raster.polygonOffsetClamp));
    case GL_PROVOKING_VERTEX_WEBGL:
      if (!c.has(kWebglProvokingVertex)) return false;
      return answer(StateValue::enumerant(raster.provokingVertex));
    case GL_CLIP_ORIGIN_EXT:
      if (!c.has(kExtClipControl)) return false;
      return answer(StateValue::enumerant(raster.clipOrigin));
    case GL_CLIP_DEPTH_MODE_EXT:
      if (!c.has(kExtClipControl)) return false;
      return answer(StateValue::enumerant(raster.clipDepthMode));
  }
  return false;
}

bool stencilParameter(const Context& c, GLenum pname, StateValue& out) {
  const StencilFace& front = c.perFragment.stencilFront;
  const StencilFace& back = c.perFragment.stencilBack;
  const auto answer = [&out](StateValue value) {
    out = std::move(value);
    return true;
  };
  switch (pname) {
    case GL_STENCIL_FUNC: return answer(StateValue::enumerant(front.function));
    case GL_STENCIL_REF: return answer(StateValue::integer(front.reference));
    case GL_STENCIL_VALUE_MASK: return answer(StateValue::unsignedInteger(front.compareMask));
    case GL_STENCIL_WRITEMASK: return answer(StateValue::unsignedInteger(front.writeMask));
    case GL_STENCIL_FAIL: return answer(StateValue::enumerant(front.fail));
    case GL_STENCIL_PASS_DEPTH_FAIL: return answer(StateValue::enumerant(front.depthFail));
    case GL_STENCIL_PASS_DEPTH_PASS: return answer(StateValue::enumerant(front.depthPass));
    case GL_STENCIL_BACK_FUNC: return answer(StateValue::enumerant(back.function));
    case GL_STENCIL_BACK_REF: return answer(StateValue::integer(back.reference));
    case GL_STENCIL_BACK_VALUE_MASK: return answer(StateValue::unsignedInteger(back.compareMask));
    case GL_STENCIL_BACK_WRITEMASK: return answer(StateValue::unsignedInteger(back.writeMask));
    case GL_STENCIL_BACK_FAIL: return answer(StateValue::enumerant(back.fail));
    case GL_STENCIL_BACK_PASS_DEPTH_FAIL: return answer(StateValue::enumerant(back.depthFail));
    case GL_STENCIL_BACK_PASS_DEPTH_PASS: return answer(StateValue::enumerant(back.depthPass));
    case GL_STENCIL_CLEAR_VALUE: return answer(StateValue::integer(c.perFragment.clearStencil));
  }
  return false;
}

bool blendParameter(const BlendState& blend, GLenum pname, StateValue& out) {
  switch (pname) {
    case GL_BLEND_EQUATION_RGB: out = StateValue::enumerant(blend.equationRgb); return true;
    case GL_BLEND_EQUATION_ALPHA: out = StateValue::enumerant(blend.equationAlpha); return true;
    case GL_BLEND_SRC_RGB: out = StateValue::enumerant(blend.sourceRgb); return true;
    case GL_BLEND_SRC_ALPHA: out = StateValue::enumerant(blend.sourceAlpha); return true;
    case GL_BLEND_DST_RGB: out = StateValue::enumerant(blend.destinationRgb); return true;
    case GL_BLEND_DST_ALPHA: out = StateValue::enumerant(blend.destinationAlpha); return true;
  }
  return false;
}

bool fragmentParameter(const Context& c, GLenum pname, StateValue& out) {
  const PerFragmentState& fragment = c.perFragment;
  const auto answer = [&out](StateValue value) {
    out = std::move(value);
    return true;
  };
  if (stencilParameter(c, pname, out) || blendParameter(fragment.blend[0], pname, out)) return true;
  switch (pname) {
    case GL_SCISSOR_BOX: return answer(integers4(fragment.scissor));
    case GL_DEPTH_FUNC: return answer(StateValue::enumerant(fragment.depthFunction));
    case GL_DEPTH_WRITEMASK: return answer(StateValue::boolean(fragment.depthMask));
    case GL_COLOR_WRITEMASK: return answer(colorMaskValue(fragment.colorMask[0]));
    case GL_BLEND_COLOR: return answer(StateValue::floats(fragment.blendColor));
    case GL_COLOR_CLEAR_VALUE: return answer(StateValue::floats(fragment.clearColor));
    case GL_DEPTH_CLEAR_VALUE: return answer(StateValue::floating(fragment.clearDepth));
    case GL_SAMPLE_COVERAGE_VALUE: return answer(StateValue::floating(fragment.sampleCoverageValue));
    case GL_SAMPLE_COVERAGE_INVERT: return answer(StateValue::boolean(fragment.sampleCoverageInvert));
  }
  return false;
}

bool bindingParameter(const Context& c, GLenum pname, StateValue& out) {
  const BufferBindingState& buffers = c.bufferBindings;
  const auto answer = [&out](ObjectKind kind, uint32_t name) {
    out = StateValue::object(kind, name);
    return true;
  };
  switch (pname) {
    case GL_ARRAY_BUFFER_BINDING: return answer(ObjectKind::Buffer, nameOf(buffers.array));
    case GL_ELEMENT_ARRAY_BUFFER_BINDING: return answer(ObjectKind::Buffer, nameOf(c.vertexInput.array->elementBuffer));
    case GL_CURRENT_PROGRAM: return answer(ObjectKind::Program, nameOf(c.program.current));
    case GL_VERTEX_ARRAY_BINDING:
      if (!c.webgl2() && !c.has(kOesVertexArrayObject)) return false;
      return answer(ObjectKind::VertexArray, c.vertexInput.array->name);
  }
  if (!c.webgl2()) return false;
  switch (pname) {
    case GL_COPY_READ_BUFFER_BINDING: return answer(ObjectKind::Buffer, nameOf(buffers.copyRead));
    case GL_COPY_WRITE_BUFFER_BINDING: return answer(ObjectKind::Buffer, nameOf(buffers.copyWrite));
    case GL_PIXEL_PACK_BUFFER_BINDING: return answer(ObjectKind::Buffer, nameOf(buffers.pixelPack));
    case GL_PIXEL_UNPACK_BUFFER_BINDING: return answer(ObjectKind::Buffer, nameOf(buffers.pixelUnpack));
    case GL_UNIFORM_BUFFER_BINDING: return answer(ObjectKind::Buffer, nameOf(buffers.uniform));
    case GL_TRANSFORM_FEEDBACK_BUFFER_BINDING: return answer(ObjectKind::Buffer, nameOf(buffers.transformFeedback));
    case GL_TRANSFORM_FEEDBACK_BINDING: return answer(ObjectKind::TransformFeedback, c.feedback.object->name);
    case GL_TRANSFORM_FEEDBACK_ACTIVE: out = StateValue::boolean(c.feedback.object->active); return true;
    case GL_TRANSFORM_FEEDBACK_PAUSED: out = StateValue::boolean(c.feedback.object->paused); return true;
  }
  return false;
}

bool extensionParameter(const Context& c, GLenum pname, StateValue& out) {
  const auto answer = [&](Extension needed, StateValue value) {
    if (!c.has(needed)) return false;
    out = std::move(value);
    return true;
  };
  switch (pname) {
    case GL_MAX_TEXTURE_MAX_ANISOTROPY_EXT:
      return answer(kExtTextureFilterAnisotropic, StateValue::floating(kMaxTextureAnisotropy));
    case GL_MAX_CLIP_DISTANCES_WEBGL: return answer(kWebglClipCullDistance, StateValue::integer(kMaxClipDistances));
    case GL_MAX_CULL_DISTANCES_WEBGL: return answer(kWebglClipCullDistance, StateValue::integer(kMaxCullDistances));
    case GL_MAX_COMBINED_CLIP_AND_CULL_DISTANCES_WEBGL:
      return answer(kWebglClipCullDistance, StateValue::integer(kMaxCombinedClipAndCullDistances));
    case GL_TIMESTAMP_EXT: return answer(kExtDisjointTimerQuery, StateValue::number(host::now() * 1e6));
    case GL_GPU_DISJOINT_EXT: return answer(kExtDisjointTimerQuery, StateValue::boolean(false));
  }
  return false;
}

}  // namespace

StateValue getParameter(Context& c, GLenum pname) {
  StateValue value;
  if (bindingParameter(c, pname, value) || capabilityParameter(c, pname, value) || rasterParameter(c, pname, value) ||
      fragmentParameter(c, pname, value) || limitParameter(c, pname, value) || textureParameter(c, pname, value) ||
      framebufferParameter(c, pname, value) || pixelStoreParameter(c, pname, value) || textParameter(c, pname, value) ||
      extensionParameter(c, pname, value)) {
    return value;
  }
  if (pname == GL_MAX_TEXTURE_LOD_BIAS && c.webgl2()) return StateValue::floating(kMaxTextureLodBias);
  if (pname == GL_COMPRESSED_TEXTURE_FORMATS) return StateValue::unsignedIntegers(compressedFormats(c));
  c.error(GL_INVALID_ENUM, "getParameter: pname");
  return StateValue::null();
}

StateValue getIndexedParameter(Context& c, GLenum target, GLuint index) {
  const auto bindingValue = [&](const IndexedBufferBinding& binding) {
    switch (target) {
      case GL_UNIFORM_BUFFER_SIZE:
      case GL_TRANSFORM_FEEDBACK_BUFFER_SIZE: return StateValue::number(double(binding.sizeBytes));
      case GL_UNIFORM_BUFFER_START:
      case GL_TRANSFORM_FEEDBACK_BUFFER_START: return StateValue::number(double(binding.offsetBytes));
      default: return StateValue::object(ObjectKind::Buffer, nameOf(binding.buffer));
    }
  };
  const auto beyond = [&] {
    c.error(GL_INVALID_VALUE, "getIndexedParameter: index");
    return StateValue::null();
  };
  switch (target) {
    case GL_UNIFORM_BUFFER_BINDING:
    case GL_UNIFORM_BUFFER_SIZE:
    case GL_UNIFORM_BUFFER_START:
      if (index >= kMaxUniformBufferBindings) return beyond();
      return bindingValue(c.bufferBindings.uniformIndexed[index]);
    case GL_TRANSFORM_FEEDBACK_BUFFER_BINDING:
    case GL_TRANSFORM_FEEDBACK_BUFFER_SIZE:
    case GL_TRANSFORM_FEEDBACK_BUFFER_START:
      if (index >= kMaxFeedbackSeparateAttributes) return beyond();
      return bindingValue(c.feedback.object->buffers[index]);
  }
  if (c.has(kOesDrawBuffersIndexed)) {
    const bool inRange = index < kMaxDrawBuffers;
    StateValue value;
    if (target == GL_COLOR_WRITEMASK) return inRange ? colorMaskValue(c.perFragment.colorMask[index]) : beyond();
    if (blendParameter(c.perFragment.blend[inRange ? index : 0], target, value)) return inRange ? value : beyond();
  }
  c.error(GL_INVALID_ENUM, "getIndexedParameter: target");
  return StateValue::null();
}

}  // namespace sw::gl
