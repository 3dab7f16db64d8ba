// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/lane_code.h"

namespace sw {

void LaneCode::countUses(uint32_t index) {
  Node& node = nodes_[index];
  if (node.uses++) return;
  for (uint32_t i = 0; i < node.operands; ++i) countUses(node.args[i]);
}

void LaneCode::emit(uint32_t root) {
  countUses(root);
  write(root);
}

void LaneCode::write(uint32_t index) {
  Node& node = nodes_[index];
  --node.uses;
  switch (node.kind) {
    case Kind::Param: f_.localGet(node.local); return;
    case Kind::Constant: f_.v128Splat(node.bits); return;
    case Kind::Op:
    case Kind::Shift: break;
  }
  if (node.local.valid()) {
    f_.localGet(node.local);
    if (!node.uses) f_.release(node.local);
    return;
  }
  for (uint32_t i = 0; i < node.operands; ++i) write(node.args[i]);
  if (node.kind == Kind::Shift) f_.i32Const(int32_t(node.bits));
  f_.op(node.opcode);
  if (node.uses) {
    node.local = f_.acquire(wasm::ValType::V128);
    f_.localTee(node.local);
  }
}

}  // namespace sw
