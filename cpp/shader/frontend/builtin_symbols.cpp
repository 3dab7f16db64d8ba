// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/builtin_symbols.h"

namespace sw {

using namespace glslang;

TSymbolTable& builtinSymbols(const BuiltinsKey& key) {
  static TSymbolTable* tables[2][2][2][2] = {};
  static TPoolAllocator* keptPool = nullptr;
  TSymbolTable*& table = tables[key.version == 300][key.stage == EShLangFragment][key.drawBuffers][key.webgl2];
  if (table != nullptr) return *table;

  TPoolAllocator& callersPool = GetThreadPoolAllocator();
  if (keptPool == nullptr) keptPool = new TPoolAllocator;
  SetThreadPoolAllocator(keptPool);
  table = new TSymbolTable;
  table->push();
  addBuiltinVariables(key, *table);
  addBuiltinFunctions(key, *table);
  // glslang counts on two more levels of built-ins before the shader's own, and never writes to the first two. It is
  // not told that built-ins cannot be redeclared: in 3.00 that is so of functions alone (token_filter.cpp).
  table->push();
  table->readOnly();
  SetThreadPoolAllocator(&callersPool);
  return *table;
}

}  // namespace sw
