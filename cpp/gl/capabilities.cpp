// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/per_fragment_test.cpp.

#include "gl/capabilities.h"

namespace sw::gl {
namespace {

/// Where a capability is kept, and what a change of it makes a draw look at again. BLEND and clip distances have no
/// single place.
struct Capability {
  bool* state = nullptr;
  uint32_t dirty = 0;
};

Capability find(Context& c, GLenum cap) {
  PerFragmentState& fragment = c.perFragment;
  switch (cap) {
    case GL_CULL_FACE: return {&c.raster.cullFace, kDirtyRaster};
    case GL_POLYGON_OFFSET_FILL: return {&c.raster.polygonOffsetFill, kDirtyRaster};
    case GL_DEPTH_TEST: return {&fragment.depthTest, kDirtyPerFragment};
    case GL_STENCIL_TEST: return {&fragment.stencilTest, kDirtyPerFragment};
    case GL_SCISSOR_TEST: return {&fragment.scissorTest, kDirtyRaster};
    case GL_DITHER: return {&fragment.dither, 0};
    case GL_SAMPLE_ALPHA_TO_COVERAGE: return {&fragment.sampleAlphaToCoverage, kDirtyPerFragment};
    case GL_SAMPLE_COVERAGE: return {&fragment.sampleCoverage, kDirtyPerFragment};
    case GL_RASTERIZER_DISCARD:
      if (c.webgl2()) return {&c.raster.rasterizerDiscard, kDirtyRaster};
      break;
    case GL_DEPTH_CLAMP_EXT:
      if (c.has(kExtDepthClamp)) return {&c.raster.depthClamp, kDirtyRaster};
      break;
  }
  return {};
}

/// Index of a clip distance, -1 for other capabilities.
int clipDistanceIndex(const Context& c, GLenum cap) {
  if (!c.has(kWebglClipCullDistance)) return -1;
  if (cap < GL_CLIP_DISTANCE0_WEBGL || cap >= GL_CLIP_DISTANCE0_WEBGL + kMaxClipDistances) return -1;
  return int(cap - GL_CLIP_DISTANCE0_WEBGL);
}

void set(Context& c, GLenum cap, bool enabled, const char* reason) {
  if (cap == GL_BLEND) {
    for (BlendState& blend : c.perFragment.blend) blend.enabled = enabled;
    c.dirty |= kDirtyPerFragment;
    return;
  }
  if (const int clip = clipDistanceIndex(c, cap); clip >= 0) {
    c.raster.clipDistances = (c.raster.clipDistances & ~(1u << clip)) | uint32_t(enabled) << clip;
    c.dirty |= kDirtyRaster;
    return;
  }
  const Capability capability = find(c, cap);
  if (!capability.state) return c.error(GL_INVALID_ENUM, reason);
  if (*capability.state == enabled) return;
  *capability.state = enabled;
  c.dirty |= capability.dirty;
}

bool checkIndexed(Context& c, GLenum cap, GLuint index, const char* command) {
  if (cap != GL_BLEND) {
    c.error(GL_INVALID_ENUM, std::string(command) + ": target");
    return false;
  }
  if (index >= kMaxDrawBuffers) {
    c.error(GL_INVALID_VALUE, std::string(command) + ": index");
    return false;
  }
  return true;
}

}  // namespace

void enable(Context& c, GLenum cap) { set(c, cap, true, "enable: cap"); }
void disable(Context& c, GLenum cap) { set(c, cap, false, "disable: cap"); }

bool isEnabled(Context& c, GLenum cap) {
  StateValue value;
  if (capabilityParameter(c, cap, value)) return value.words[0] != 0;
  c.error(GL_INVALID_ENUM, "isEnabled: cap");
  return false;
}

bool capabilityParameter(const Context& c, GLenum cap, StateValue& out) {
  if (cap == GL_BLEND) {
    out = StateValue::boolean(c.perFragment.blend[0].enabled);
    return true;
  }
  if (const int clip = clipDistanceIndex(c, cap); clip >= 0) {
    out = StateValue::boolean(c.raster.clipDistances >> clip & 1);
    return true;
  }
  const Capability capability = find(const_cast<Context&>(c), cap);
  if (!capability.state) return false;
  out = StateValue::boolean(*capability.state);
  return true;
}

void enableiOES(Context& c, GLenum cap, GLuint index) {
  if (!checkIndexed(c, cap, index, "enableiOES")) return;
  c.perFragment.blend[index].enabled = true;
  c.dirty |= kDirtyPerFragment;
}

void disableiOES(Context& c, GLenum cap, GLuint index) {
  if (!checkIndexed(c, cap, index, "disableiOES")) return;
  c.perFragment.blend[index].enabled = false;
  c.dirty |= kDirtyPerFragment;
}

bool isEnablediOES(Context& c, GLenum cap, GLuint index) {
  return checkIndexed(c, cap, index, "isEnablediOES") && c.perFragment.blend[index].enabled;
}

}  // namespace sw::gl
