// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/link/gl_type.h"

#include "support/gl_constants.h"

namespace sw {
namespace {

using ir::BaseType;

constexpr uint32_t kVectors[4][4] = {
    {GL_BOOL, GL_BOOL_VEC2, GL_BOOL_VEC3, GL_BOOL_VEC4},
    {GL_INT, GL_INT_VEC2, GL_INT_VEC3, GL_INT_VEC4},
    {GL_UNSIGNED_INT, GL_UNSIGNED_INT_VEC2, GL_UNSIGNED_INT_VEC3, GL_UNSIGNED_INT_VEC4},
    {GL_FLOAT, GL_FLOAT_VEC2, GL_FLOAT_VEC3, GL_FLOAT_VEC4},
};

// [columns - 2][rows - 2]
constexpr uint32_t kMatrices[3][3] = {
    {GL_FLOAT_MAT2, GL_FLOAT_MAT2x3, GL_FLOAT_MAT2x4},
    {GL_FLOAT_MAT3x2, GL_FLOAT_MAT3, GL_FLOAT_MAT3x4},
    {GL_FLOAT_MAT4x2, GL_FLOAT_MAT4x3, GL_FLOAT_MAT4},
};

// [class][dimension]
constexpr uint32_t kSamplers[4][4] = {
    {GL_SAMPLER_2D, GL_SAMPLER_3D, GL_SAMPLER_CUBE, GL_SAMPLER_2D_ARRAY},
    {GL_INT_SAMPLER_2D, GL_INT_SAMPLER_3D, GL_INT_SAMPLER_CUBE, GL_INT_SAMPLER_2D_ARRAY},
    {GL_UNSIGNED_INT_SAMPLER_2D, GL_UNSIGNED_INT_SAMPLER_3D, GL_UNSIGNED_INT_SAMPLER_CUBE,
     GL_UNSIGNED_INT_SAMPLER_2D_ARRAY},
    {GL_SAMPLER_2D_SHADOW, 0, GL_SAMPLER_CUBE_SHADOW, GL_SAMPLER_2D_ARRAY_SHADOW},
};

}  // namespace

uint32_t glType(const ir::GlslType& type) {
  switch (type.base) {
    case BaseType::Void:
    case BaseType::Struct: return 0;
    case BaseType::Sampler: return kSamplers[size_t(type.samplerClass)][size_t(type.samplerDim)];
    case BaseType::Bool:
    case BaseType::Int:
    case BaseType::Uint: return kVectors[size_t(type.base) - size_t(BaseType::Bool)][type.rows - 1];
    case BaseType::Float:
      return type.isMatrix() ? kMatrices[type.columns - 2][type.rows - 2] : kVectors[3][type.rows - 1];
  }
  return 0;
}

bool samePrecision(const ir::GlslType& a, const ir::GlslType& b) {
  return a.base == BaseType::Sampler || a.precision == b.precision;
}

bool sameType(const ir::GlslType& a, const std::vector<ir::StructDef>& structsA, const ir::GlslType& b,
              const std::vector<ir::StructDef>& structsB, bool precisions) {
  if (a.base != b.base || a.arraySizes != b.arraySizes) return false;
  if (a.base == BaseType::Sampler) return a.samplerDim == b.samplerDim && a.samplerClass == b.samplerClass;
  if (a.base != BaseType::Struct) return a.rows == b.rows && a.columns == b.columns;
  const ir::StructDef& structA = structsA[a.structIndex];
  const ir::StructDef& structB = structsB[b.structIndex];
  if (structA.name != structB.name || structA.members.size() != structB.members.size()) return false;
  for (size_t i = 0; i < structA.members.size(); ++i) {
    const ir::StructMember& memberA = structA.members[i];
    const ir::StructMember& memberB = structB.members[i];
    if (memberA.name != memberB.name || !sameType(memberA.type, structsA, memberB.type, structsB, precisions) ||
        (precisions && !samePrecision(memberA.type, memberB.type))) {
      return false;
    }
  }
  return true;
}

}  // namespace sw
