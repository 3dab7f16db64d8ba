// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/work.h"

#include <algorithm>

#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

/// By itself, in additions: measured on loops of each (64 lanes, wasm SIMD).
uint32_t workOf(const Function& function, const Instr& instr) {
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
    case Op::Call: return 0;
    default: return 1;
  }
}

struct Counter {
  const Function& function;
  const WorkOptions& options;

  uint64_t of(BlockId block) const {
    if (block == kNone) return 0;
    uint64_t sum = 0;
    for (const InstrId id : function.blocks[block].instrs) sum += of(function.instrs[id], id);
    return std::min<uint64_t>(sum, kMostWork);
  }

  uint64_t of(const Instr& instr, InstrId id) const {
    uint64_t sum = !options.counts || options.counts(id, instr) ? workOf(function, instr) : 0;
    if (instr.op == Op::Call && id < options.callWork.size()) sum += options.callWork[id];
    const bool either =
        instr.op == Op::If && function.values[function.args[instr.argBegin]].uniformity != Uniformity::Varying;
    uint64_t inside = 0;
    forEachNested(function, instr, [&](BlockId inner) {
      const uint64_t work = of(inner);
      inside = either ? std::max(inside, work) : inside + work;
    });
    return sum + inside * (instr.op == Op::Loop ? options.rounds : 1);
  }
};

}  // namespace

uint32_t workOf(const Function& function, BlockId block, const WorkOptions& options) {
  return uint32_t(Counter{function, options}.of(block));
}

}  // namespace sw::passes
