// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The packing algorithm of GLSL ES 1.00.17 Appendix A.7 (GLSL ES 3.00.6 chapter 11 repeats it): whether variables fit
// into a number of registers of four components. It decides what links, not where things lie.

#pragma once

#include <cstdint>
#include <vector>

#include "shader/ir/glsl_type.h"

namespace sw {

/// A variable of basic type: `elements` times `rows` registers, `components` wide each.
struct PackedVariable {
  uint32_t components = 1;
  uint32_t rows = 1;
  bool matrix2 = false;  // mat2 goes before vec4
  uint32_t elements = 1;
};

/// Appends the leaves of a type; structs are taken apart.
void appendPacked(const ir::GlslType& type, const std::vector<ir::StructDef>& structs,
                  std::vector<PackedVariable>& variables);

bool fitsIntoRegisters(std::vector<PackedVariable> variables, uint32_t registers);

}  // namespace sw
