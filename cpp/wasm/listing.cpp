// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "wasm/listing.h"

#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "support/assert.h"

namespace sw::wasm {

namespace {

struct Entry {
  uint16_t code;
  Opcode op;
};

constexpr Entry kEntries[] = {
#define SW_WASM_OPCODE(name, code, text, immediate, signature) {code, Opcode::name},
#include "wasm/opcodes.def"
#undef SW_WASM_OPCODE
};

Opcode opcodeOf(uint16_t code) {
  for (const Entry& entry : kEntries) {
    if (entry.code == code) return entry.op;
  }
  SW_ASSERT(false);
  return Opcode::Unreachable;
}

class Reader {
 public:
  Reader(ModuleBuilder& module, const FunctionBuilder& function)
      : module_(module), function_(function), code_(function.code()) {}

  std::string text() {
    out_ = "func " + function_.name();
    for (uint32_t i = 0; i < function_.paramCount(); i++) {
      out_ += std::string(i ? ", " : "(") + nameOf(i) + ": " + textOf(function_.localTypes()[i]);
    }
    out_ += function_.paramCount() ? ")" : "()";
    for (size_t i = 0; i < function_.type().results.size(); i++) {
      out_ += std::string(i ? ", " : " -> ") + textOf(function_.type().results[i]);
    }
    out_ += "\n";
    while (at_ < code_.size()) instruction();
    return std::move(out_);
  }

 private:
  std::string nameOf(uint64_t local) const {
    const auto& names = function_.localNames();
    if (local < names.size() && !names[local].empty()) return names[local];
    return "$" + std::to_string(local);
  }

  uint64_t number() {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const uint8_t byte = code_[at_++];
      value |= uint64_t(byte & 0x7f) << shift;
      if (!(byte & 0x80)) return value;
    }
  }

  int64_t signedNumber() {
    int64_t value = 0;
    for (int shift = 0;;) {
      const uint8_t byte = code_[at_++];
      value |= int64_t(uint64_t(byte & 0x7f) << shift);
      shift += 7;
      if (!(byte & 0x80)) return (byte & 0x40) && shift < 64 ? value | -(int64_t(1) << shift) : value;
    }
  }

  template <typename T>
  T fixed() {
    T value;
    std::memcpy(&value, code_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }

  void append(const char* format, auto... values) {
    char buffer[128];
    std::snprintf(buffer, sizeof buffer, format, values...);
    out_ += buffer;
  }

  void appendFloat(float value) {
    if (std::isnan(value) || std::isinf(value)) {
      uint32_t bits;
      std::memcpy(&bits, &value, 4);
      append(" bits:%08x", bits);
    } else {
      append(" %.9g", double(value));
    }
  }

  void instruction() {
    uint16_t code = code_[at_++];
    if (code == 0xfc || code == 0xfd) code = uint16_t(code << 8 | number());
    const Opcode op = opcodeOf(code);
    const OpcodeInfo& info = infoOf(op);
    if (op == Opcode::End || op == Opcode::Else) depth_--;
    out_.append(2 + 2 * depth_, ' ');
    out_ += info.text;
    immediate(info.immediate);
    out_ += "\n";
    if (op == Opcode::Block || op == Opcode::Loop || op == Opcode::If || op == Opcode::Else) depth_++;
  }

  void immediate(Immediate kind) {
    switch (kind) {
      case Immediate::None: break;
      case Immediate::BlockType: {
        const uint8_t type = code_[at_++];
        if (type != 0x40) append(" -> %s", textOf(ValType(type)));
        break;
      }
      case Immediate::Label:
      case Immediate::Lane:
      case Immediate::Data: append(" %u", unsigned(number())); break;
      case Immediate::BrTable:
        for (uint64_t n = number() + 1; n > 0; n--) append(" %u", unsigned(number()));
        break;
      case Immediate::Function: out_ += " " + module_.nameOf(Function{uint32_t(number())}); break;
      case Immediate::CallIndirect:
        append(" type %u", unsigned(number()));
        at_++;
        break;
      case Immediate::Local: out_ += " " + nameOf(number()); break;
      case Immediate::Global: out_ += " " + module_.nameOf(Global{uint32_t(number())}); break;
      case Immediate::Memory:
      case Immediate::MemoryLane:
        number();
        if (const uint64_t offset = number()) append(" +%u", unsigned(offset));
        if (kind == Immediate::MemoryLane) append(" lane %u", unsigned(code_[at_++]));
        break;
      case Immediate::Shuffle:
        for (int i = 0; i < 16; i++) append(" %u", unsigned(code_[at_++]));
        break;
      case Immediate::Zero: at_ += 1; break;
      case Immediate::ZeroZero: at_ += 2; break;
      case Immediate::DataZero:
        append(" data %u", unsigned(number()));
        at_++;
        break;
      case Immediate::I32:
      case Immediate::I64: append(" %" PRId64, signedNumber()); break;
      case Immediate::F32: appendFloat(fixed<float>()); break;
      case Immediate::F64: append(" %.17g", fixed<double>()); break;
      case Immediate::V128:
        for (int i = 0; i < 4; i++) append(" %08x", fixed<uint32_t>());
        break;
    }
  }

  ModuleBuilder& module_;
  const FunctionBuilder& function_;
  const Bytes& code_;
  size_t at_ = 0;
  size_t depth_ = 0;
  std::string out_;
};

}  // namespace

std::string toText(ModuleBuilder& module, const FunctionBuilder& function) { return Reader(module, function).text(); }

std::string toText(ModuleBuilder& module) {
  std::string text;
  for (uint32_t i = 0; i < module.functionCount(); i++) {
    if (!module.isImported({i})) text += toText(module, module.builderOf({i}));
  }
  return text;
}

}  // namespace sw::wasm
