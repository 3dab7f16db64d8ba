// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "wasm/opcodes.h"

#include <array>

#include "support/assert.h"

namespace sw::wasm {

namespace {
constexpr OpcodeInfo kOpcodes[] = {
#define SW_WASM_OPCODE(name, code, text, immediate, signature) {code, Immediate::immediate, text, signature},
#include "wasm/opcodes.def"
#undef SW_WASM_OPCODE
};

/// Codes without a prefix, with 0xfc, with 0xfd.
size_t rowOf(uint16_t code) { return code <= 0xff ? 0 : code >> 8 == 0xfc ? 1 : 2; }

std::array<std::array<uint16_t, 256>, 3> makeDecoder() {
  std::array<std::array<uint16_t, 256>, 3> table;
  for (auto& row : table) row.fill(0xffff);
  for (size_t i = 0; i < std::size(kOpcodes); ++i) {
    table[rowOf(kOpcodes[i].code)][kOpcodes[i].code & 0xff] = uint16_t(i);
  }
  return table;
}
}  // namespace

Opcode opcodeOf(uint16_t code) {
  static const auto table = makeDecoder();
  const uint16_t index = table[rowOf(code)][code & 0xff];
  SW_ASSERT(index != 0xffff);
  return Opcode(index);
}

const OpcodeInfo& infoOf(Opcode op) { return kOpcodes[size_t(op)]; }

char letterOf(ValType type) { return "vFfIi"[uint8_t(type) - uint8_t(ValType::V128)]; }

ValType typeOfLetter(char letter) {
  switch (letter) {
    case 'i': return ValType::I32;
    case 'I': return ValType::I64;
    case 'f': return ValType::F32;
    case 'F': return ValType::F64;
    default: return ValType::V128;
  }
}

const char* textOf(ValType type) {
  static constexpr const char* kNames[] = {"v128", "f64", "f32", "i64", "i32"};
  return kNames[uint8_t(type) - uint8_t(ValType::V128)];
}

}  // namespace sw::wasm
