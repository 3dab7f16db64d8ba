// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/builtin_symbols.h"

#include <string>

#include "shader/glslang/parse_text.h"
#include "support/assert.h"

namespace sw {

using namespace glslang;

namespace {

/// Parses declarations of built-ins into the symbol table's current level.
void parseBuiltins(const std::string& declarations, const BuiltinsKey& key, TSymbolTable& symbols) {
  TInfoSink sink;
  TIntermediate tree(key.stage, key.version, EEsProfile);
  tree.setSource(EShSourceGlsl);
  const TString entryPoint = "main";
  TParseContext context(symbols, tree, true, key.version, EEsProfile, SpvVersion(), key.stage, sink, true,
                        EShMsgDefault, &entryPoint);
  [[maybe_unused]] const bool parsed = parseText(context, declarations, false);
  SW_ASSERT(parsed);
}

}  // namespace

TSymbolTable& builtinSymbols(const BuiltinsKey& key) {
  static TSymbolTable* tables[2][2][2][2] = {};
  static TPoolAllocator* keptPool = nullptr;
  TSymbolTable*& table = tables[key.version == 300][key.stage == EShLangFragment][key.drawBuffers][key.webgl2];
  if (table != nullptr) return *table;

  TPoolAllocator& callersPool = GetThreadPoolAllocator();
  if (keptPool == nullptr) keptPool = new TPoolAllocator;
  {
    // The tree of the declarations goes away with this pool; only the symbols are copied.
    TPoolAllocator parsingPool;
    SetThreadPoolAllocator(&parsingPool);
    TSymbolTable variables;
    variables.push();
    parseBuiltins(builtinVariables(key), key, variables);
    identifyVariables(key, variables);

    SetThreadPoolAllocator(keptPool);
    table = new TSymbolTable;
    table->copyTable(variables);
    addBuiltinFunctions(key, *table);
    // glslang counts on two more levels of built-ins before the shader's own, and never writes to the first two. It is
    // not told that built-ins cannot be redeclared: in 3.00 that is so of functions alone (token_filter.cpp).
    table->push();
    table->readOnly();
    SetThreadPoolAllocator(&parsingPool);
  }
  SetThreadPoolAllocator(&callersPool);
  return *table;
}

}  // namespace sw
