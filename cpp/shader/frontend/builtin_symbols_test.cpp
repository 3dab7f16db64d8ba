// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// golden/builtins.txt holds the built-in functions of each version and stage, a line each: operator, result, name with
// parameters as glslang mangles them, and what else is not as everywhere; golden/builtin_variables.txt the types, variables
// and constants of each key: name, type, value and extensions. SW_REBASE=1 rewrites them.

#include "shader/frontend/builtin_symbols.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "testing/golden_files.h"

namespace sw {
namespace {

using namespace glslang;

std::string mangled(const TType& type) {
  TString text;
  type.appendMangledName(text);
  return text.c_str();
}

std::string lineOf(const TFunction& function) {
  std::string line = std::to_string(function.getBuiltInOp()) + ' ' + mangled(function.getType()) + ' ' +
                     function.getMangledName().c_str();
  const auto qualifiers = [&](const TType& type, TStorageQualifier usual) {
    const TQualifier& qualifier = type.getQualifier();
    if (qualifier.storage != usual) line += std::string(" ") + type.getStorageQualifierString();
    if (qualifier.precision != EpqNone) line += std::string(" ") + type.getPrecisionQualifierString();
  };
  qualifiers(function.getType(), EvqGlobal);
  for (int i = 0; i < function.getParamCount(); ++i) {
    line += ',';
    qualifiers(*function[i].type, EvqIn);
  }
  if (!function.isDefined()) line += " undefined";
  for (int i = 0; i < function.getNumExtensions(); ++i) line += std::string(" ") + function.getExtensions()[i];
  return line;
}

std::set<std::string> namesOf(const TSymbolTable& symbols) {
  TInfoSink sink;
  symbols.dump(sink, false);  // the one way to all names
  const std::string dump = sink.debug.c_str();
  std::set<std::string> names;
  for (size_t at = 0; at < dump.size(); at = dump.find('\n', at) + 1) {
    const size_t colon = dump.find(": ", at);
    if (colon < dump.find('\n', at)) names.insert(dump.substr(at, colon - at));
  }
  return names;
}

std::string lineOf(const TVariable& variable) {
  const TType& type = variable.getType();
  std::string line = std::string(variable.getName().c_str()) + (variable.isUserType() ? " type" : "") + ": " +
                     type.getCompleteString(true).c_str();
  line += " built-in " + std::to_string(type.getQualifier().builtIn);
  if (type.isUnsizedArray()) line += " unsized";
  const TConstUnionArray& values = variable.getConstArray();
  for (int i = 0; i < values.size(); ++i) line += " = " + std::to_string(values[i].getIConst());
  if (variable.getConstSubtree()) line += " subtree";
  for (int i = 0; i < variable.getNumExtensions(); ++i) line += std::string(" ") + variable.getExtensions()[i];
  return line;
}

std::string variablesOf(TSymbolTable& symbols) {
  std::string text;
  for (const std::string& name : namesOf(symbols)) {
    const TSymbol* symbol = symbols.find(TString(name.c_str()));
    if (symbol && symbol->getAsVariable()) text += lineOf(*symbol->getAsVariable()) + "\n";
  }
  return text;
}

std::string functionsOf(TSymbolTable& symbols) {
  std::set<std::string> lines;
  for (const std::string& name : namesOf(symbols)) {
    TVector<const TFunction*> functions;
    bool builtIn = false;
    symbols.findFunctionNameList(TString(name.c_str()) + "(", functions, builtIn);
    for (const TFunction* function : functions) lines.insert(lineOf(*function));
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

void expectRecorded(const std::string& path, const std::string& text) {
  if (std::getenv("SW_REBASE")) {
    FILE* file = fopen(path.c_str(), "wb");
    ASSERT_TRUE(file);
    fwrite(text.data(), 1, text.size(), file);
    fclose(file);
  }
  EXPECT_EQ(test::readFile(path), text);
}

TEST(BuiltinSymbols, VariablesAreAsRecorded) {
  std::string text;
  TPoolAllocator pool;
  SetThreadPoolAllocator(&pool);
  for (int n = 0; n < 16; ++n) {
    const BuiltinsKey key = {.version = n & 8 ? 300 : 100,
                             .stage = n & 4 ? EShLangFragment : EShLangVertex,
                             .drawBuffers = (n & 2) != 0,
                             .webgl2 = (n & 1) != 0};
    text += "# " + std::to_string(key.version) + (n & 4 ? " fragment" : " vertex") +
            (key.drawBuffers ? " drawBuffers" : "") + (key.webgl2 ? " webgl2" : "") + "\n";
    text += variablesOf(builtinSymbols(key));
  }
  SetThreadPoolAllocator(nullptr);
  expectRecorded("golden/builtin_variables.txt", text);
}

TEST(BuiltinSymbols, FunctionsAreAsRecorded) {
  std::string text;
  TPoolAllocator pool;
  SetThreadPoolAllocator(&pool);
  for (int version : {100, 300}) {
    for (EShLanguage stage : {EShLangVertex, EShLangFragment}) {
      text += "# " + std::to_string(version) + (stage == EShLangVertex ? " vertex\n" : " fragment\n");
      text += functionsOf(builtinSymbols({.version = version, .stage = stage}));
    }
  }
  SetThreadPoolAllocator(nullptr);
  expectRecorded("golden/builtins.txt", text);
}

}  // namespace
}  // namespace sw
