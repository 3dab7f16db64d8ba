// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the emitters of a body have in common: the plan they follow, and where the code goes.

#pragma once

#include <string>
#include <vector>

#include "shader/codegen/invocation_environment.h"
#include "shader/plan/body_plan.h"
#include "wasm/module_builder.h"

namespace sw {

/// Of all functions of a body.
struct BodyModule {
  BodyModule(const BodyPlan& plan, wasm::ModuleBuilder& module);

  const BodyPlan& plan;
  wasm::ModuleBuilder& module;
  wasm::TypeIndex sampleType, budgetType;
  std::vector<wasm::Function> callees;  // by BodyPlan::callees
  wasm::Global frameStack;              // ACTIVE_FRAME_SP, once a call needs it
  std::string error;                    // empty, or why no code can be made
};

/// Of one wasm function.
struct BodyContext {
  BodyModule& body;
  const FunctionPlan& plan;
  wasm::FunctionBuilder& f;
  InvocationEnvironment& env;
};

inline wasm::ValType scalarType(ir::Type type) {
  return type == ir::Type::Float ? wasm::ValType::F32 : wasm::ValType::I32;
}
inline wasm::ValType valTypeOf(ir::Type type, Form form) {
  return form == Form::Lanes ? wasm::ValType::V128 : scalarType(type);
}
inline wasm::Opcode scalarLoad(ir::Type type) {
  return type == ir::Type::Float ? wasm::Opcode::F32Load : wasm::Opcode::I32Load;
}
/// From and to memory, of what lies there in that form.
inline void loadForm(wasm::FunctionBuilder& f, ir::Type type, Form form, uint32_t offset) {
  if (form == Form::Lanes)
    f.load(wasm::Opcode::V128Load, offset, 4);
  else
    f.load(scalarLoad(type), offset, 2);
}
inline void storeForm(wasm::FunctionBuilder& f, ir::Type type, Form form, uint32_t offset) {
  if (form == Form::Lanes)
    f.store(wasm::Opcode::V128Store, offset, 4);
  else
    f.store(type == ir::Type::Float ? wasm::Opcode::F32Store : wasm::Opcode::I32Store, offset, 2);
}
/// Lane 0, of a value that is the same in all.
inline void extractScalar(wasm::FunctionBuilder& f, ir::Type type) {
  f.lane(type == ir::Type::Float ? wasm::Opcode::F32x4ExtractLane : wasm::Opcode::I32x4ExtractLane, 0);
}

}  // namespace sw
