// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The state of one context. cpp/gl is free functions over this struct, one file per spec chapter; each validates from
// top to bottom and changes nothing before its last refusal. There is one Context per core instance.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "gl/buffer_state.h"
#include "gl/draw_state.h"
#include "gl/extensions.h"
#include "gl/framebuffer_state.h"
#include "gl/limits.h"
#include "gl/object.h"
#include "gl/per_fragment_state.h"
#include "gl/pixel_store.h"
#include "gl/program_state.h"
#include "gl/query_state.h"
#include "gl/rasterization_state.h"
#include "gl/state_value.h"
#include "gl/texture_state.h"
#include "gl/transform_feedback_state.h"
#include "gl/vertex_state.h"
#include "support/gl_constants.h"

namespace sw::gl {

/// What was granted, which may be less than what was asked for.
struct ContextAttributes {
  bool alpha = true;
  bool depth = true;
  bool stencil = false;
  bool antialias = false;
  bool premultipliedAlpha = true;
  bool preserveDrawingBuffer = false;
};

/// What a draw must look at again. A command that changes such state sets the bit; draw.cpp clears it.
enum Dirty : uint32_t {
  kDirtyProgram = 1u << 0,      // current executable
  kDirtyVertexInput = 1u << 1,  // vertex array, its attributes, generic values, data sizes of buffers
  kDirtyRaster = 1u << 2,       // viewport, scissor, culling, ...
  kDirtyPerFragment = 1u << 3,
  kDirtyFramebuffer = 1u << 4,  // binding, attachments, draw buffers, storage of what is attached, drawing buffer size
  kDirtyTextures = 1u << 5,     // bindings of units, parameters, storage, sampler objects, sampler uniforms
  kDirtyUniformBuffers = 1u << 6,
  kDirtyAll = ~0u,
};

/// Why a context is lost. The host knows the numbers (web/context/losses.ts).
enum class Loss : uint8_t { None, ByPage, TimedOut, OutOfMemory, Trapped };

struct Context {
  int version = 2;  // WebGL
  ContextAttributes attributes;
  uint64_t extensions = 0;  // enabled ones, bits of Extension
  bool lost = false;
  Loss loss = Loss::None;
  bool drawn = false;  // the drawing buffer changed since the last present
  uint64_t task = 0;   // counts presents and other turns of the event loop that the host tells of
  uint32_t dirty = kDirtyAll;

  ObjectTable<Buffer> buffers;
  ObjectTable<VertexArray> vertexArrays;
  ObjectTable<Shader> shaders;
  ObjectTable<Program> programs;
  ObjectTable<Query> queries;
  ObjectTable<Sync> syncs;
  ObjectTable<TransformFeedback> transformFeedbacks;

  BufferBindingState bufferBindings;
  VertexInputState vertexInput;
  RasterizationState raster;
  PerFragmentState perFragment;
  PixelStoreState pixelStore;
  ProgramState program;
  DeferredWork deferred;
  TransformFeedbackState feedback;
  QueryState query;
  TextureState textures;
  FramebufferState framebuffers;
  DrawCache draw;
  ExpectedDraws expected;
  DrawStatistics statistics;
  GLenum generateMipmapHint = GL_DONT_CARE;
  GLenum fragmentShaderDerivativeHint = GL_DONT_CARE;

  bool has(Extension extension) const { return (extensions & extension) != 0; }
  bool hasAny(ExtensionSet set) const { return (set & (extensions | kAlways | (webgl2() ? kInWebgl2 : 0))) != 0; }
  bool webgl2() const { return version == 2; }

  /// Records a GL error: the first of each code is kept until getError. reason, "command: what is wrong", goes to the
  /// console once.
  void error(GLenum code, std::string_view reason);
  /// A message for the console, once per text.
  void warn(std::string_view message);
  /// The oldest recorded error, which is then forgotten; NO_ERROR when there is none.
  GLenum takeError();

  uint32_t lastLinkSerial = 0;  // of any program
  std::vector<GLenum> errors;
  uint64_t refusals = 0;  // errors ever recorded, also of a code that is pending already
  std::unordered_set<std::string> toldReasons;
};

/// Loses the context: every later command does nothing. reason goes to the console.
void loseContext(Context& context, Loss loss, std::string_view reason);
/// Texels of images and data of buffers lie elsewhere now: forgets all addresses that are kept from one command to the
/// next.
void storageMoved(Context& context);
/// The command has taken too long.
void loseByDeadline(Context& context);

}  // namespace sw::gl
