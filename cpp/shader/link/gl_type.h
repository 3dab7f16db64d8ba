// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/ir/glsl_type.h"

namespace sw {

/// The enum that getActiveUniform and getActiveAttrib report for a type, its arrays left aside: GL_FLOAT_VEC4, ... 0
/// for structs.
uint32_t glType(const ir::GlslType& type);

/// Whether what two shaders declare has one precision. That of a sampler never counts, as in browsers.
bool samePrecision(const ir::GlslType& a, const ir::GlslType& b);

/// Whether two types are the same in two shaders: arrays, sizes, sampler kinds, and structs by name and members.
/// Precisions of struct members count when `precisions` says so; the precision of the whole never does.
bool sameType(const ir::GlslType& a, const std::vector<ir::StructDef>& structsA, const ir::GlslType& b,
              const std::vector<ir::StructDef>& structsB, bool precisions);

}  // namespace sw
