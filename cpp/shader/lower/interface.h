// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Everything that is declared outside of functions. An input or output that is an array with a dynamic index gets a
// global of its own, filled at the start of main and written back at its end, so that no access to an input or output
// ever has a dynamic index.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "shader/lower/l_values.h"

namespace sw::lowering {

/// A symbol that holds no storage: its value is made where it is used.
enum class SpecialInput : uint8_t {
  None,
  VertexId,
  InstanceId,
  DrawId,
  FragCoord,
  FrontFacing,
  PointCoord,
  DepthRange
};

SpecialInput specialInput(const glslang::TIntermSymbol& symbol);

/// Is:   inputs, outputs, uniforms, blocks and globals.
/// Owns: their l-values by name.
/// Asks: code, types, l-values.
class Interface {
 public:
  Interface(const glslang::TIntermediate& tree, IrCode& code, Types& types, LValues& lValues,
            std::set<std::string> indirect)
      : tree_(tree), code_(code), types_(types), lValues_(lValues), indirect_(std::move(indirect)) {}

  void declareInterface(const glslang::TIntermSequence& linkerObjects);
  /// The l-value of a global, which is made when it is met first (built-in outputs are not in glslang's list).
  bool globalLValue(const glslang::TIntermSymbol& symbol, LValue& lValue);
  Cells specialInputCells(SpecialInput input);
  // At the start and the end of main.
  void copyIndirectInputs();
  void copyIndirectOutputs();

 private:
  void declareBlock(const glslang::TIntermSymbol& symbol);
  ir::InterfaceVariable interfaceVariable(const glslang::TIntermSymbol& symbol);

  const glslang::TIntermediate& tree_;
  IrCode& code_;
  Types& types_;
  LValues& lValues_;
  std::unordered_map<std::string, LValue> globals_;  // by name: names of globals are unique
  const std::set<std::string> indirect_;             // see lower()
};

}  // namespace sw::lowering
