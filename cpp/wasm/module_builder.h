// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Collects what a module is made of and writes its bytes. Imported functions come before those of the module; other
// imports may come at any time. The bytes depend on the calls made and on nothing else.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/function_builder.h"

namespace sw::wasm {

class ModuleBuilder {
 public:
  TypeIndex type(Type type);  // equal types share one entry
  TypeIndex type(std::initializer_list<ValType> params, std::initializer_list<ValType> results) {
    return type(Type{params, results});
  }
  const Type& type(TypeIndex index) const { return types_[index.index]; }

  void importMemory(std::string_view module, std::string_view name, uint32_t minimumPages);
  void importTable(std::string_view module, std::string_view name, uint32_t minimumEntries);
  /// The same, once the first indirect call needs it.
  void provideTable(std::string_view module, std::string_view name, uint32_t minimumEntries) {
    provided_ = {std::string(module), std::string(name), minimumEntries};
  }
  /// For FunctionBuilder: an indirect call is written.
  void useTable();
  Global importGlobal(std::string_view module, std::string_view name, ValType type, bool isMutable);
  Function importFunction(std::string_view module, std::string_view name, TypeIndex type);

  /// Functions remember which code comes from which source line; off at first.
  void keepLines(bool keep) { keepsLines_ = keep; }
  bool keepsLines() const { return keepsLines_; }

  /// Stays where it is as long as the module builder.
  FunctionBuilder& addFunction(std::string name);
  uint32_t functionCount() const { return uint32_t(importedFunctions_.size() + functions_.size()); }
  FunctionBuilder& builderOf(Function function) { return *functions_[function.index - importedFunctions_.size()]; }
  bool isImported(Function function) const { return function.index < importedFunctions_.size(); }
  const std::string& nameOf(Function function) const;

  void exportFunction(std::string_view name, Function function);

  /// Bytes for memory.init; returns the data index.
  uint32_t addPassiveData(Bytes bytes);

  ValType typeOf(Global global) const { return globals_[global.index].type; }
  const std::string& nameOf(Global global) const { return globals_[global.index].name; }
  const Type& typeOf(Function function) const;

  // For texts of the module.
  uint32_t typeCount() const { return uint32_t(types_.size()); }
  const Bytes& importBytes() const { return imports_; }
  const std::vector<Bytes>& passiveData() const { return data_; }
  void forEachExport(auto&& visit) const {
    for (const Export& entry : exports_) visit(entry.name, entry.function);
  }

  /// The module. A function with results that nobody wrote (nor calls, then) is unreachable. `names` adds the name
  /// section, for profiles and listings by other tools.
  Bytes encode(bool names = false);

 private:
  struct ImportedGlobal {
    std::string name;
    ValType type;
  };
  struct ImportedFunction {
    std::string name;
    TypeIndex type;
  };
  struct Export {
    std::string name;
    Function function;
  };

  struct ProvidedTable {
    std::string module, name;  // none where the name is empty: imported already, or nobody has one
    uint32_t minimumEntries = 0;
  };

  void beginImport(std::string_view module, std::string_view name, uint8_t kind);

  std::vector<Type> types_;
  Bytes imports_;
  uint32_t importCount_ = 0;
  std::vector<ImportedGlobal> globals_;
  std::vector<ImportedFunction> importedFunctions_;
  std::vector<std::unique_ptr<FunctionBuilder>> functions_;
  std::vector<Export> exports_;
  std::vector<Bytes> data_;
  ProvidedTable provided_;
  bool keepsLines_ = false;
};

}  // namespace sw::wasm
