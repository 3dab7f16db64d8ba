// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/math_functions.h"

#include <string>

#include "shader/codegen/lane_code.h"
//
#include "shader/math/evaluate.h"

namespace sw {

namespace {
bool isBinary(ir::Op op) { return op == ir::Op::Pow || op == ir::Op::Atan2; }
}  // namespace

void emitLaneMath(wasm::FunctionBuilder& f, ir::Op op, wasm::Local x, wasm::Local y) {
  LaneCode code(f);
  const CodeFloat a{&code, code.param(x)};
  const CodeFloat b = isBinary(op) ? CodeFloat{&code, code.param(y)} : a;
  code.emit(laneMath(op, a, b).node);
}

wasm::Function laneMathFunction(wasm::ModuleBuilder& module, ir::Op op) {
  const std::string name = std::string("lane.") + ir::opText(op);
  for (uint32_t i = 0; i < module.functionCount(); ++i) {
    if (module.nameOf(wasm::Function{i}) == name) return {i};
  }
  wasm::FunctionBuilder& f = module.addFunction(name);
  const wasm::Local x = f.addParam(wasm::ValType::V128, "x");
  const wasm::Local y = isBinary(op) ? f.addParam(wasm::ValType::V128, "y") : x;
  f.addResult(wasm::ValType::V128);
  emitLaneMath(f, op, x, y);
  return f.self();
}

}  // namespace sw
