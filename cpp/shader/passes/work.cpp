// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/work.h"

#include <algorithm>

namespace sw::passes {

using namespace ir;

namespace {

constexpr uint64_t kRounds = 16;

uint32_t workOf(Op op) {
  switch (op) {
    case Op::Const:
    case Op::Load:
    case Op::Store:
    case Op::DeclareVar:
    case Op::LoadBuiltin:
    case Op::Bitcast:
    case Op::Scope:
    case Op::LeaveScope:
    case Op::Return:
    case Op::Break:
    case Op::Continue:
    case Op::Call: return 0;
    case Op::Rem: return 16;
    case Op::Div:
    case Op::If:
    case Op::Loop:
    case Op::Switch: return 3;
    case Op::Sqrt: return 4;
    case Op::InverseSqrt: return 6;
    case Op::Exp2:
    case Op::Log2:
    case Op::Exp:
    case Op::Log: return 16;
    case Op::Pow:
    case Op::Sin:
    case Op::Cos:
    case Op::Tan:
    case Op::Asin:
    case Op::Acos:
    case Op::Atan:
    case Op::Atan2:
    case Op::Sinh:
    case Op::Cosh:
    case Op::Tanh:
    case Op::Asinh:
    case Op::Acosh:
    case Op::Atanh: return 32;
    case Op::Sample: return 48;
    default: return 1;
  }
}

struct Counter {
  const Function& function;
  std::span<const uint8_t> hoisted;
  std::span<const uint32_t> callWork;

  uint64_t of(BlockId block) const {
    if (block == kNone) return 0;
    uint64_t sum = 0;
    for (const InstrId id : function.blocks[block].instrs) {
      sum = std::min<uint64_t>(sum + of(function.instrs[id], id), kMostWork);
    }
    return sum;
  }

  uint64_t of(const Instr& instr, InstrId id) const {
    if (instr.resultCount > 0 && instr.result < hoisted.size() && hoisted[instr.result]) return 0;
    uint64_t sum = workOf(instr.op);
    if (instr.op == Op::Call && id < callWork.size()) sum += callWork[id];
    if (instr.op == Op::If || instr.op == Op::Scope) sum += of(instr.blockA) + of(instr.blockB);
    if (instr.op == Op::Loop) sum += kRounds * (of(instr.blockA) + of(instr.blockB));
    if (instr.op == Op::Switch) {
      for (const SwitchCase& entry : function.switches[instr.imm]) sum += of(entry.block);
    }
    return sum;
  }
};

}  // namespace

uint32_t workOf(const Function& function, std::span<const uint8_t> hoisted, std::span<const uint32_t> callWork) {
  return uint32_t(std::min<uint64_t>(Counter{function, hoisted, callWork}.of(0), kMostWork));
}

}  // namespace sw::passes
