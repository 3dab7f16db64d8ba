// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// glslang as a library: one source in, its tree out. The tree lives in a memory pool of its own, which goes with it.

#pragma once

#include <glslang/MachineIndependent/localintermediate.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/compile_options.h"
#include "pipeline/shader_types.h"
#include "shader/glslang/token_filter.h"

namespace sw {

/// What the text says before parsing: see source_rules.h.
struct SourceText;

struct ParsedShader {
  std::unique_ptr<glslang::TPoolAllocator> pool;
  std::unique_ptr<glslang::TIntermediate> tree;
  int version = 300;
  std::vector<std::pair<std::string, bool>> extensions;
  InvariantInputs invariantInputs;
  std::map<std::string, int> globalLines;
  std::set<std::string> namedInCode;        // in any function, also in code that is pruned
  std::set<std::pair<int, int>> fors;       // line and column of each `for`
  std::set<std::string> indexedInterfaces;  // inputs and outputs that are arrays, with an index that is no constant
  bool callsFunctions = false;              // of its own
  bool webgl2 = true;
  bool valid = false;

  /// Whether the loop that begins here is a `for`: the tree shows it and `while` alike.
  bool isFor(const glslang::TSourceLoc& where) const { return fors.contains({where.line, where.column}); }

  ParsedShader() = default;
  ParsedShader(ParsedShader&&) = default;
  ~ParsedShader();
};

/// Parses one shader. Messages go to `log`. The pool stays the current one of the thread, so that the tree can be
/// worked on, until the result is destroyed.
ParsedShader parseShader(ShaderStage stage, const SourceText& source, const CompileOptions& options, std::string& log);

}  // namespace sw
