// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace sw {

/// What the context allows in shaders: its version and the extensions it has enabled (bits of ShaderExtension).
struct CompileOptions {
  int webglVersion = 2;
  uint32_t extensions = 0;
};

enum ShaderExtension : uint32_t {
  kExtStandardDerivatives = 1u << 0,  // GL_OES_standard_derivatives (WebGL 1)
  kExtFragDepth = 1u << 1,            // GL_EXT_frag_depth (WebGL 1)
  kExtShaderTextureLod = 1u << 2,     // GL_EXT_shader_texture_lod (WebGL 1)
  kExtDrawBuffers = 1u << 3,          // GL_EXT_draw_buffers (WebGL 1)
  kExtMultiDraw = 1u << 4,            // GL_ANGLE_multi_draw
  kExtClipCullDistance = 1u << 5,     // GL_ANGLE_clip_cull_distance
};

}  // namespace sw
