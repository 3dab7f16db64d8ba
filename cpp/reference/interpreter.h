// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Runs an ir::Shader on four lanes (four vertices, or one 2x2 quad: lanes 0 1 above 2 3), in the plainest way: it is
// the slow twin of generated code, and what runs shaders where no wasm can be made.
//
// Every operation is evaluated in all four lanes; the mask decides what is stored, which blocks run and who leaves
// them. So lanes that are not active hold what the operation gives for their operands, as they do in generated code.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "shader/ir/ir.h"

namespace sw {

using Lanes = std::array<uint32_t, 4>;  // bits; Bool: 0 or 1

/// One look-up. `cell`: of the sampler's uniform, by lane (they differ only where a sampler array is indexed by lane).
struct SampleRequest {
  const ir::SampleInfo& info;
  Lanes cell = {};
  std::span<const Lanes> args;  // without the sampler's indices
};

/// What surrounds the shader.
class InterpreterHost {
 public:
  virtual ~InterpreterHost() = default;
  virtual Lanes input(uint32_t input, uint32_t cell) = 0;
  virtual Lanes builtin(ir::Builtin builtin, uint32_t component) = 0;
  virtual uint32_t uniform(uint32_t uniform, uint32_t cell) = 0;
  virtual uint32_t block(uint32_t object, uint32_t offsetBytes) = 0;  // object: see ir::blockElement
  virtual void sample(const SampleRequest& request, std::span<Lanes> results) = 0;
};

/// The float functions Floor .. Atanh of two arguments or one (`b` is then 0).
using MathFunction = float (*)(ir::Op op, float a, float b);
float generatedMath(ir::Op op, float a, float b);  // the bits that generated code gives
float libraryMath(ir::Op op, float a, float b);    // the C library in binary64, rounded once

struct InterpreterOptions {
  MathFunction math = generatedMath;
  uint64_t maxInstructions = 50'000'000;
};

struct InterpreterResult {
  std::vector<std::vector<Lanes>> outputs;  // by output and cell
  uint8_t discarded = 0;                    // lanes that ran `discard`
  bool endless = false;                     // stopped: maxInstructions were spent
  uint64_t instructions = 0;
};

/// `mask`: lanes that run (helper lanes run). `live`: those of them whose results count; a loop ends when none of its
/// lanes is live any more. The shader must be well formed (ir::verify).
InterpreterResult interpret(const ir::Shader& shader, InterpreterHost& host, const InterpreterOptions& options = {},
                            uint8_t mask = 15, uint8_t live = 15);

}  // namespace sw
