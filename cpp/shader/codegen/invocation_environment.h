// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/ir/ir.h"
#include "shader/plan/body_plan.h"
#include "wasm/function_builder.h"

namespace sw {

/// Where main gets what is not in the IR. Each function leaves one value on the wasm stack.
class InvocationEnvironment : public BodySurroundings {
 public:
  /// v128 of an input cell (bits; Flat and vertex inputs alike). Called at most once per cell and invocation.
  virtual void pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) = 0;
  /// v128 of a built-in (Bool as lane mask), or, when uniform(builtin), a scalar i32 / f32 (Bool as 0 / 1).
  virtual void pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t component) = 0;
  /// i32: addresses from VertexState / FragmentState. The emitter caches them in locals at the prologue.
  virtual void pushUniformsAddress(wasm::FunctionBuilder& f) = 0;
  virtual void pushBlocksAddress(wasm::FunctionBuilder& f) = 0;    // of the BlockBinding array
  virtual void pushSamplersAddress(wasm::FunctionBuilder& f) = 0;  // of the descriptor address array
  virtual void pushPrivateAddress(wasm::FunctionBuilder& f) = 0;
  virtual void pushBudgetAddress(wasm::FunctionBuilder& f) = 0;  // of the int32_t budget; the slot follows it
  /// Leaves the routine at once: the budget is spent and the host said stop.
  virtual void emitAbort(wasm::FunctionBuilder& f) = 0;
};

}  // namespace sw
