// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "wasm/opcodes.h"

namespace sw::wasm {

namespace {
constexpr OpcodeInfo kOpcodes[] = {
#define SW_WASM_OPCODE(name, code, text, immediate, signature) {code, Immediate::immediate, text, signature},
#include "wasm/opcodes.def"
#undef SW_WASM_OPCODE
};
}  // namespace

const OpcodeInfo& infoOf(Opcode op) { return kOpcodes[size_t(op)]; }

char letterOf(ValType type) { return "vFfIi"[uint8_t(type) - uint8_t(ValType::V128)]; }

const char* textOf(ValType type) {
  static constexpr const char* kNames[] = {"v128", "f64", "f32", "i64", "i32"};
  return kNames[uint8_t(type) - uint8_t(ValType::V128)];
}

}  // namespace sw::wasm
