// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/ir/ir.h"

namespace sw::ir {

namespace {

struct OpInfo {
  const char* text;
  bool pure;
};

constexpr bool P = true;
constexpr OpInfo kOps[] = {
#define SW_IR_OP(name, text, flags) {text, static_cast<bool>(flags)},
#include "shader/ir/ops.def"
#undef SW_IR_OP
};

}  // namespace

const char* opText(Op op) { return kOps[static_cast<size_t>(op)].text; }

bool endsBlock(Op op) { return op == Op::Break || op == Op::Continue || op == Op::LeaveScope || op == Op::Return; }

bool isPure(Op op) { return kOps[static_cast<size_t>(op)].pure; }

}  // namespace sw::ir
