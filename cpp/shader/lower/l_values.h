// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A dynamic index of an array is a stride in the address; a dynamic index of a vector or of a matrix' columns that live
// in registers is made by selects over the four or fewer possibilities, because memory would be slower:
//   v[i] = x      ->   for each component k: v.k = i == k ? x : v.k

#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "shader/lower/types.h"

namespace sw::lowering {

/// A dynamic choice that is made by selects, not by an address: option k lies at offsets[k].
struct Selection {
  ir::ValueId index = ir::kNone;  // the result of a ClampIndex with as many options
  std::vector<uint32_t> offsets;
};

/// Something that can be loaded, and stored to unless its space is read only. Indices have been evaluated.
struct LValue {
  ir::GlslType type;
  ir::Access access;                 // base and strides in cells; in blocks in bytes
  std::vector<ir::ValueId> indices;  // one per stride, each a ClampIndex
  std::vector<uint32_t> counts;      // what they are clamped to
  std::vector<Selection> selections;
  std::vector<uint32_t> swizzle;  // offsets of a vector's components where they are not just consecutive
  bool rowMajor = false;          // in blocks
  bool wholeBlock = false;        // a uniform block itself: its members are the l-values
};

/// Is:   what can be loaded and stored: parts of l-values, and the instructions that reach them.
/// Owns: the arrays of constants that have an l-value.
/// Asks: code and types; it evaluates no expression.
class LValues {
 public:
  LValues(IrCode& code, Types& types) : code_(code), types_(types) {}

  LValue declareLocal(const std::string& name, const ir::GlslType& type);
  /// Arrays of constants lie in the constant pool, once for equal contents.
  LValue constantLValue(const glslang::TIntermConstantUnion& node);

  void indexConstant(LValue& lValue, uint32_t index);
  void indexDynamic(LValue& lValue, ir::ValueId index);
  void selectMember(LValue& lValue, uint32_t member);
  void swizzle(LValue& lValue, std::span<const uint32_t> components);

  Cells load(const LValue& lValue);
  void store(const LValue& lValue, const Cells& value);
  /// The cells of a struct, with zero for a sampler: nobody asks this copy for one.
  Cells loadWithoutSamplers(const LValue& lValue);
  /// Offset, from the l-value's base, and type of each cell.
  void leaves(const LValue& lValue, std::vector<std::pair<uint32_t, ir::Type>>& result);

 private:
  void blockLeaves(const ir::GlslType& type, uint32_t base, bool rowMajor,
                   std::vector<std::pair<uint32_t, ir::Type>>& result);
  ir::ValueId loadLeaf(const LValue& lValue, uint32_t offset, ir::Type type, size_t selection);
  void storeLeaf(const LValue& lValue, uint32_t offset, ir::ValueId value, size_t selection, ir::ValueId condition);
  void markDynamic(const ir::Access& access);

  IrCode& code_;
  Types& types_;
  std::map<std::vector<uint32_t>, uint32_t> pools_;  // contents to where they lie in Shader::constants
};

}  // namespace sw::lowering
