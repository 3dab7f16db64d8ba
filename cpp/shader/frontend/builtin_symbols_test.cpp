// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// golden/builtins.txt holds the built-in functions of each version and stage, a line each: operator, result, name with
// parameters as glslang mangles them, and what else is not as everywhere. SW_REBASE=1 rewrites it.

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

std::string functionsOf(TSymbolTable& symbols) {
  TInfoSink sink;
  symbols.dump(sink, false);  // the one way to all names
  const std::string dump = sink.debug.c_str();
  std::set<std::string> names, lines;
  for (size_t at = 0; at < dump.size(); at = dump.find('\n', at) + 1) {
    const size_t colon = dump.find(": ", at);
    if (colon < dump.find('\n', at)) names.insert(dump.substr(at, colon - at));
  }
  for (const std::string& name : names) {
    TVector<const TFunction*> functions;
    bool builtIn = false;
    symbols.findFunctionNameList(TString(name.c_str()) + "(", functions, builtIn);
    for (const TFunction* function : functions) lines.insert(lineOf(*function));
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
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
  const std::string path = "golden/builtins.txt";
  if (std::getenv("SW_REBASE")) {
    FILE* file = fopen(path.c_str(), "wb");
    ASSERT_TRUE(file);
    fwrite(text.data(), 1, text.size(), file);
    fclose(file);
  }
  EXPECT_EQ(test::readFile(path), text);
}

}  // namespace
}  // namespace sw
