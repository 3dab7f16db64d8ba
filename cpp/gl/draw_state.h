// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What draws keep from one to the next. Each part is made anew only when a dirty bit says that its sources changed, so
// a draw with nothing changed costs a few comparisons. Refusals are kept likewise: the reason stands until its sources
// change.

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "draw/draw_call.h"
#include "gl/limits.h"
#include "pipeline/routine_keys.h"
#include "support/gl_constants.h"

namespace sw::gl {

struct DrawRefusal {
  GLenum code = GL_NO_ERROR;
  const char* reason = nullptr;
  explicit operator bool() const { return code != GL_NO_ERROR; }
};

/// What draws had, and programs that wait for their first (expected_draws.h).
struct ExpectedDraws {
  struct Waiting {
    uint32_t program;  // its name
    uint32_t step;     // see makeExpectedRoutine
  };
  std::deque<Waiting> waiting;
  std::map<std::string, AttributeKey> attributes;  // by name: how arrays were supplied
  std::map<std::string, SamplerKey> samplers;      // by the uniform's name
  std::vector<FragmentKey> outputs;                // without samplers, the last draw's first
  uint32_t made = 0, used = 0;                     // routines, and how many of them a draw has asked for since
};

struct DrawCache {
  // From the vertex array, generic values and the program's attributes.
  DrawRefusal vertexInputRefusal;
  uint64_t vertexLimit = UINT64_MAX;    // vertices that every array in use can supply
  uint64_t instanceLimit = UINT64_MAX;  // instances likewise
  bool hasVertexRateArray = false;      // or no array at all: what ANGLE_instanced_arrays asks for
  VertexKey vertexKey;
  AttributeState attributes[kMaxAttributes] = {};

  // From texture units and sampler uniforms.
  DrawRefusal textureRefusal;
  std::vector<Address> samplers;
  SamplerKey vertexSamplers[kKeyedSamplers], fragmentSamplers[kKeyedSamplers];  // for the keys below

  // From uniform buffer bindings.
  DrawRefusal uniformBufferRefusal;
  std::vector<BlockBinding> blocks;

  // From the framebuffer, per-fragment state and the program's outputs.
  DrawRefusal outputRefusal;
  DrawRefusal targetRefusal;  // of the program's outputs against the draw buffers: only where fragments arise
  FragmentKey fragmentKey;
  bool writesAnything = false;

  // From the program.
  std::vector<uint16_t> feedbackCells[kMaxFeedbackSeparateAttributes];
  uint32_t feedbackBuffers = 0;
  uint32_t feedbackStrideBytes[kMaxFeedbackSeparateAttributes] = {};

  // Routines for the keys above; 0: refused by the engine, or (fragment) not needed.
  bool routinesKnown = false;
  bool standsIn = false;  // one of them, for another that is not made yet
  uint32_t vertexSlot = 0, fragmentSlot = 0;
  std::string routineError;

  DrawCall call;
  VertexState vertexState{};
  FragmentState fragmentState{};
  uint32_t budgetSerial = 0;  // the command that the budgets of both belong to (Deadline::serial)
  uint32_t privateBytes = 0;  // at vertexState.privateMemory, which RoutineCache owns
};

}  // namespace sw::gl
