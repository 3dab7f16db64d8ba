// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texture look-ups: code of their own (codegen/look_up.h), or a call through the table to the sampling function that
// the descriptor names (pipeline/layout.h). Results of that come back through the scratch at the start of private
// memory.

#pragma once

#include "shader/codegen/body_masks.h"
#include "shader/codegen/body_values.h"

namespace sw {

/// Is:   the code of texture look-ups.
/// Owns: nothing.
/// Asks: the plan, places (descriptors, scratch), values (arguments, results), masks (whose index decides).
class BodyLookUps {
 public:
  BodyLookUps(const BodyContext& context, const BodyPlaces& places, BodyMasks& masks, BodyValues& values)
      : body_(context.body), plan_(context.plan), f_(context.f), places_(places), masks_(masks), values_(values) {}

  void emitSample(const ir::Instr& instr);

 private:
  void emitLookUpCode(const ir::Instr& instr, const LookUp& lookUp);
  void emitSamplingCall(const ir::Instr& instr);
  void pushSamplerAddress(const ir::Instr& instr, const ir::SampleInfo& sample, uint32_t indexArgument);

  BodyModule& body_;
  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  const BodyPlaces& places_;
  BodyMasks& masks_;
  BodyValues& values_;
};

}  // namespace sw
