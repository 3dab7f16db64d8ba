// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Emits a shader's main (and what it calls) into a routine's loop, four lanes at a time. The routine around it decides
// where inputs come from and where outputs go, through InvocationEnvironment.
//
//   routine prologue:  body.emitPrologue()      what depends on uniforms and constants alone, once per batch
//   per four lanes:    body.emit(mask)          mask: v128 local, lanes that take part (all ones for a fragment quad,
//   whose
//                                               uncovered lanes are helpers)
//   afterwards:        body.output(i, cell)     local that holds the cell's final value
//                      body.discarded()         local with the lanes that ran `discard`, when the shader uses it

#pragma once

#include "pipeline/routine_keys.h"
#include "shader/ir/ir.h"
#include "shader/link/program.h"
#include "wasm/function_builder.h"

namespace sw {

/// Where main gets what is not in the IR. Each function leaves one value on the wasm stack.
class InvocationEnvironment {
 public:
  virtual ~InvocationEnvironment() = default;
  /// v128 of an input cell (bits; Flat and vertex inputs alike). Called at most once per cell and invocation.
  virtual void pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) = 0;
  /// v128 of a built-in (Bool as lane mask), or, when uniform(builtin), a scalar i32 / f32 (Bool as 0 / 1).
  virtual void pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t component) = 0;
  virtual ir::Uniformity uniformityOf(ir::Builtin builtin) = 0;
  virtual ir::Uniformity uniformityOfInput(uint32_t input) = 0;
  /// i32: addresses from VertexState / FragmentState. The emitter caches them in locals at the prologue.
  virtual void pushUniformsAddress(wasm::FunctionBuilder& f) = 0;
  virtual void pushBlocksAddress(wasm::FunctionBuilder& f) = 0;    // of the BlockBinding array
  virtual void pushSamplersAddress(wasm::FunctionBuilder& f) = 0;  // of the descriptor address array
  virtual void pushPrivateAddress(wasm::FunctionBuilder& f) = 0;
  virtual void pushBudgetAddress(wasm::FunctionBuilder& f) = 0;  // of the int32_t budget; the slot follows it
  /// Whether the bits of an output, which main has left as they are, can be seen later: those of a NaN as well.
  virtual bool seesBits(uint32_t /*output*/, uint32_t /*cell*/) { return false; }
  /// How look-ups by a constant sampler are made (by ProgramInfo::samplers index).
  virtual SamplerKey samplerKey(uint32_t) { return {}; }
  /// Leaves the routine at once: the budget is spent and the host said stop.
  virtual void emitAbort(wasm::FunctionBuilder& f) = 0;
};

class BodyEmitter {
 public:
  /// `module` receives helper functions (built-ins too large to repeat, functions that are not inlined). Runs the
  /// passes on its own copy of the shader.
  BodyEmitter(const LinkedProgram& program, ir::Stage stage, wasm::ModuleBuilder& module,
              wasm::FunctionBuilder& function, InvocationEnvironment& environment);
  ~BodyEmitter();
  BodyEmitter(const BodyEmitter&) = delete;
  BodyEmitter& operator=(const BodyEmitter&) = delete;

  /// Empty, or why no code can be made.
  const std::string& error() const;

  void emitPrologue();
  void emit(wasm::Local mask);

  /// After emit: the value of an output cell. When isUniformOutput the local is a scalar that emitPrologue has already
  /// computed (so a routine can convert a constant colour once per batch).
  wasm::Local output(uint32_t output, uint32_t cell) const;
  bool isUniformOutput(uint32_t output, uint32_t cell) const;
  bool hasDiscard() const;
  wasm::Local discarded() const;
  /// Whether an invocation keeps something in private memory, which the next one would overwrite.
  bool keepsMemory() const;
  /// Which inputs and built-ins the body really reads, after dead code is gone; known after construction.
  bool readsInput(uint32_t input, uint32_t cell) const;
  bool readsBuiltin(ir::Builtin builtin) const;
  /// Bytes of private memory it needs (kPrivateScratchBytes included).
  uint32_t privateBytes() const;
  /// Instructions that four lanes take, roughly (passes/work.h); known after construction.
  uint32_t work() const;

 private:
  struct Impl;
  Impl* impl_;
};

}  // namespace sw
