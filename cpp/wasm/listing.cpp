// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "wasm/listing.h"

#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <set>

#include "wasm/byte_reader.h"

namespace sw::wasm {

namespace {

enum class Style : uint8_t {
  Listing,  // terse: names as they are, offsets as +16
  Wat,      // as assemblers read it
};

std::string typesText(const Type& type) {
  std::string text;
  for (ValType param : type.params) text += std::string(" (param ") + textOf(param) + ")";
  for (ValType result : type.results) text += std::string(" (result ") + textOf(result) + ")";
  return text;
}

class FunctionReader {
 public:
  FunctionReader(ModuleBuilder& module, const FunctionBuilder& function, Style style)
      : module_(module), function_(function), style_(style), code_(function.code()) {
    for (const std::string& name : function.localNames()) {
      if (!names_.insert(name).second) ambiguous_.insert(name);
    }
  }

  std::string text() {
    if (style_ == Style::Wat) {
      watHead();
      depth_ = 1;
    } else {
      head();
    }
    while (!code_.atEnd()) instruction();
    if (style_ == Style::Wat) out_ += "  )\n";
    return std::move(out_);
  }

 private:
  void head() {
    out_ = "func " + function_.name();
    for (uint32_t i = 0; i < function_.paramCount(); ++i) {
      out_ += std::string(i ? ", " : "(") + nameOf(i) + ": " + textOf(function_.localTypes()[i]);
    }
    out_ += function_.paramCount() ? ")" : "()";
    for (size_t i = 0; i < function_.type().results.size(); ++i) {
      out_ += std::string(i ? ", " : " -> ") + textOf(function_.type().results[i]);
    }
    out_ += "\n";
  }

  void watHead() {
    out_ = "  (func $" + function_.name() + " (type " + std::to_string(module_.type(function_.type()).index) + ")";
    const auto declare = [this](const char* what, uint32_t i) {
      out_ += std::string(" (") + what + (hasName(i) ? " " + nameOf(i) : "") + " " + textOf(function_.localTypes()[i]) +
              ")";
    };
    for (uint32_t i = 0; i < function_.paramCount(); ++i) declare("param", i);
    for (ValType result : function_.type().results) out_ += std::string(" (result ") + textOf(result) + ")";
    out_ += "\n";
    for (uint32_t i = function_.paramCount(); i < function_.localCount(); ++i) {
      out_ += i == function_.paramCount() || i % 8 == 0 ? "   " : "";
      declare("local", i);
      if (i + 1 == function_.localCount() || (i + 1) % 8 == 0) out_ += "\n";
    }
  }

  bool hasName(uint64_t local) const {
    const auto& names = function_.localNames();
    if (local >= names.size() || names[local].empty()) return false;
    return style_ == Style::Listing || !ambiguous_.count(names[local]);
  }

  std::string nameOf(uint64_t local) const {
    const char* sigil = style_ == Style::Wat ? "$" : "";
    if (hasName(local)) return sigil + function_.localNames()[local];
    return (style_ == Style::Wat ? "" : "$") + std::to_string(local);
  }

  void append(const char* format, auto... values) {
    char buffer[128];
    std::snprintf(buffer, sizeof buffer, format, values...);
    out_ += buffer;
  }

  void appendFloat(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, 4);
    if (style_ == Style::Wat) {
      if (std::isnan(value)) {
        append(" %snan:0x%x", bits >> 31 ? "-" : "", bits & 0x7fffffu);
      } else {
        append(" %.9g", double(value));
      }
    } else if (std::isnan(value) || std::isinf(value)) {
      append(" bits:%08x", bits);
    } else {
      append(" %.9g", double(value));
    }
  }

  void instruction() {
    const auto& marks = function_.lineMarks();
    if (nextMark_ < marks.size() && marks[nextMark_].position == code_.position()) {
      out_.append(2 + 2 * depth_, ' ');
      const uint32_t line = marks[nextMark_++].line;
      out_ += line ? ";; line " + std::to_string(line) + "\n" : ";; no line\n";
    }
    const Opcode op = code_.opcode();
    const OpcodeInfo& info = infoOf(op);
    if (op == Opcode::End || op == Opcode::Else) --depth_;
    out_.append(2 + 2 * depth_, ' ');
    out_ += info.text;
    immediate(info.immediate);
    out_ += "\n";
    if (op == Opcode::Block || op == Opcode::Loop || op == Opcode::If || op == Opcode::Else) ++depth_;
  }

