// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/ir/ir.h"
#include "wasm/module_builder.h"

namespace sw {

/// Writes the function of lane_math.h for `op` in place: takes its operands (v128) from locals, leaves the result.
void emitLaneMath(wasm::FunctionBuilder& f, ir::Op op, wasm::Local x, wasm::Local y);

/// The module's function (v128 [, v128]) -> v128 for `op`, made when first asked for.
wasm::Function laneMathFunction(wasm::ModuleBuilder& module, ir::Op op);

}  // namespace sw
