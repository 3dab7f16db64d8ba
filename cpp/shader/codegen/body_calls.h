// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Calls that are not expanded (docs/abi.md, "Calls inside a shader"). Each instance of a function becomes a wasm
// function
//
//   (mask?, discarded?, addresses..., cells of flattened parameters...) -> (cells of flattened results..., discarded?,
//   status)
//
// What is larger than 16 bytes a lane lies in the callee's frame; but an argument that the callee only reads, and that
// is a variable in the caller's memory, is read there. There is no recursion, so a frame's place is known here, and a
// call reads ACTIVE_FRAME_SP once and writes it never. A call spends from the budget as loops do: calls alone can take
// exponential time. Status 1 means that the budget is gone and everybody leaves.

#pragma once

#include <span>
#include <vector>

#include "shader/codegen/body_budget.h"
#include "shader/codegen/body_variables.h"

namespace sw {

/// Is:   both ends of a call: the call in the caller, the return in the function that is called.
/// Owns: where the frames of this function's calls begin, which copies back it spared, results that wait for the end.
/// Asks: the plan, places, budget, masks, values (arguments, results), variables (copies).
class BodyCalls {
 public:
  BodyCalls(const BodyContext& context, BodyPlaces& places, BodyBudget& budget, BodyMasks& masks, BodyValues& values,
            BodyVariables& variables);

  void emitCall(ir::InstrId id);
  /// In place of the first of the stores that move results to a variable.
  void emitCopyOut(ir::InstrId store);
  /// The one Return, at the end of the body, where all lanes of the call pass. What lanes outside the call's mask hold
  /// does not matter: the caller looks at its own lanes alone.
  void emitReturn(ir::InstrId id);
  /// Behind the body of a function that is called.
  void pushKeptResults();

 private:
  using Copies = std::vector<FrameCopy>;

  const Copies& copiesIn(ir::InstrId id) const;
  std::vector<const FrameCopy*> findInPlace(ir::InstrId id, const CalleePlan& callee);
  bool mayWriteInPlace(ir::InstrId id, const CalleePlan& callee, size_t result,
                       std::span<const FrameCopy* const> inPlace);
  void emitCallFrame();
  void pushArguments(const ir::Instr& instr, const FunctionPlan& callee, std::span<const FrameCopy* const> inPlace);
  void defineResults(const ir::Instr& instr, const CalleePlan& callee);
  void defineResult(const ir::Instr& instr, const CalleePlan& callee, uint32_t cell);
  void storeArguments(ir::InstrId id, const FunctionPlan& callee, size_t group);
  void storeResults(ir::InstrId id, size_t group);
  void storeCell(ir::ValueId value, Form form, wasm::Local base, uint32_t offset);

  BodyModule& body_;
  const BodyContext& context_;
  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  BodyPlaces& places_;
  BodyBudget& budget_;
  BodyMasks& masks_;
  BodyValues& values_;
  BodyVariables& variables_;
  wasm::Local callFrame_;
  std::vector<ir::InstrId> inPlace_;  // keys of FunctionPlan::copiesOut: the callee wrote to the variable itself
  std::vector<wasm::Local> keptResults_;
};

}  // namespace sw