  void immediate(Immediate kind) {
    const bool wat = style_ == Style::Wat;
    const char* sigil = wat ? " $" : " ";
    switch (kind) {
      case Immediate::None: break;
      case Immediate::BlockType: {
        const uint8_t type = code_.byte();
        if (type != 0x40) append(wat ? " (result %s)" : " -> %s", textOf(ValType(type)));
        break;
      }
      case Immediate::Label:
      case Immediate::Lane:
      case Immediate::Data: append(" %u", unsigned(code_.number())); break;
      case Immediate::BrTable:
        for (uint64_t n = code_.number() + 1; n > 0; --n) append(" %u", unsigned(code_.number()));
        break;
      case Immediate::Function: out_ += sigil + module_.nameOf(Function{uint32_t(code_.number())}); break;
      case Immediate::CallIndirect:
        append(wat ? " (type %u)" : " type %u", unsigned(code_.number()));
        code_.skip(1);
        break;
      case Immediate::Local: out_ += " " + nameOf(code_.number()); break;
      case Immediate::Global: out_ += sigil + module_.nameOf(Global{uint32_t(code_.number())}); break;
      case Immediate::Memory:
      case Immediate::MemoryLane: {
        const unsigned alignment = 1u << code_.number();
        const unsigned offset = unsigned(code_.number());
        if (offset) append(wat ? " offset=%u" : " +%u", offset);
        if (wat) append(" align=%u", alignment);
        if (kind == Immediate::MemoryLane) append(wat ? " %u" : " lane %u", unsigned(code_.byte()));
        break;
      }
      case Immediate::Shuffle:
        for (int i = 0; i < 16; ++i) append(" %u", unsigned(code_.byte()));
        break;
      case Immediate::Zero: code_.skip(1); break;
      case Immediate::ZeroZero: code_.skip(2); break;
      case Immediate::DataZero:
        append(wat ? " %u" : " data %u", unsigned(code_.number()));
        code_.skip(1);
        break;
      case Immediate::I32:
      case Immediate::I64: append(" %" PRId64, code_.signedNumber()); break;
      case Immediate::F32: appendFloat(code_.fixed<float>()); break;
      case Immediate::F64: append(" %.17g", code_.fixed<double>()); break;
      case Immediate::V128:
        if (wat) out_ += " i32x4";
        for (int i = 0; i < 4; ++i) append(wat ? " 0x%08x" : " %08x", code_.fixed<uint32_t>());
        break;
    }
  }

  ModuleBuilder& module_;
  const FunctionBuilder& function_;
  const Style style_;
  ByteReader code_;
  std::set<std::string> names_, ambiguous_;
  size_t nextMark_ = 0;
  size_t depth_ = 0;
  std::string out_;
};

/// The import section's entries, read back.
std::string importsText(const ModuleBuilder& module) {
  std::string text;
  ByteReader reader(module.importBytes());
  while (!reader.atEnd()) {
    const std::string from = reader.name(), name = reader.name();
    text.append("  (import \"").append(from).append("\" \"").append(name).append("\" ");
    switch (reader.byte()) {
      case 0: text += "(func $" + name + " (type " + std::to_string(reader.number()) + ")))\n"; break;
      case 1:
        reader.skip(2);  // funcref, without a maximum
        text += "(table " + std::to_string(reader.number()) + " funcref))\n";
        break;
      case 2:
        reader.skip(1);
        text += "(memory " + std::to_string(reader.number()) + "))\n";
        break;
      default: {
        const char* type = textOf(ValType(reader.byte()));
        const bool isMutable = reader.byte() != 0;
        text +=
            "(global $" + name + (isMutable ? std::string(" (mut ") + type + ")" : std::string(" ") + type) + "))\n";
        break;
      }
    }
  }
  return text;
}

}  // namespace

std::string toText(ModuleBuilder& module, const FunctionBuilder& function) {
  return FunctionReader(module, function, Style::Listing).text();
}

std::string toText(ModuleBuilder& module) {
  std::string text;
  for (uint32_t i = 0; i < module.functionCount(); ++i) {
    if (!module.isImported({i})) text += toText(module, module.builderOf({i}));
  }
  return text;
}

std::string toWat(ModuleBuilder& module) {
  std::string functions;
  for (uint32_t i = 0; i < module.functionCount(); ++i) {
    if (module.isImported({i})) continue;
    functions += FunctionReader(module, module.builderOf({i}), Style::Wat).text();
  }
  // After the functions, whose types have all been asked for now.
  std::string text = "(module\n";
  for (uint32_t i = 0; i < module.typeCount(); ++i) {
    text += "  (type (func" + typesText(module.type(TypeIndex{i})) + "))\n";
  }
  text += importsText(module) + functions;
  module.forEachExport([&](const std::string& name, Function function) {
    text += "  (export \"" + name + "\" (func $" + module.nameOf(function) + "))\n";
  });
  for (const Bytes& bytes : module.passiveData()) {
    text += "  (data \"";
    for (uint8_t byte : bytes) {
      char escape[4];
      std::snprintf(escape, sizeof escape, "\\%02x", byte);
      text += escape;
    }
    text += "\")\n";
  }
  return text + ")\n";
}

}  // namespace sw::wasm
