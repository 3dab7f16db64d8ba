// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// WebAssembly core specification, "Binary Format: Modules".

#include "wasm/module_builder.h"

#include <utility>

#include "support/assert.h"
#include "wasm/shared_memory.h"

namespace sw::wasm {

namespace {

enum Section : uint8_t {
  kCustom = 0,
  kTypes = 1,
  kImports = 2,
  kFunctions = 3,
  kExports = 7,
  kCode = 10,
  kData = 11,
  kDataCount = 12
};
bool g_importsShared = false;

enum ExternalKind : uint8_t { kFunction = 0, kTable = 1, kMemory = 2, kGlobal = 3 };

void writeSection(Bytes& out, Section id, const Bytes& content) {
  out.push_back(id);
  writeUnsigned(out, content.size());
  writeBytes(out, content);
}

void writeTypes(Bytes& out, const std::vector<ValType>& types) {
  writeUnsigned(out, types.size());
  for (ValType type : types) out.push_back(uint8_t(type));
}

/// Declarations of the locals: runs of one type.
void writeLocals(Bytes& out, const FunctionBuilder& function) {
  const std::vector<ValType>& types = function.localTypes();
  Bytes runs;
  uint32_t count = 0;
  for (size_t i = function.paramCount(); i < types.size(); ++count) {
    size_t end = i;
    while (end < types.size() && types[end] == types[i]) ++end;
    writeUnsigned(runs, end - i);
    runs.push_back(uint8_t(types[i]));
    i = end;
  }
  writeUnsigned(out, count);
  writeBytes(out, runs);
}

}  // namespace

TypeIndex ModuleBuilder::type(Type type) {
  for (size_t i = 0; i < types_.size(); ++i) {
    if (types_[i] == type) return {uint32_t(i)};
  }
  types_.push_back(std::move(type));
  return {uint32_t(types_.size() - 1)};
}

void ModuleBuilder::beginImport(std::string_view module, std::string_view name, uint8_t kind) {
  writeName(imports_, module);
  writeName(imports_, name);
  imports_.push_back(kind);
  ++importCount_;
}

void importSharedMemories(bool shared) { g_importsShared = shared; }
bool importsSharedMemories() { return g_importsShared; }

void ModuleBuilder::importMemory(std::string_view module, std::string_view name, uint32_t minimumPages) {
  constexpr uint32_t kMostPages = 65536;
  constexpr uint8_t kHasMaximum = 1, kShared = 2;
  beginImport(module, name, kMemory);
  imports_.push_back(g_importsShared ? kHasMaximum | kShared : 0);
  writeUnsigned(imports_, minimumPages);
  if (g_importsShared) writeUnsigned(imports_, kMostPages);
}

void ModuleBuilder::importTable(std::string_view module, std::string_view name, uint32_t minimumEntries) {
  beginImport(module, name, kTable);
  imports_.push_back(0x70);  // funcref
  imports_.push_back(0);
  writeUnsigned(imports_, minimumEntries);
}

void ModuleBuilder::useTable() {
  if (provided_.name.empty()) return;
  importTable(provided_.module, provided_.name, provided_.minimumEntries);
  provided_ = {};
}

Global ModuleBuilder::importGlobal(std::string_view module, std::string_view name, ValType type, bool isMutable) {
  beginImport(module, name, kGlobal);
  imports_.push_back(uint8_t(type));
  imports_.push_back(isMutable);
  globals_.push_back({std::string(name), type});
  return {uint32_t(globals_.size() - 1)};
}

Function ModuleBuilder::importFunction(std::string_view module, std::string_view name, TypeIndex type) {
  SW_ASSERT(functions_.empty());
  beginImport(module, name, kFunction);
  writeUnsigned(imports_, type.index);
  importedFunctions_.push_back({std::string(name), type});
  return {uint32_t(importedFunctions_.size() - 1)};
}

FunctionBuilder& ModuleBuilder::addFunction(std::string name) {
  functions_.push_back(std::make_unique<FunctionBuilder>(*this, Function{functionCount()}, std::move(name)));
  return *functions_.back();
}

const std::string& ModuleBuilder::nameOf(Function function) const {
  const size_t imported = importedFunctions_.size();
  return function.index < imported ? importedFunctions_[function.index].name
                                   : functions_[function.index - imported]->name();
}

const Type& ModuleBuilder::typeOf(Function function) const {
  const size_t imported = importedFunctions_.size();
  return function.index < imported ? types_[importedFunctions_[function.index].type.index]
                                   : functions_[function.index - imported]->type();
}

void ModuleBuilder::exportFunction(std::string_view name, Function function) {
  exports_.push_back({std::string(name), function});
}

uint32_t ModuleBuilder::addPassiveData(Bytes bytes) {
  data_.push_back(std::move(bytes));
  return uint32_t(data_.size() - 1);
}

Bytes ModuleBuilder::encode(bool names) {
  Bytes functionSection;
  Bytes codeSection;
  writeUnsigned(functionSection, functions_.size());
  writeUnsigned(codeSection, functions_.size());
  Bytes body;
  for (const auto& function : functions_) {
    SW_ASSERT(function->openBlocks() == 1);
    if (function->code().empty() && !function->type().results.empty()) function->unreachable();
    writeUnsigned(functionSection, type(function->type()).index);
    body.clear();
    writeLocals(body, *function);
    writeUnsigned(codeSection, body.size() + function->code().size() + 1);
    writeBytes(codeSection, body);
    writeBytes(codeSection, function->code());
    codeSection.push_back(uint8_t(infoOf(Opcode::End).code));
  }

  Bytes out = {0, 'a', 's', 'm', 1, 0, 0, 0};
  Bytes section;
  writeUnsigned(section, types_.size());
  for (const Type& type : types_) {
    section.push_back(0x60);
    writeTypes(section, type.params);
    writeTypes(section, type.results);
  }
  writeSection(out, kTypes, section);

  if (importCount_) {
    section.clear();
    writeUnsigned(section, importCount_);
    writeBytes(section, imports_);
    writeSection(out, kImports, section);
  }
  writeSection(out, kFunctions, functionSection);

  if (!exports_.empty()) {
    section.clear();
    writeUnsigned(section, exports_.size());
    for (const Export& entry : exports_) {
      writeName(section, entry.name);
      section.push_back(kFunction);
      writeUnsigned(section, entry.function.index);
    }
    writeSection(out, kExports, section);
  }
  if (!data_.empty()) {
    section.clear();
    writeUnsigned(section, data_.size());
    writeSection(out, kDataCount, section);
  }
  writeSection(out, kCode, codeSection);
  if (!data_.empty()) {
    section.clear();
    writeUnsigned(section, data_.size());
    for (const Bytes& bytes : data_) {
      section.push_back(1);  // passive
      writeUnsigned(section, bytes.size());
      writeBytes(section, bytes);
    }
    writeSection(out, kData, section);
  }

  if (names) {
    Bytes functionNames;
    writeUnsigned(functionNames, functionCount());
    for (uint32_t i = 0; i < functionCount(); ++i) {
      writeUnsigned(functionNames, i);
      writeName(functionNames, nameOf(Function{i}));
    }
    Bytes localNames;
    writeUnsigned(localNames, functions_.size());
    for (const auto& function : functions_) {
      writeUnsigned(localNames, function->self().index);
      Bytes entries;
      uint32_t count = 0;
      for (size_t i = 0; i < function->localNames().size(); ++i) {
        if (function->localNames()[i].empty()) continue;
        writeUnsigned(entries, i);
        writeName(entries, function->localNames()[i]);
        ++count;
      }
      writeUnsigned(localNames, count);
      writeBytes(localNames, entries);
    }
    section.clear();
    writeName(section, "name");
    section.push_back(1);
    writeUnsigned(section, functionNames.size());
    writeBytes(section, functionNames);
    section.push_back(2);
    writeUnsigned(section, localNames.size());
    writeBytes(section, localNames);
    writeSection(out, kCustom, section);
  }
  return out;
}

}  // namespace sw::wasm
