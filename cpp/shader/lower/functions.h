// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A sampler is no value, so a function with sampler parameters is lowered once for each set of uniforms that it is
// called with; a dynamic index of such an argument becomes a hidden parameter. A struct with samplers stands for the
// uniform too, until some function writes to its other members: that one has a copy of these, and passes it by value
// where it passes the struct on.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shader/lower/l_values.h"

namespace sw::lowering {

/// A function to be lowered, with the samplers that this copy of it is bound to.
struct FunctionRequest {
  const glslang::TIntermAggregate* definition = nullptr;
  uint32_t index = 0;                          // in Shader::functions
  std::vector<std::unique_ptr<LValue>> bound;  // per parameter: the uniform it stands for, or null
  std::vector<uint8_t> byValue;                // per parameter that is bound: what is no sampler is passed as well
};

// Of a function's definition.
const glslang::TIntermSequence& parametersOf(const glslang::TIntermAggregate& definition);
// Of a parameter.
bool isOut(const glslang::TType& type);
bool isIn(const glslang::TType& type);

/// Is:   which functions the shader has, and which of them are yet to be lowered.
/// Owns: the definitions of the tree, and the requests.
/// Asks: code and types.
class Functions {
 public:
  Functions(IrCode& code, Types& types) : code_(code), types_(types) {}

  void define(const glslang::TIntermAggregate& definition) { definitions_[definition.getName().c_str()] = &definition; }
  /// By its mangled name; null: it has no body.
  const glslang::TIntermAggregate* definition(const char* name) const;
  /// The index of a function with these samplers, to be lowered later unless it has been asked for before.
  uint32_t request(const glslang::TIntermAggregate& definition, std::vector<std::unique_ptr<LValue>> bound,
                   std::vector<uint8_t> byValue);
  std::optional<FunctionRequest> next();

 private:
  IrCode& code_;
  Types& types_;
  std::map<std::string, const glslang::TIntermAggregate*> definitions_;
  std::map<std::string, uint32_t> requested_;
  std::vector<FunctionRequest> queue_;
  size_t taken_ = 0;
};

}  // namespace sw::lowering
