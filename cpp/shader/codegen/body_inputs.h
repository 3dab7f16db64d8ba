// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/codegen/body_values.h"

namespace sw {

/// Is:   inputs and built-ins of an invocation; functions that are called have theirs as parameters.
/// Owns: the locals of those that were fetched ahead.
/// Asks: the plan, the environment, and values, where a NaN is made canonical.
class BodyInputs {
 public:
  BodyInputs(const BodyContext& context, BodyValues& values);

  static bool isInput(const FunctionPlan& plan, const ir::Instr& instr);
  /// Leaves the value of a LoadBuiltin, or of a Load of an input, on the stack.
  void push(const ir::Instr& instr);

  /// Inputs that only inner blocks read are fetched at the start: the routine is asked once, where all lanes pass.
  void fetchAhead(PureCode& code);
  /// Where an input or built-in is that was fetched ahead; invalid for other instructions.
  wasm::Local fetched(const ir::Instr& instr);

 private:
  void pushBuiltin(const ir::Instr& instr);
  wasm::Local* placeOf(const ir::Instr& instr);

  const BodyContext& context_;
  const FunctionPlan& plan_;
  BodyValues& values_;
  std::vector<wasm::Local> inputs_;  // by inputBase + cell
  wasm::Local builtins_[16][4];
};

}  // namespace sw
