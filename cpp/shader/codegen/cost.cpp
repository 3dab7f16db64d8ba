// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/cost.h"

#include <algorithm>

namespace sw {

using namespace ir;

namespace {

constexpr uint64_t kMaxCost = 1u << 28;  // so that a budget of 2^24 less this fits an int32

/// Measured on loops of each (64 lanes, wasm SIMD), in additions.
uint32_t costOf(const Function& function, const Instr& instr) {
  switch (instr.op) {
    case Op::Const: return 0;
    case Op::Load:
    case Op::Store: return function.accesses[instr.imm].strides.empty() ? 1 : 16;
    case Op::DeclareVar: return uint32_t(function.variables[instr.imm].cells.size());
    case Op::Div:
    case Op::Rem: return instr.type == Type::Float ? 4 : 24;
    case Op::Sqrt: return 4;
    case Op::InverseSqrt: return 8;
    case Op::Exp2:
    case Op::Log2:
    case Op::Exp:
    case Op::Log: return 24;
    case Op::Sin:
    case Op::Cos:
    case Op::Tan:
    case Op::Atan:
    case Op::Atan2:
    case Op::Asin:
    case Op::Acos: return 32;
    case Op::Pow:
    case Op::Sinh:
    case Op::Cosh:
    case Op::Tanh:
    case Op::Asinh:
    case Op::Acosh:
    case Op::Atanh: return 64;
    case Op::Sample: return 128;
    default: return 1;
  }
}

}  // namespace

uint32_t costOf(const Function& function, BlockId block, const std::function<bool(InstrId, const Instr&)>& counts) {
  if (block == kNone) return 0;
  uint64_t sum = 0;
  for (InstrId id : function.blocks[block].instrs) {
    const Instr& instr = function.instrs[id];
    if (counts(id, instr)) sum += costOf(function, instr);
    if (instr.op == Op::If || instr.op == Op::Loop || instr.op == Op::Scope) {
      const uint32_t a = costOf(function, instr.blockA, counts), b = costOf(function, instr.blockB, counts);
      const bool either =
          instr.op == Op::If && function.values[function.args[instr.argBegin]].uniformity != Uniformity::Varying;
      sum += either ? std::max(a, b) : uint64_t(a) + b;
    } else if (instr.op == Op::Switch) {
      for (const SwitchCase& entry : function.switches[instr.imm]) sum += costOf(function, entry.block, counts);
    }
  }
  return uint32_t(std::min(sum, kMaxCost));
}

}  // namespace sw
