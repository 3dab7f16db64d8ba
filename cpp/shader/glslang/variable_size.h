// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How large variables may be. Browsers bound those that each invocation has for itself.

#pragma once

#include <glslang/Include/Types.h>

#include <algorithm>
#include <cstdint>

namespace sw {

/// Cells of the largest variable that passes.
inline constexpr uint32_t kMaxVariableCells = 1u << 20;
/// Of variables that are not uniforms, vertex inputs or fragment outputs, less than 64 KiB; together 16 MiB.
inline constexpr uint32_t kMaxPrivateCells = 16383;
inline constexpr uint64_t kMaxTotalPrivateCells = 4u << 20;

/// Cells of a type, or something above kMaxVariableCells.
inline uint64_t cellCount(const glslang::TType& type) {
  uint64_t cells = 1;
  if (type.isStruct()) {
    cells = 0;
    for (const glslang::TTypeLoc& member : *type.getStruct()) cells += cellCount(*member.type);
  } else if (type.isMatrix()) {
    cells = uint64_t(type.getMatrixCols()) * uint64_t(type.getMatrixRows());
  } else if (type.isVector()) {
    cells = uint64_t(type.getVectorSize());
  }
  if (type.isArray()) {
    for (int i = 0; i < type.getArraySizes()->getNumDims(); ++i) {
      cells *= uint64_t(std::max(type.getArraySizes()->getDimSize(i), 1));
      if (cells > kMaxVariableCells) return cells;
    }
  }
  return cells;
}

/// Whether each invocation has a variable of this type for itself.
inline bool isPrivate(const glslang::TType& type, EShLanguage stage) {
  switch (type.getQualifier().storage) {
    case glslang::EvqTemporary:
    case glslang::EvqGlobal:
    case glslang::EvqConst:
    case glslang::EvqConstReadOnly:
    case glslang::EvqIn:
    case glslang::EvqOut:
    case glslang::EvqInOut: return true;
    case glslang::EvqVaryingIn: return stage == EShLangFragment;
    case glslang::EvqVaryingOut: return stage == EShLangVertex;
    default: return false;
  }
}

/// What is wrong with the size of a variable or value of this type, or null.
inline const char* variableSizeError(const glslang::TType& type, EShLanguage stage) {
  const uint64_t cells = cellCount(type);
  if (cells > kMaxVariableCells) return "Size of declared variable exceeds implementation-defined limit";
  if (cells <= kMaxPrivateCells || !isPrivate(type, stage)) return nullptr;
  return "Size of declared private variable exceeds implementation-defined limit";
}

}  // namespace sw
