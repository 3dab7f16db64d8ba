// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Emits a shader's main (and what it calls) into a routine's loop, four lanes at a time. The routine around it decides
// where inputs come from and where outputs go, through InvocationEnvironment.
//
//   routine prologue:  body.emitPrologue()      what depends on uniforms and constants alone, once per batch
//   per four lanes:    body.emit()              all lanes run; those that are not covered are helpers
//   afterwards:        body.output(i, cell)     local that holds the cell's final value
//                      body.discarded()         local with the lanes that ran `discard`, when the shader uses it

#pragma once

#include <memory>

#include "shader/codegen/invocation_environment.h"
#include "shader/plan/body_plan.h"
#include "wasm/module_builder.h"

namespace sw {

/// Is:   a shader's body for the routine around it.
/// Owns: its plan, and the functions of the module that it calls.
/// Asks: the environment, which says where inputs come from.
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
  void emit();

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

  const BodyPlan& plan() const;

  std::unique_ptr<Impl> impl_;
};

}  // namespace sw
