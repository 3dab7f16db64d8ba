// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GLSL ES types as reflection and layout need them. The IR itself knows only 32-bit scalars ("cells"): a vec4 is four
// cells, a mat3 nine (column by column), an array its elements one after the other, a struct its members in order.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/shader_types.h"

namespace sw::ir {

enum class BaseType : uint8_t { Void, Bool, Int, Uint, Float, Struct, Sampler };

enum class Precision : uint8_t { None, Low, Medium, High };

struct GlslType {
  BaseType base = BaseType::Void;
  uint8_t rows = 1;     // components of a vector, or of each column of a matrix
  uint8_t columns = 1;  // 1 for scalars and vectors
  Precision precision = Precision::None;
  SamplerDim samplerDim = SamplerDim::Dim2D;        // when base is Sampler
  SamplerClass samplerClass = SamplerClass::Float;  // when base is Sampler
  uint32_t structIndex = 0;                         // into Shader::structs, when base is Struct
  std::vector<uint32_t> arraySizes = {};            // outermost first; empty when not an array
  bool rowMajor = false;                            // of a matrix (or struct of them) in a uniform block

  bool isMatrix() const { return columns > 1; }
  bool isArray() const { return !arraySizes.empty(); }
  uint32_t arrayElements() const {
    uint32_t n = 1;
    for (uint32_t size : arraySizes) n *= size;
    return n;
  }
};

struct StructMember {
  std::string name;
  GlslType type;
};

struct StructDef {
  std::string name;
  std::vector<StructMember> members;
};

/// Cells of one value of the type, arrays included. A sampler is one cell: its texture unit.
uint32_t cellCount(const GlslType& type, const std::vector<StructDef>& structs);

/// Cells of one element, that is without the type's own array dimensions.
uint32_t elementCells(const GlslType& type, const std::vector<StructDef>& structs);

}  // namespace sw::ir
