// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <unordered_map>

#include "shader/glslang/tree.h"
#include "shader/lower/ir_code.h"

namespace sw::lowering {

/// Of a component; Void for what is no number.
ir::Type scalarType(const glslang::TType& type);

/// Is:   glslang's types and constants in the IR's words.
/// Owns: which of the shader's structs is which.
/// Asks: the code, for constants and errors.
class Types {
 public:
  explicit Types(IrCode& code) : code_(code) {}

  ir::GlslType glslType(const glslang::TType& type);
  uint32_t structIndex(const glslang::TType& type);
  uint32_t cellsOf(const ir::GlslType& type) { return ir::cellCount(type, code_.shader().structs); }

  /// glslang folds in double precision: constants are rounded to float here.
  Cells constantCells(const glslang::TType& type, const glslang::TConstUnionArray& values);
  uint32_t constantBits(const glslang::TConstUnion& value);
  Cells zeros(const glslang::TType& type);

 private:
  IrCode& code_;
  std::unordered_map<const void*, uint32_t> structs_;  // glslang's member list to index
};

}  // namespace sw::lowering
