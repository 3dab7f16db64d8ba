// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

namespace sw::wasm {

enum class ValType : uint8_t { I32 = 0x7f, I64 = 0x7e, F32 = 0x7d, F64 = 0x7c, V128 = 0x7b };

enum class Opcode : uint16_t {
#define SW_WASM_OPCODE(name, code, text, immediate, signature) name,
#include "wasm/opcodes.def"
#undef SW_WASM_OPCODE
};

/// What follows an instruction in the bytes. ZeroZero and the like: index bytes that are always zero here.
enum class Immediate : uint8_t {
  None,
  BlockType,
  Label,
  BrTable,
  Function,
  CallIndirect,
  Local,
  Global,
  Memory,
  MemoryLane,
  Lane,
  Shuffle,
  Zero,
  ZeroZero,
  Data,
  DataZero,
  I32,
  I64,
  F32,
  F64,
  V128,
};

struct OpcodeInfo {
  uint16_t code;  // above 0xff: prefix byte, then an index
  Immediate immediate;
  const char* text;
  const char* signature;  // see opcodes.def
};

const OpcodeInfo& infoOf(Opcode op);
/// The instruction of a code that the writer knows.
Opcode opcodeOf(uint16_t code);
char letterOf(ValType type);  // i I f F v
ValType typeOfLetter(char letter);
const char* textOf(ValType type);

}  // namespace sw::wasm
