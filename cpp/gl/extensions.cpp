// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/extensions.h"

#include "gl/context.h"

namespace sw::gl {
namespace {

// What is complete in each version. Names that are missing here are not advertised, though rules may know their bits.
constexpr ExtensionInfo kExtensions[] = {
    {"ANGLE_instanced_arrays", kAngleInstancedArrays, true, false},
    {"EXT_blend_minmax", kExtBlendMinmax, true, false},
    {"EXT_clip_control", kExtClipControl, true, true},
    {"EXT_color_buffer_float", kExtColorBufferFloat, false, true},
    {"EXT_color_buffer_half_float", kExtColorBufferHalfFloat, true, true},
    {"EXT_depth_clamp", kExtDepthClamp, true, true},
    {"EXT_disjoint_timer_query_webgl2", kExtDisjointTimerQuery, false, true},
    {"EXT_float_blend", kExtFloatBlend, true, true},
    {"EXT_frag_depth", kExtFragDepthBit, true, false},
    {"EXT_polygon_offset_clamp", kExtPolygonOffsetClamp, true, true},
    {"EXT_shader_texture_lod", kExtShaderTextureLodBit, true, false},
    {"EXT_sRGB", kExtSrgb, true, false},
    {"EXT_texture_compression_rgtc", kExtTextureCompressionRgtc, true, true},
    {"EXT_texture_filter_anisotropic", kExtTextureFilterAnisotropic, true, true},
    {"EXT_texture_norm16", kExtTextureNorm16, false, true},
    {"KHR_parallel_shader_compile", kKhrParallelShaderCompile, true, true},
    {"OES_draw_buffers_indexed", kOesDrawBuffersIndexed, false, true},
    {"OES_element_index_uint", kOesElementIndexUint, true, false},
    {"OES_fbo_render_mipmap", kOesFboRenderMipmap, true, false},
    {"OES_standard_derivatives", kOesStandardDerivatives, true, false},
    {"OES_texture_float", kOesTextureFloat, true, false},
    {"OES_texture_float_linear", kOesTextureFloatLinear, true, true},
    {"OES_texture_half_float", kOesTextureHalfFloat, true, false},
    {"OES_texture_half_float_linear", kOesTextureHalfFloatLinear, true, false},
    {"OES_vertex_array_object", kOesVertexArrayObject, true, false},
    {"WEBGL_clip_cull_distance", kWebglClipCullDistance, false, true},
    {"WEBGL_color_buffer_float", kWebglColorBufferFloat, true, false},
    {"WEBGL_compressed_texture_s3tc", kWebglCompressedTextureS3tc, true, true},
    {"WEBGL_compressed_texture_s3tc_srgb", kWebglCompressedTextureS3tcSrgb, true, true},
    {"WEBGL_debug_renderer_info", kWebglDebugRendererInfo, true, true},
    {"WEBGL_debug_shaders", kWebglDebugShaders, true, true},
    {"WEBGL_depth_texture", kWebglDepthTexture, true, false},
    {"WEBGL_draw_buffers", kWebglDrawBuffers, true, false},
    {"WEBGL_lose_context", kWebglLoseContext, true, true},
    {"WEBGL_multi_draw", kWebglMultiDraw, true, true},
    {"WEBGL_provoking_vertex", kWebglProvokingVertex, false, true},
};

bool isOffered(const Context& c, const ExtensionInfo& info) { return c.webgl2() ? info.webgl2 : info.webgl1; }

/// Enabling one enables these too (their own "implicitly enabled" clauses).
uint64_t implied(uint64_t bit) {
  switch (bit) {
    case kOesTextureFloat: return kWebglColorBufferFloat | kExtFloatBlend;
    case kOesTextureHalfFloat: return kExtColorBufferHalfFloat;
    case kExtColorBufferFloat:
    case kWebglColorBufferFloat: return kExtFloatBlend;
    case kWebglMultiDraw: return kAngleInstancedArrays;
  }
  return 0;
}

}  // namespace

std::string getSupportedExtensions(Context& c) {
  std::string names;
  for (const ExtensionInfo& info : kExtensions) {
    if (!isOffered(c, info)) continue;
    if (!names.empty()) names += ' ';
    names += info.name;
  }
  return names;
}

bool getExtension(Context& c, std::string_view name) {
  for (const ExtensionInfo& info : kExtensions) {
    if (info.name != name || !isOffered(c, info)) continue;
    c.extensions |= info.bit | implied(info.bit);
    c.dirty |= kDirtyAll;
    return true;
  }
  return false;
}

}  // namespace sw::gl
